import Decisions
import JSON
import Rules
import Testing
import TestSupport
import Time

@testable import Journeys

@Suite("What follows from events, a second way")
struct MemoryPropertyTests {
  /// Days on which much happens at one instant.
  private static func instant(_ random: inout SeededRandom) -> Instant {
    MemoryBook.clock - TimeSpan(seconds: Int64(Int.random(in: -2...40, using: &random)) * 43_200)
  }

  private static func event(_ random: inout SeededRandom) -> ToldEvent {
    var event = ToldEvent(at: instant(&random))
    repeat {
      if random.chance(15) { event.account = random.pick(["acme", "bolt"]) }
      if random.chance(40) {
        event.touchpoint = (
          random.pick(["call", "webinar", "gossip"]), random.pick([nil, 0.4, -0.2, 0.35]),
          random.pick([nil, "email", "phone"])
        )
      }
      if random.chance(30) {
        event.stage = random.pick(ExpectedMemory.stages)
        if random.chance(40) { event.stageEntered = instant(&random) }
      }
      if random.chance(10) { event.exit = random.pick(["lost", "moved", "won"]) }
      if random.chance(20) { event.trigger = random.pick(["trial", "search"]) }
      if random.chance(25) {
        event.painPoint = (random.pick(["price", "delay"]), random.pick([nil, 0.3, 0.9]))
      }
      if random.chance(15) { event.resolved = random.pick(["price", "delay"]) }
      if random.chance(20) { event.consent = [random.pick(["email", "phone"]): random.chance(50)] }
      if random.chance(15) { event.persona = random.pick([nil, "buyer", "user"]) }
      if random.chance(15) { event.city = random.pick([nil, "Aarhus", "Lund"]) }
      if random.chance(15) { event.employees = random.pick([nil, 20, 300]) }
    } while event.isEmpty
    return event
  }

  private func described(_ memory: JourneyMemory, _ employees: [UInt8]?, _ book: MemoryBook) throws
    -> [String]
  {
    let vocabulary = book.plan.book.vocabulary
    func text(_ json: [UInt8]?) -> String {
      json.map { String(decoding: $0, as: UTF8.self).filter { $0 != "\"" } } ?? "-"
    }
    let city = try #require(book.plan.book.attributes.firstIndex { $0.path == "person.city" })
    let hasEnded = memory.exit != nil
    let answers = memory.consent.sorted { $0.key < $1.key }.compactMap { channel, answer in
      if let yes = answer.yes, answer.no.map({ yes > $0 }) ?? true {
        return "\(vocabulary.channels[channel].id) true \(yes)"
      }
      return answer.no.map { "\(vocabulary.channels[channel].id) false \($0)" }
    }
    return [
      "exit \(memory.exit.map { vocabulary.exits[$0].id } ?? "-")",
      "stage \(memory.stage.map { "\(vocabulary.stages[$0.stage].id) \($0.since)" } ?? "-")",
      "persona \(memory.persona.map { vocabulary.personas[$0].id } ?? "-")",
      "city \(text(memory.attributes[city]))", "account \(memory.account ?? "-")",
      "employees \(text(employees))",
    ]
      + memory.touches.map { touch in
        "\(touch.at) \(vocabulary.touchpoints[touch.type].id) \(touch.sentiment.map { "\($0)" } ?? "-") "
          + (touch.channel.map { vocabulary.channels[$0].id } ?? "-")
      }
      + memory.triggers.keys.map { vocabulary.triggers[$0].id }.sorted()
      + (hasEnded ? [] : memory.painPoints.sorted { $0.key < $1.key }).map {
        "\(vocabulary.painPoints[$0.key].id) \($0.value.severity)"
      } + answers
  }

  private func described(_ expected: ExpectedMemory) -> [String] {
    [
      "exit \(expected.exit ?? "-")",
      "stage \(expected.stage.map { "\($0) \(expected.stageEntered.map { "\($0)" } ?? "")" } ?? "-")",
      "persona \(expected.persona ?? "-")", "city \(expected.city ?? "-")",
      "account \(expected.account ?? "-")", "employees \(expected.employees ?? "-")",
    ] + expected.touchpoints + expected.triggers + expected.painPoints + expected.consent
  }

  @Test func `what is remembered is what the definition says, in whatever order it was told and how often`()
    throws
  {
    var random = SeededRandom.ofThisRun()
    let book = try MemoryBook()
    let employees = try #require(book.plan.book.attributes.firstIndex { $0.path == "account.employees" })
    for _ in 0..<1_500 {
      let told = (0..<Int.random(in: 1...12, using: &random)).map { _ in Self.event(&random) }
      let now = Self.instant(&random)
      var events = try told.map { try book.tell($0.json()).event }
      events += random.chance(50) ? random.some(events) : []
      events.shuffle(using: &random)
      let journey = RememberedJourney(events, in: book.plan)
      let memory = JourneyMemory(journey, at: now, in: book.plan)
      var account = AccountMemory()
      account.add(journey, of: memory.account, at: now, in: book.plan)
      let found = try described(memory, account.attributes[employees], book)
      let wanted = described(ExpectedMemory(events: told, now: now))
      guard found != wanted else { continue }
      #expect(found == wanted, "\(now): \(told.map { $0.json() }.joined(separator: "\n"))")
      break
    }
  }

  @Test func `a decision from memory is the decision on the state given whole`() throws {
    var random = SeededRandom.ofThisRun()
    let book = try MemoryBook()
    let decider = Decider(book.plan)
    func answer(_ state: JourneyState) -> String {
      var writer = JSONWriter()
      decider.decide(state, clock: MemoryBook.clock).write(
        id: nil, plan: book.plan, explanation: .none, to: &writer)
      return String(decoding: writer.bytes, as: UTF8.self)
    }
    for _ in 0..<300 {
      let events = try (0..<Int.random(in: 1...12, using: &random)).map { _ in
        try book.tell(Self.event(&random).json()).event
      }
      let state = random.pick([
        #"{"journey": "anna"}"#, #"{"journey": "anna", "stage": "retention", "consent": {"email": true}}"#,
        #"{"journey": "anna", "account": {"id": "acme"}, "pain_points": ["price"], "person": {"city": "Oslo"}}"#,
      ])
      guard let effective = try book.effective(events, state), effective.state.supplement.exit == nil else {
        continue
      }
      // Who knows everything and says it in the state is answered the same, but for where it comes from.
      let document = try JSONDocument(parsing: effective.document.bytes)
      let whole = try JourneyState.read(document, at: document.root, for: book.plan, limits: .init())
      let said = answer(effective.state).replacing("\"remembered\"", with: "\"given\"")
      #expect(said == answer(whole).replacing("\"remembered\"", with: "\"given\""))
    }
  }
}
