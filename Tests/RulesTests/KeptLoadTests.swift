import Diagnostics
import TestSupport
import Testing
import Time

@testable import RuleFiles
@testable import Rules

/// What a load keeps of the one before is what it would have read.
@Suite struct KeptLoadTests {
  /// The files of a book, each as what stands before its rules and the rules by id.
  private struct Files {
    var parts: [String: Part] = [:]
    var sheets: [String: String] = [:]

    struct Part {
      var head = ""
      var rules: [(id: String, text: String)] = []
      var tail = ""

      var text: String {
        let list = rules.map { "  \($0.id): \($0.text)\n" }.joined()
        return head + (rules.isEmpty ? "" : "rules:\n\(list)") + tail
      }
    }

    var files: [SourceFile] {
      (parts.mapValues(\.text).map { ($0, $1) } + sheets.map { ($0, $1) }).map {
        SourceFile(path: $0.0, bytes: Array($0.1.utf8))
      }
    }
  }

  private static let vocabulary = """
    markets: {b2b: {}, b2c: {}}
    stages:
      awareness: {phase: before}
      decision: {phase: during}
      retention: {phase: after}
    personas: {buyer: {market: b2b}, user: {}}
    pain_points: {price: {}, trust: {}, speed: {}}
    triggers: {trial: {}, churn-risk: {}}
    channels: {email: {consent: opt-in}, phone: {consent: opt-out}}
    attributes: {account.employees: int, account.industry: string}
    actions:
      guide: {kind: content, channels: [email]}
      call: {kind: talk, channels: [phone], eligible: {stage: decision}}
      letter: {kind: content}

    """

  private static let conditions = [
    "{stage: awareness}", "{stage: [decision, retention]}", "{account.employees: {gt: 7}}",
    "{persona: buyer}",
    "{stage: awareness, phase: after}", "{pain_points: price}", "{triggers: {any: [trial]}}",
    "{account.industry: retail}", "{if: 'severity(\"price\") > 0.5'}", "{stalled: true}",
    "{any_of: [{stage: decision}, {account.employees: {lt: 3}}]}",
  ]
  private static let effects = [
    "recommend: guide", "recommend: {action: call, score: 7}",
    "recommend: [letter, {action: guide, score: 3}]",
    "suppress: {kind: content}", "detect: {pain_point: trust, severity: 0.4}",
    "detect: {trigger: churn-risk}",
    "place: {stage: decision, confidence: 0.6}", "alert: {severity: info, summary: Look}",
    "recommend: {action: guide, score: 'account.employees * 2'}",
  ]

  private static func rule(_ random: inout SeededRandom) -> String {
    var parts: [String] = []
    if random.chance(90) { parts.append("when: \(random.pick(conditions))") }
    if random.chance(20) { parts.append("unless: \(random.pick(conditions))") }
    if random.chance(90) { parts.append(random.pick(effects)) }
    if random.chance(5) { parts.append("recommend: nobody") }
    // So that few of them say the same.
    parts.append("from: 2026-01-01T00:00:\(Int.random(in: 10..<60, using: &random))Z")
    parts.append("until: 2027-01-01T00:\(Int.random(in: 10..<60, using: &random)):00Z")
    return "{\(parts.joined(separator: ", "))}"
  }

  private static func sound(_ number: Int) -> String {
    "{when: {account.employees: {gt: \(number)}}, recommend: guide}"
  }

  private static func change(_ files: inout Files, _ random: inout SeededRandom) {
    let paths = files.parts.keys.sorted(by: bytesPrecede)
    let path = random.pick(
      paths.filter { $0 != "base.yaml" } + ["new-\(Int.random(in: 0..<4, using: &random)).yaml"])
    var part = files.parts[path] ?? Files.Part()
    let place = Int.random(in: 0...part.rules.count, using: &random)
    switch Int.random(in: 0..<16, using: &random) {
    case 0..<4:
      part.rules.insert(("rule-\(Int.random(in: 0..<500, using: &random))", rule(&random)), at: place)
    case 4..<7: if place < part.rules.count { part.rules[place].text = rule(&random) }
    case 7..<9: if place < part.rules.count { part.rules.remove(at: place) }
    case 9: part.rules.shuffle(using: &random)
    case 10:
      files.parts["moved-\(path)"] = part
      part = Files.Part()
    case 11: part.head += "# one line more\n"
    case 12: part.tail += "actions:\n  more-\(Int.random(in: 0..<30, using: &random)): {kind: content}\n"
    case 13:
      if place < part.rules.count, let other = files.parts[random.pick(paths)]?.rules.first {
        part.rules[place].text = other.text
      }
    case 14:
      if var base = files.parts["base.yaml"], random.chance(30) {
        base.head = base.head.replacing("phase: before", with: "phase: during")
        files.parts["base.yaml"] = base
      }
    default: part.tail = random.chance(50) ? "check: {unused: off}\n" : ""
    }
    files.parts[path] = part.text.isEmpty ? nil : part
  }

  @Test func `after any change of files the kept rules and the new ones are what loading all of them makes`()
    throws
  {
    var random = SeededRandom.ofThisRun()
    var (taken, refused, weakenings) = (0, 0, 0)
    Fuzzing.run(40) {
      var files = Files()
      files.parts["base.yaml"] = Files.Part(head: Self.vocabulary)
      for number in 0..<8 {
        let rules =
          (0..<10).map { ("own-\(number)-\($0)", Self.sound(number * 10 + $0)) }
          + [("hold-\(number)", "{when: {account.employees: {lt: \(number)}}, suppress: {kind: content}}")]
        files.parts["part-\(number).yaml"] = Files.Part(rules: rules)
      }
      if random.chance(50) {
        files.parts["base.yaml"]?.tail =
          "tables:\n  rows: {rows: rows.csv}\n"
        files.sheets["rows.csv"] = "id,stage,recommend,score\na,awareness,guide,4\nb,decision,guide,5\n"
      }
      var last = RuleBook.load(files.files)
      var kept = last.kept
      for _ in 0..<12 {
        let before = files
        for _ in 0...Int.random(in: 0...2, using: &random) { Self.change(&files, &random) }
        let full = RuleBook.load(files.files)
        if let load = kept?.reading(files.files) {
          taken += 1
          Self.expect(load, full)
          if let before = kept?.book, let alone = last.book, let now = full.book {
            let weakened = WeakenedSafeguard.all(from: before, to: load.book)
            #expect(weakened == WeakenedSafeguard.all(from: alone, to: now))
            weakenings += weakened.isEmpty ? 0 : 1
          }
          (kept, last) = (load, full)
        } else {
          refused += 1
          if let sound = full.kept { (kept, last) = (sound, full) } else { files = before }
        }
      }
    }
    #expect(taken > refused / 4, "\(taken) of \(taken + refused)")
    #expect(weakenings > 0)
  }

  private static func expect(_ load: KeptLoad, _ full: RuleBookLoad) {
    guard let book = full.book else {
      Issue.record("kept rules hide errors: \(full.diagnostics)")
      return
    }
    #expect(load.book.revision == book.revision)
    #expect(CanonicalDump(load.book, withPlaces: true).lines == CanonicalDump(book, withPlaces: true).lines)
    #expect(load.diagnostics == full.diagnostics)
    #expect(load.files.map(\.path) == full.files.map(\.path))
    #expect(load.digests == full.kept?.digests)
    #expect(load.ownRules == full.kept?.ownRules)
  }

  private func book(_ changed: String, besides other: String = "") -> [SourceFile] {
    let many = (0..<40).map { "  many-\($0): \(Self.sound($0 + 100))\n" }.joined()
    return [
      ("base.yaml", Self.vocabulary), ("many.yaml", "rules:\n\(many)"), ("other.yaml", other),
      ("own.yaml", changed),
    ].filter { !$0.1.isEmpty }.map { SourceFile(path: $0.0, bytes: Array($0.1.utf8)) }
  }

  @Test(arguments: [
    // Other words, another place, another number of rules.
    ("rules:\n  own: {recommend: guide}\n", true), ("rules:\n\n  own: {recommend: letter}\n", true),
    ("rules:\n  own: {recommend: letter}\n  more: {recommend: guide, when: {stage: decision}}\n", true),
    ("# nothing but this\nrules: {}\n", true),
    // Something that others may rest on, or that is to be told with more than is kept.
    ("rules:\n  own: {recommend: letter}\nactions: {another: {kind: content}}\n", false),
    ("rules:\n  own: {recommend: nobody}\n", false), ("rules:\n  many-3: {recommend: letter}\n", false),
    ("rules:\n  own: \(sound(103))\n", false), ("rules:\n  own: {recommend: [\n", false), ("", false),
    ("rules:\n  own: {when: {pain_points: price}, place: {stage: decision, confidence: 0.5}}\n", false),
    ("tables: {}\nrules:\n  own: {recommend: letter}\n", false),
  ])
  func `a change of one file`(_ changed: String, _ isTaken: Bool) throws {
    let before = RuleBook.load(book("rules:\n  own: {recommend: letter}\n"))
    let kept = try #require(before.kept, "\(before.diagnostics)")
    let now = changed.isEmpty ? book("\n") : book(changed)
    let again = kept.reading(now)
    #expect((again != nil) == isTaken)
    if let again { Self.expect(again, RuleBook.load(now)) }
  }

  @Test func `rules of files that did not change are the same objects`() throws {
    let kept = try #require(RuleBook.load(book("rules:\n  own: {recommend: letter}\n")).kept)
    let again = try #require(kept.reading(book("rules:\n  own: {recommend: guide}\n")))
    let same = zip(kept.book.rules, again.book.rules).filter { $0 === $1 }
    #expect(same.count == 40 && again.book.rules.count == 41)
  }

  @Test func `what is read at an instant, or with other rows, is not kept`() {
    let files = book("rules:\n  own: {recommend: letter}\n")
    #expect(RuleBook.load(files, now: Self.instant).kept == nil)
    #expect(RuleBook.load(files).kept != nil)
  }

  private static let instant = Instant(microseconds: 1_790_000_000_000_000)
}
