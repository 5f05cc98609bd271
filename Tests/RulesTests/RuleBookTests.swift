import Diagnostics
import Testing
import TestSupport
import Time

@testable import RuleFiles
@testable import Rules

@Suite("A sound rule book")
struct RuleBookTests {
  private static func load(_ text: String) throws -> RuleBook {
    let load = RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))])
    #expect(load.diagnostics.isEmpty)
    return try #require(load.book)
  }

  @Test
  func `loads without any diagnostic, whatever it uses`() throws {
    let files = try FixtureFiles.validBook()
    let load = RuleBook.load(files)
    #expect(DiagnosticRenderer(files: files).render(load.diagnostics) == "")
    let book = try #require(load.book)
    #expect(book.revision == load.revision)
    #expect(
      book.vocabulary.stages.items.map(\.id) == ["consideration", "awareness", "decision", "retention"])
    #expect(book.vocabulary.personas.items.map(\.id) == ["economic-buyer", "it-evaluator", "shopper"])
    #expect(book.rules.map(\.id) == book.rules.map(\.id).sorted())
    #expect(book.kinds == ["nurture", "service"])
    #expect(book.groups == ["business-case", "care"])
    #expect(book.policies.caps.map(\.id) == ["one-a-day", "one-nurture-a-month", "two-mails-a-week"])
    #expect(book.policies.language == "da")
  }

  @Test
  func `may be empty`() throws {
    let load = RuleBook.load([])
    #expect(load.book != nil)
    let comments = try Self.load("# nothing yet\n")
    #expect(comments.rules.isEmpty)
    #expect(comments.attributes.map(\.path) == Attribute.builtInPaths)
    #expect(try Self.load("rules:\nactions: ~\npolicies:\n").actions.isEmpty)
  }

  @Test
  func `knows states' words by id, label and alias, ignoring case`() throws {
    let book = try #require(RuleBook.load(try FixtureFiles.validBook()).book)
    let stages = book.vocabulary.stages
    for name in [
      "consideration", "CONSIDERATION", "ÖVERVÄGANDE", "O\u{308}vervägande", "rozważanie", "Evaluation", "2",
    ] {
      #expect(stages.index(named: name) == 0)
    }
    #expect(stages.index(named: " consideration") == nil)
    #expect(stages.index(ofID: "evaluation") == nil)
    #expect(book.vocabulary.channels.index(named: "e-mail") == book.vocabulary.channels.index(ofID: "email"))
  }

  @Test
  func `fills in what is left out`() throws {
    let book = try Self.load(
      """
      pain_points: {price: {severity: 0.7}, delay: }
      channels: {email: }
      actions: {call: {kind: talk}}
      rules:
        a: {alert: {summary: x}}
        d: {detect: [{pain_point: price}, {pain_point: delay}]}
        p: {when: {contacts: {at_most: 2}}, recommend: call}
        q: {when: {contacts: {kind: talk}}, recommend: {action: call}}
      """)
    #expect(book.vocabulary.channels[0].consent == .optIn)
    #expect(book.vocabulary.channels[0].bouncedFor == TimeSpan("30d"))
    #expect(book.actions[0].weight == 1)
    #expect(book.actions[0].countsTowardCaps && !book.actions[0].isExemptFromCaps)
    guard case .alert(let alert) = book.rules[0].effect, case .detect(let detections) = book.rules[1].effect,
      case .recommend(let recommendations) = book.rules[2].effect,
      case .contacts(let atMost) = book.rules[2].when?.terms[0].test,
      case .contacts(let atLeast) = book.rules[3].when?.terms[0].test
    else {
      Issue.record("not the rules that were written")
      return
    }
    #expect(alert.severity == .warning)
    #expect(alert.oncePer == .day)
    #expect(detections.count == 2)
    if case .painPoint(_, let severity) = detections[0] { #expect(severity.literal == 0.7) }
    if case .painPoint(_, let severity) = detections[1] { #expect(severity.literal == 0.5) }
    #expect(recommendations[0].score.literal == 50)
    #expect((atMost.bounds.atLeast, atMost.bounds.atMost) == (0, 2))
    #expect((atLeast.bounds.atLeast, atLeast.bounds.atMost) == (1, nil))
  }

  @Test
  func `writes payloads as compact JSON with the keys of the file`() throws {
    let book = try #require(RuleBook.load(try FixtureFiles.validBook()).book)
    let action = try #require(book.actions.first { $0.id == "roi-calculator" })
    let payload = try #require(action.payload)
    #expect(
      String(decoding: payload.bytes, as: UTF8.self)
        == #"{"link":"https://example.org/roi","nested":{"b":1,"a":["ø",1000]}}"#)
    let email = try #require(book.vocabulary.channels.index(ofID: "email"))
    let treatment = try #require(action.treatments[email])
    #expect(
      String(decoding: treatment.bytes, as: UTF8.self) == #"{"template":"roi-v2","sizes":[1,2.5,null,true]}"#)
  }

  @Test
  func `puts detect rules into layers, each after what it builds on`() throws {
    let book = try Self.load(
      """
      pain_points: {a: , b: , c: , d: }
      triggers: {t: }
      rules:
        from-t: {when: {none_of: [{triggers: t}]}, detect: {pain_point: d}}
        gives-a: {detect: {pain_point: a}}
        gives-b: {when: {pain_points: {none: a}}, detect: [{pain_point: b}, {trigger: t}]}
        also-b: {when: {pain_points: {all: [a, c]}}, detect: {pain_point: b, severity: 1}}
        off: {when: {pain_points: d}, detect: {pain_point: a}, enabled: false}
      """)
    #expect(
      book.detectionLayers.map { $0.map { book.rules[$0].id } } == [
        ["gives-a"], ["also-b", "gives-b"], ["from-t"],
      ])
  }

  @Test(arguments: 1...20)
  func `takes no notice of the order of files and keys`(seed: UInt64) throws {
    let files = try FixtureFiles.validBook()
    let book = try #require(RuleBook.load(files).book)
    #expect(try #require(RuleBook.load(files.reversed()).book).revision == book.revision)
    var shuffler = ShuffledBook(random: SeededRandom(seed: seed))
    let shuffled = shuffler.shuffle(files)
    let load = RuleBook.load(shuffled)
    #expect(DiagnosticRenderer(files: shuffled).render(load.diagnostics) == "")
    #expect(CanonicalDump(try #require(load.book)).lines == CanonicalDump(book).lines)
  }

  @Test
  func `is not held against unknown ids while a file cannot be read`() {
    let files = [
      SourceFile(path: "actions.yaml", bytes: Array("actions:\n  call: {kind: talk\n".utf8)),
      SourceFile(path: "rules.yaml", bytes: Array("rules:\n  r: {recommend: call, tags: []}\n".utf8)),
    ]
    let load = RuleBook.load(files)
    #expect(load.book == nil)
    #expect(!load.diagnostics.contains { $0.id == .unknownAction })
    #expect(load.diagnostics.contains { $0.id == .emptyList })
  }
}
