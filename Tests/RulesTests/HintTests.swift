import Testing
import Time

@testable import RuleFiles
@testable import Rules

/// What is proposed to people is something that they can write.
@Suite struct HintTests {
  private static func checkRemedies<Key: MappingKey>(of: Key.Type) {
    for (word, remedy) in Key.remedies {
      #expect(Key(rawValue: word) == nil, "'\(word)' is a key itself")
      #expect(word == word.lowercased())
      if let match = remedy.wholeMatch(of: /write '([a-z_]+)'/) {
        #expect(Key(rawValue: String(match.1)) != nil, "'\(match.1)', proposed for '\(word)', is no key")
      }
    }
  }

  @Test func `words of other tools are no keys, and what is proposed for them is one`() {
    Self.checkRemedies(of: Section.self)
    Self.checkRemedies(of: RuleKey.self)
    Self.checkRemedies(of: ActionKey.self)
    Self.checkRemedies(of: RecommendationKey.self)
    Self.checkRemedies(of: DetectionKey.self)
    Self.checkRemedies(of: PlacementKey.self)
    Self.checkRemedies(of: AlertKey.self)
    Self.checkRemedies(of: CapKey.self)
    Self.checkRemedies(of: PauseKey.self)
    Self.checkRemedies(of: QuietHoursKey.self)
    Self.checkRemedies(of: AttributeKey.self)
    Self.checkRemedies(of: ExitKey.self)
    Self.checkRemedies(of: PainPointKey.self)
    Self.checkRemedies(of: TriggerKey.self)
    Self.checkRemedies(of: PolicyKey.self)
  }

  @Test func `what is proposed for a word in a condition or a count can stand there`() {
    let facts = Set(BuiltInFact.allCases.map(\.rawValue) + ConditionKey.allCases.map(\.rawValue))
    for (word, remedy) in ConditionKey.remedies {
      #expect(!facts.contains(word), "'\(word)' is a key itself")
      if let match = remedy.wholeMatch(of: /write '([a-z_]+)'/) {
        #expect(facts.contains(String(match.1)), "\(word): \(remedy)")
      } else {
        // What is no fact at all stands elsewhere in the book.
        let keys = Set(remedy.matches(of: /'([a-z_]+)'/).map { String($0.1) })
        let elsewhere = RuleKey.allCases.map(\.rawValue) + PolicyKey.allCases.map(\.rawValue) + ["policies"]
        #expect(!keys.isEmpty && keys.isSubset(of: elsewhere), "\(word): \(remedy)")
      }
    }
    let counts = Set(
      BoundKey.allCases.map(\.rawValue) + TouchpointCountKey.allCases.map(\.rawValue)
        + ContactCountKey.allCases.map(\.rawValue))
    for (word, remedy) in BoundKey.remedies {
      guard let match = remedy.wholeMatch(of: /write '([a-z_]+)'/) else { continue }
      #expect(counts.contains(String(match.1)), "\(word): \(remedy)")
    }
  }

  @Test(arguments: [
    ("weekday", NamedDay.allCases.map(\.rawValue)), ("type", FactType.allCases.map(\.rawValue)),
    ("outcome", Outcome.allCases.map(\.rawValue)), ("phase", Phase.allCases.map(\.rawValue)),
    ("role", Role.allCases.map(\.rawValue)), ("medium", Medium.allCases.map(\.rawValue)),
    ("calendar unit", CalendarUnit.allCases.map(\.rawValue)), ("scope", Scope.allCases.map(\.rawValue)),
    ("severity of an alert", AlertSeverity.allCases.map(\.rawValue)),
    ("severity of a finding", ["error", "warning", "note"]),
    ("kind of consent", ["opt-in", "opt-out", "none"]),
  ])
  func `what is proposed for a word is among those to choose from`(noun: String, choices: [String]) throws {
    let words = try #require(ForeignWords.choices[noun])
    #expect(!words.isEmpty)
    for (word, choice) in words {
      #expect(choices.contains(choice), "'\(choice)', proposed for '\(word)'")
      #expect(!choices.contains(word) || word == "none", "'\(word)' is one itself")
    }
  }

  @Test(arguments: [
    ("2 weeks", "14d"), ("14 dage", "14d"), ("1.5d", "1d12h"), ("P14D", "14d"), ("PT36H", "36h"),
    ("12h1d", "1d12h"),
    ("last month", "30d"), ("2mo", "60d"), ("1 year", "365d"), ("1 day and 2 hours", "1d2h"), ("-3d", "3d"),
    ("hver uge", "7d"), ("14D", "14d"), ("weeks", nil), ("0d", nil), ("4000 years", nil), ("d14", nil),
    ("", nil),
    ("99999999999999999999d", nil),
  ])
  func `lengths of time in words`(text: String, span: String?) {
    let help = MeantDuration.help(text)
    #expect(help.map { $0.contains("'\(span ?? "")'") } == span.map { _ in true }, "\(help ?? "nothing")")
    if let span { #expect(TimeSpan(span) != nil) }
  }

  @Test(arguments: [
    ("31.12.2026", "2026-12-31"), ("12/31/2026", "2026-12-31"), ("2027-1-1", "2027-01-01"),
    ("20270101", "2027-01-01"),
    ("1. januar 2027", "2027-01-01"), ("Dec 31st, 2026", "2026-12-31"), ("3 May 2027", "2027-05-03"),
    ("1 maj 2027", "2027-05-01"), ("15. März 2027", "2027-03-15"), ("31-12-26", "2026-12-31"),
    ("5/5/2027", "2027-05-05"),
    ("29.02.2027", nil), ("2026-13-01", nil), ("99/99/2026", nil), ("1 foo 2027", nil), ("soon", nil),
    ("", nil),
  ])
  func `dates of many countries`(text: String, date: String?) {
    let help = MeantDate.help(text)
    if let date {
      #expect(help == "write \(date)" && CivilDate(date) != nil)
    } else {
      #expect(help?.hasPrefix("write 2") != true)
    }
  }

  @Test(arguments: [
    ("2026-12-24 12:00", "Europe/Copenhagen", "2026-12-24T12:00:00+01:00"),
    ("2026-07-24T12:00", "Europe/Copenhagen", "2026-07-24T12:00:00+02:00"),
    ("2026-07-24 12:00:30", "America/New_York", "2026-07-24T12:00:30-04:00"),
    ("2026-01-01 09:00", "Asia/Kolkata", "2026-01-01T09:00:00+05:30"),
  ])
  func `a time without an offset gets that of the book's zone on that day`(
    text: String, zone: String, written: String
  ) throws {
    let place = try #require(Zone(named: zone))
    let help = MeantDate.help(text, in: place) ?? ""
    #expect(help.contains("'\(written)' in \(zone)"), "\(help)")
    #expect(Instant(rfc3339: written) != nil)
  }

  @Test(arguments: [
    ("1 per week", "write {at_most: 1, within: 7d},"), ("once a day", "write {at_most: 1, calendar: day},"),
    ("3 times per month", "write {at_most: 3, within: 30d},"),
    ("2 om ugen", "write {at_most: 2, within: 7d}, or"),
    ("2 gange om måneden", "write {at_most: 2, within: 30d}, or"),
    ("4/week", "write {at_most: 4, within: 7d},"),
    ("5", "write {at_most: 5, within: 7d}, say"), ("0", "write {at_most: 2, within: 7d}, say"),
    ("seldom", "write {at_most: 2, within: 7d}, say"), ("", "write {at_most: 2, within: 7d}, say"),
    ("99999999999999999999 per week", "write {at_most: 2, within: 7d}, say"),
  ])
  func `caps in words keep their number`(text: String, start: String) {
    #expect(MeantCap.help(text).hasPrefix(start), "\(MeantCap.help(text))")
  }

  @Test(arguments: [
    (">1000", "order.total > 1000"), ("{gt: 1000}", "order.total > 1000"),
    ("{lte: 5.5}", "order.total <= 5.5"),
    ("1000-2000", "order.total >= 1000 && order.total <= 2000"),
    ("{between: [1, 2]}", "order.total >= 1 && order.total <= 2"), ("not 5", "order.total != 5"),
    ("{in_next: 7d}", "write a value"), ("= 5", nil), ("many", nil), ("", nil),
  ])
  func `comparisons in cells become expressions`(text: String, expression: String?) {
    let help = MeantCell.comparison(text, of: "order.total")
    #expect((help == nil) == (expression == nil), "\(help ?? "nothing")")
    if let expression { #expect(help?.contains(expression) == true, "\(help ?? "nothing")") }
  }

  @Test(arguments: [
    ("8:00", "08:00"), ("8", "08:00"), ("5pm", "17:00"), ("12am", "00:00"), ("12 pm", "12:00"),
    ("kl. 8", "08:00"),
    ("0800", "08:00"), ("08:00:00", "08:00"), ("20h", "20:00"), ("8 Uhr", "08:00"), ("25:00", nil),
    ("8:60", nil),
    ("noon", nil), ("", nil),
  ])
  func `times of day of many countries`(text: String, time: String?) {
    #expect(MeantClockTime.help(text) == time.map { "write \"\($0)\"" })
  }

  @Test(arguments: [
    (">= 200", "write {gte: 200}"), ("at least 200", "write {gte: 200}"), ("200+", "write {gte: 200}"),
    ("< 1,000", "write {lt: 1000}"), ("100-200", "write {between: [100, 200]}"), ("= 5", "write 5"),
    ("200", nil),
    ("many", nil),
  ])
  func `comparisons of other languages`(text: String, help: String?) {
    #expect(MeantNumber.comparison(text) == help)
  }

  @Test(arguments: [
    ("Prøve slut", "proeve slut"), ("dеmo", "demo"), ("wel–come", "wel-come"), ("ｄｅｍｏ", "demo"),
    ("große", "grosse"),
    ("éclair", "eclair"), ("demo\u{200B}", "demo"), ("日本", "日本"),
  ])
  func `letters that look like those of ids`(text: String, plain: String) {
    #expect(LookAlikes.plain(text.lowercased()) == plain)
  }
}
