import Replay
import TestSupport
import Testing

/// What the log does not have: decisions that cannot be judged are counted apart, and no others.
@Suite struct MissingFactTests {
  static let book = """
    stages:
      early: {phase: before}
    channels:
      email: {consent: none}
    attributes:
      person.city: {type: string, personal: true}
      person.age: {type: int, personal: true}
    actions:
      guide: {kind: nurture, title: Guide, channels: [email]}
      call: {kind: sales, title: Call}
    rules:
      recommend-guide:
        when: {stage: early}
        recommend: {action: guide, score: 70}
      in-oslo:
        when: {person.city: oslo}
        recommend: {action: call, score: 50}

    """

  private func replay(_ state: String, _ old: String, _ new: String) throws -> ReplayTally {
    try #require(Self.book.contains(old))
    var traffic = try Traffic(Self.book)
    try traffic.decide(state)
    return traffic.replay(under: try Traffic.load(Self.book.replacing(old, with: new)))
  }

  @Test func `a hash that a rule of the new book reads`() throws {
    let state = #"{"journey": "a", "stage": "early", "person": {"city": "bergen"}}"#
    let new = "when: {stage: early, person.city: bergen}"
    let tally = try replay(state, "when: {stage: early}", new)
    #expect(tally.missingFacts.keys.map { $0 } == [["person.city"]])
    #expect(tally.noticed == 0)
    // A rule that does not match whatever the city is, and one that asks only if there is one, can be judged.
    let late = try replay(
      #"{"journey": "a", "person": {"city": "bergen"}}"#, "when: {person.city: oslo}",
      "when: {stage: early, person.city: oslo}")
    #expect(late.unchanged == 1, "\(late)")
    let exists = try replay(state, "when: {person.city: oslo}", "when: {person.city: {exists: true}}")
    #expect(exists.noticed == 1, "\(exists)")
  }

  @Test func `a rule that read the hash then as it does now is known by what matched`() throws {
    // It did not match with the value of then, and so it does not now.
    let other = try replay(
      #"{"journey": "a", "stage": "early", "person": {"city": "bergen"}}"#, "score: 70", "score: 71")
    #expect(other.reasonsOnly == 1, "\(other)")
    var traffic = try Traffic(Self.book)
    try traffic.decide(#"{"journey": "a", "stage": "early", "person": {"city": "bergen"}}"#)
    #expect(traffic.replay(under: traffic.book).unchanged == 1)
  }

  @Test func `a personal attribute that was left out`() throws {
    let state = #"{"journey": "a", "stage": "early", "person": {"age": 40}}"#
    let tally = try replay(state, "when: {stage: early}", "when: {stage: early, person.age: {gte: 18}}")
    #expect(tally.missingFacts.keys.map { $0 } == [["person.age"]])
  }

  @Test func `an attribute that was not declared then`() throws {
    let declared = "  person.age: {type: int, personal: true}\n  account.tier: string\n"
    var traffic = try Traffic(Self.book)
    try traffic.decide(#"{"journey": "a", "stage": "early", "account": {"tier": "gold"}}"#)
    try traffic.decide(#"{"journey": "b", "stage": "early"}"#)
    let other = Self.book.replacing("  person.age: {type: int, personal: true}\n", with: declared)
      .replacing("when: {stage: early}", with: "when: {stage: early, account.tier: gold}")
    let tally = traffic.replay(under: try Traffic.load(other))
    #expect(tally.missingFacts.values.map(\.example) == [Traffic.id(1)])
    // The other one had none, so that the answer is known.
    #expect(tally.changes.map(\.id) == [Traffic.id(2)])
  }

  @Test func `consent to a channel that was not known then`() throws {
    var traffic = try Traffic(Self.book)
    try traffic.decide(#"{"journey": "a", "stage": "early", "consent": {"sms": true}}"#)
    try traffic.decide(#"{"journey": "b", "stage": "early"}"#)
    let other = Self.book.replacing(
      "  email: {consent: none}\n", with: "  email: {consent: none}\n  sms: {consent: opt-in}\n"
    )
    .replacing("channels: [email]", with: "channels: [sms, email]")
    let tally = traffic.replay(under: try Traffic.load(other))
    #expect(
      tally.missingFacts.map { "\($0.key) \($0.value.example)" } == [#"["consent.sms"] \#(Traffic.id(1))"#])
    #expect(tally.noticed == 0)
  }

  @Test func `what cannot be made again by its own book`() throws {
    let other = try Traffic.load(Self.book.replacing("score: 70", with: "score: 71"))
    var traffic = try Traffic(Self.book)
    try traffic.decide(#"{"journey": "a", "stage": "early", "person": {"city": "oslo"}}"#)
    let tally = traffic.replay(under: other)
    #expect(tally.notRepeatable.keys.map(\.word) == ["masked"])
    var plain = try Traffic(Self.book)
    try plain.decide(#"{"journey": "a", "stage": "early"}"#)
    #expect(plain.replay(under: other, recorded: .missing).notRepeatable.keys.map(\.word) == ["book-missing"])
    #expect(plain.replay(under: other, recorded: .changed).notRepeatable.keys.map(\.word) == ["book-changed"])
    #expect(
      plain.replay(under: other, recorded: .broken("x")).notRepeatable.keys.map(\.word) == ["book-broken"])
    // Under a book that gives the same answer, nobody has to know the book of then.
    #expect(plain.replay(under: plain.book, recorded: .missing).unchanged == 1)
  }

  @Test func `lines that are erased, that stand for others, and that are none`() throws {
    var traffic = try Traffic(Self.book)
    traffic.add(record: Array(#"{"gap":7,"from":"2026-09-01T00:00:00Z","to":"2026-09-01T00:00:01Z"}"#.utf8))
    traffic.add(record: Array("{}".utf8))
    let tally = traffic.replay(under: traffic.book)
    #expect((tally.gaps, tally.dropped, tally.unreadable.count) == (1, 7, 1))
    #expect(tally.unreadable.listed.map(\.position.line) == [3])
  }

  @Test func `hashed journeys do not make a decision another one`() throws {
    var traffic = try Traffic(
      Self.book.replacing(
        "recommend: {action: guide, score: 70}",
        with: "recommend: {action: guide, score: 70}\n    because: \"{journey} looks\""), hidesJourneys: true)
    try traffic.decide(#"{"journey": "anna", "stage": "early"}"#)
    #expect(!String(decoding: traffic.lines[0], as: UTF8.self).contains("anna"))
    #expect(traffic.replay(under: traffic.book).unchanged == 1)
  }
}
