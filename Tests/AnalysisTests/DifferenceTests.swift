import Analysis
import Diagnostics
import RuleFiles
import Rules
import Testing
import Time

/// What is told of single changes.
@Suite struct DifferenceTests {
  private static let words = """
    stages: {s0: {phase: before}, s1: {phase: during}}
    personas: {q0: {role: user}}
    channels: {email: {consent: none}, phone: {consent: none}}
    pain_points: {p0: {}}
    attributes: {n: int, x: number}
    actions:
      a0: {kind: k, channels: [email, phone]}
      a1: {kind: k, channels: [phone]}

    """

  private static func book(_ rules: String) throws -> RuleBook {
    let text = words + "rules:\n" + rules.split(separator: "\n").map { "  \($0)\n" }.joined()
    return try #require(
      RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))]).book, "\(text)")
  }

  private static func told(_ old: String, _ new: String) throws -> [String] {
    let books = (try book(old), try book(new))
    let difference = BookComparison(
      DecidingBook(books.0), DecidingBook(books.1), now: Instant(microseconds: 1_767_603_600_000_000)
    )
    .difference()
    let text = BoxText(difference.space, [books.0, books.1])
    return difference.regions.flatMap { region in
      region.boxes.map { box in
        let states = text.lines(of: box).joined(separator: "; ")
        let shown = region.witness == nil ? "undecided " : ""
        return "\(shown)\(region.outputs.map(\.order).joined(separator: ", ")): \(states)"
      }
    } + difference.values.map { "\($0.path): \($0.old ?? "-") -> \($0.new ?? "-")" }
  }

  /// An expression is the same in both books where all that it asks for is, whatever else changes.
  @Test(arguments: [
    ("'n > 3'", "'n>3 // more'", ""), ("'\"p0\" in pain_points'", "'\"p0\" in pain_points'", "severity"),
    ("'stage == \"s0\"'", "'stage == \"s0\"'", "stalls"),
    ("'contacts.exists(c, c.action == \"a0\")'", "'contacts.exists(c, c.action == \"a0\")'", "kind"),
    ("'touchpoints.exists(t, t.type == \"t0\")'", "'touchpoints.exists(t, t.type == \"t0\")'", "medium"),
  ])
  func `the same expression is no difference`(_ old: String, _ new: String, _ change: String) throws {
    let words = Self.words.replacing("actions:", with: "touchpoints: {t0: {medium: online}}\nactions:")
    let changes = [
      "severity": ("p0: {}", "p0: {severity: 0.9}"), "stalls": ("during}", "during, stalls_after: 9d}"),
      "kind": ("kind: k, channels: [phone]", "kind: l, channels: [phone]"), "medium": ("online", "offline"),
    ]
    let (from, to) = changes[change] ?? ("", "")
    func book(_ words: String, _ condition: String) throws -> RuleBook {
      let text = "\(words)rules:\n  r: {when: {if: \(condition)}, recommend: a0}\n"
      return try #require(
        RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))]).book, "\(text)")
    }
    let changed = from.isEmpty ? words : words.replacing(from, with: to)
    #expect(from.isEmpty || changed != words)
    let difference = BookComparison(
      DecidingBook(try book(words, old)), DecidingBook(try book(changed, new)),
      now: Instant(microseconds: 1_767_603_600_000_000)
    ).difference()
    #expect(difference.regions.count == 0)
  }

  @Test func `what one rule held back and what it holds back now are two things`() throws {
    let told = try Self.told(
      "r: {when: {pain_points: p0}, suppress: {all: true, except: {action: a1}}}",
      "r: {suppress: {channel: email}}")
    #expect(told == ["6 a0 : pain point p0 is there", "6 a0 email: "])
  }

  @Test(arguments: [
    ("{n: {gte: 5}}", "{n: {gt: 5}}", "n is 5"),
    ("{n: {lt: 5}}", "{n: {lte: 4}}", nil),
    ("{x: {lt: 0.5}}", "{x: {lte: 0.5}}", "x is 0.5"),
    ("{n: {between: [1, 9]}}", "{n: {between: [1, 7]}}", "n is from 8 to 9"),
    ("{stage: [s0, s1]}", "{stage: s1}", "stage is s0"),
    ("{stage: [s0, s1]}", "{phase: [before, during]}", nil),
    ("{persona: q0}", "{role: user}", nil),
    ("{stage: {ne: s0}}", "{stage: s1}", nil),
    (
      "{pain_points: {any: [p0], min_severity: 0.6}}", "{pain_points: {any: [p0], min_severity: 0.8}}",
      "pain point p0 has a severity from 0.6 to below 0.8"
    ),
    (
      "{contacts: {action: a0, within: 7d, at_most: 2}}", "{contacts: {action: a0, within: 7d, at_most: 3}}",
      "contacts {action: a0, within: 7d}: 3"
    ),
    ("{any_of: [{n: 1}, {n: 2}]}", "{n: {in: [1, 2]}}", nil),
    ("{if: 'n > 3'}", "{if: 'n > 3', stage: s0}", "stage is not known or s1; 'n > 3' is true"),
    ("{if: 'n > 3'}", "{all_of: [{if: 'n > 3'}]}", nil),
    ("{stage_entered: {older_than: 7d}}", "{days_in_stage: {gte: 7}}", "stage_entered is now - 7d"),
  ])
  func `a condition that is otherwise is told by the states`(old: String, new: String, states: String?) throws
  {
    let told = try Self.told("r: {when: \(old), recommend: a0}", "r: {when: \(new), recommend: a0}")
    #expect(told == (states.map { ["4 a0: \($0)"] } ?? []))
  }

  @Test func `where another rule gives more a change makes no difference`() throws {
    let strong = "strong: {when: {stage: s0}, recommend: {action: a0, score: 90}}\n"
    #expect(
      try Self.told(
        strong + "r: {recommend: {action: a0, score: 40}}", strong + "r: {recommend: {action: a0, score: 60}}"
      ) == ["4 a0: stage is not known or s1"])
    #expect(
      try Self.told(strong, strong + "r: {when: {stage: s0}, recommend: {action: a0, score: 60}}").isEmpty)
  }

  @Test func `wishes, dates and names`() throws {
    #expect(
      try Self.told(
        "r: {recommend: {action: a0, channel: email}}", "r: {recommend: {action: a0, channel: phone}}") == [
          "4 a0: "
        ])
    #expect(
      try Self.told("r: {recommend: a0}", "r: {from: 2026-02-01, recommend: a0}") == [
        "4 a0: now is below 2026-02-01T00:00:00Z"
      ])
    #expect(try Self.told("r: {recommend: a0}", "other: {recommend: a0}").isEmpty)
    #expect(
      try Self.told("r: {recommend: a0, because: Yes}", "r: {recommend: a0, because: No}") == [
        "rules.r.because: Yes -> No"
      ])
  }

  @Test func `a word more is told as a word, not by every rule that counts anything`() throws {
    func book(_ more: String) throws -> RuleBook {
      let text =
        Self.words + "touchpoints: {w0: {medium: online}\(more)}\n"
        + "rules: {r: {when: {touchpoints: {medium: online, at_least: 2}}, recommend: a0}, s: {when: {if: 'size(touchpoints) > 3'}, recommend: a1}}\n"
      return try #require(RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))]).book)
    }
    let difference = BookComparison(
      DecidingBook(try book("")), DecidingBook(try book(", w1: {medium: online}")),
      now: Instant(microseconds: 1_767_603_600_000_000)
    ).difference()
    #expect(difference.regions.isEmpty)
    #expect(difference.values.map(\.path) == ["touchpoints.w1", "touchpoints.w1.medium"])
  }
}
