import Foundation
import JSON
import TestSupport

/// A client as scripts are: it asks what is in order, reads each answer, and remembers what it was told.
struct PoliteClient {
  private let client: Client
  private var random: SeededRandom
  private var ledger = Ledger()
  /// The latest that it may report outcomes of.
  private var open: [ActionKey] = []
  /// A key that was used, with its state.
  private var used: (key: String, state: String)?

  private static let outcomes = ["delivered", "opened", "clicked", "dismissed", "accepted"]

  init(_ number: Int, _ daemon: DaemonUnderLoad) throws {
    client = try daemon.connect()
    random = SeededRandom(seed: UInt64(number) &+ UInt64(Clock.now * 1_000))
  }

  consuming func run(_ pace: Pace) throws -> Ledger {
    var number = 0
    while true {
      let due = pace.wait(for: number)
      guard due < pace.end else { return ledger }
      if try askOnce() { ledger.latency.add(Clock.now - due, isSecondHalf: pace.isSecondHalf(due)) }
      number += 1
    }
  }

  /// - Returns: whether one state was asked about.
  private mutating func askOnce() throws -> Bool {
    switch Int.random(in: 0..<1_000, using: &random) {
    case ..<500: try decide()
    case ..<760: try next()
    case ..<900: try report()
    case ..<910: try decideArray()
    case ..<915: try stream()
    case ..<930: try preview()
    default: try read()
    }
  }

  private mutating func newState() -> String {
    States.state(of: States.journey(&random), &random)
  }

  private mutating func ask(
    _ method: String, _ path: String, query: String = "", _ body: String? = nil, type: String? = nil,
    key: String? = nil
  ) throws -> Answer {
    let answer = try client.ask(method, path + query, body, type: type, key: key)
    ledger.count(answer, path)
    guard answer.status == 200 else {
      throw LoadFailure("\(method) \(path)\(query): \(answer.status) \(answer.text)")
    }
    return answer
  }

  @discardableResult
  private mutating func add(_ answer: Answer) throws -> [ActionKey] {
    let document = try JSONDocument(parsing: answer.body)
    return try ledger.add(decision: document, at: document.root)
  }

  private mutating func decide() throws -> Bool {
    try add(ask("POST", "/v1/decide", newState()))
    return true
  }

  private mutating func next() throws -> Bool {
    if random.chance(2) { return try nextWithKey() }
    let reserved = try add(ask("POST", "/v1/next", newState()))
    open = (open + reserved).suffix(64)
    return true
  }

  /// Half of these repeat what they asked before, and must be told the same.
  private mutating func nextWithKey() throws -> Bool {
    let before = ledger.reserved.count
    if let (key, state) = used, random.chance(50) {
      used = nil
      let answer = try ask("POST", "/v1/next", state, key: key)
      try add(answer)
      guard answer.header("Idempotency-Replayed") == "true", ledger.reserved.count == before else {
        throw LoadFailure("a repeated request was answered anew: \(answer.text)")
      }
      ledger.decisions.removeLast()
      return true
    }
    let state = newState()
    let key = "soak-\(UUID().uuidString)"
    try add(ask("POST", "/v1/next", state, key: key))
    used = (key, state)
    return true
  }

  private mutating func report() throws -> Bool {
    guard !open.isEmpty else { return try decide() }
    let target = random.pick(open)
    let outcome = random.pick(Self.outcomes)
    let decision = target.decision.uuidString.lowercased()
    _ = try ask(
      "POST", "/v1/outcomes",
      "{\"decision\": \"\(decision)\", \"action\": \"\(target.action)\", \"outcome\": \"\(outcome)\"}")
    ledger.outcomes.insert(ActionKey(decision: target.decision, action: target.action, outcome: outcome))
    return false
  }

  private mutating func decideArray() throws -> Bool {
    let states = (0..<20).map { _ in newState() }
    let answer = try ask("POST", "/v1/decide", "[\(states.joined(separator: ","))]")
    let document = try JSONDocument(parsing: answer.body)
    for token in document.elements(of: document.root) { _ = try ledger.add(decision: document, at: token) }
    return false
  }

  private mutating func stream() throws -> Bool {
    let states = (0..<50).map { _ in newState() + "\n" }.joined()
    let answer = try ask("POST", "/v1/decide", query: "?reserve=1", states, type: "application/x-ndjson")
    var count = 0
    for line in answer.body.split(separator: UInt8(ascii: "\n")) {
      let document = try JSONDocument(parsing: Array(line))
      if document.member("end", of: document.root) != nil { continue }
      _ = try ledger.add(decision: document, at: document.root)
      count += 1
    }
    guard count == 50 else { throw LoadFailure("a stream of 50 lines has \(count) answers") }
    return false
  }

  private mutating func preview() throws -> Bool {
    _ = try ask("POST", "/v1/decide", query: "?preview=true", newState())
    return true
  }

  private mutating func read() throws -> Bool {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: _ = try ask("GET", "/v1/contacts", query: "?journey=\(States.journey(&random))")
    case 1: _ = try ask("GET", "/livez")
    case 2: _ = try ask("GET", "/readyz")
    default: _ = try ask("GET", "/v1/schema/state")
    }
    return false
  }
}
