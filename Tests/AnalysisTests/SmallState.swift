import Analysis
import Decisions
import JSON
import Rules
import TestSupport
import Time

/// A state of the small books, made up from a seed.
struct SmallState {
  var stage: String?
  var market: String?
  var persona: String?
  var n: Int?
  var x: Double?
  var flag: Bool?
  var word: String?
  var tags: [String]?
  /// Microseconds after now.
  var since: Double?
  var entered: Double?
  /// Nil: not there; below 0: without a severity.
  var painPoints: [String: Double] = [:]
  var triggers: [String] = []
  var touchpoints: [String] = []

  static let now = Instant(microseconds: 1_790_000_000_000_000)
  private static let day = 86_400_000_000.0

  init(_ random: inout SeededRandom) {
    stage = random.pick([nil, "s0", "s1", "s2"])
    market = random.pick([nil, "m0", "m1"])
    persona = random.pick([nil, "q0", "q1"])
    n = random.pick([nil, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12])
    x = random.pick([nil, 0.2, 0.5, 0.7])
    flag = random.pick([nil, true, false])
    word = random.pick([nil, "red", "blue", "green"])
    tags = random.pick([nil, [], ["one"], ["two"], ["one", "two"], ["three"]])
    since = random.pick([nil, -400, -31, -30, -8, -7, -1, 0, 1, 3, 4]).map { $0 * Self.day }
    entered = random.pick([nil, -25, -20, -11, -10, -9.5, -5, -3, -2, 1]).map { $0 * Self.day }
    for id in ["p0", "p1"] {
      let severity = random.pick([nil, -1, 0.1, 0.3, 0.6, 0.95])
      if let severity { painPoints[id] = severity }
    }
    if random.chance(40) { triggers = ["t0"] }
    for _ in 0..<random.pick([0, 0, 1, 2, 3]) { touchpoints.append(random.pick(["w0", "w1"])) }
  }

  var json: JSONValue {
    var members: [JSONValue.Member] = [.init("journey", "j")]
    func add(_ name: String, _ value: JSONValue?) { if let value { members.append(.init(name, value)) } }
    func instant(_ offset: Double) -> JSONValue {
      .string("\(Instant(microseconds: Self.now.microseconds + Int64(offset)))")
    }
    add("stage", stage.map { .string($0) })
    add("market", market.map { .string($0) })
    add("persona", persona.map { .string($0) })
    add("n", n.map { .int($0) })
    add("x", x.map { .number($0) })
    add("flag", flag.map { .bool($0) })
    add("word", word.map { .string($0) })
    add("tags", tags.map { .array($0.map { .string($0) }) })
    add("since", since.map(instant))
    add("stage_entered", entered.map(instant))
    add(
      "pain_points",
      .array(
        painPoints.sorted { $0.key < $1.key }.map { id, severity in
          severity < 0 ? .string(id) : ["id": .string(id), "severity": .number(severity)]
        }))
    add("triggers", .array(triggers.map { .string($0) }))
    add("touchpoints", .array(touchpoints.map { ["type": .string($0)] }))
    return .object(members)
  }

  func read(for plan: DecisionPlan) throws -> JourneyState {
    var writer = JSONWriter()
    writer.value(json)
    let document = try JSONDocument(parsing: writer.bytes)
    return try JourneyState.read(document, at: document.root, for: plan, limits: .init())
  }

  // MARK: Cells

  /// Where the state lies in a dimension, with what a decision detected and placed.
  ///
  /// - Parameters:
  ///   - detected: the severities of pain points after detecting; those of the state are in them.
  func cell(of dimension: Dimension, stage: String?, painPoints: [String: Double], triggers: Set<String>)
    -> Int
  {
    let index = dimension.cells.firstIndex { cell in
      switch dimension.subject {
      case .stage: cell == name(stage)
      case .market: cell == name(market ?? (persona == "q0" ? "m0" : nil))
      case .persona: cell == name(persona)
      case .number("n", _): contains(n.map(Double.init), cell)
      case .number: contains(x, cell)
      case .bool: cell == (flag.map { $0 ? .yes : .no } ?? .unknown)
      case .text:
        cell == name(word) || (cell == .other && word != nil && !dimension.cells.contains(name(word)))
      case .list: cell == (tags == nil ? .unknown : .yes)
      case .listed(let text, _): cell == ((tags ?? []).contains(text) ? .yes : .no)
      case .instant("since"): contains(since, cell)
      case .instant: contains(entered, cell)
      case .date: contains(since.map { $0 + Double(Self.now.microseconds) } ?? 0, cell)
      case .painPoint(let id): contains(severity: painPoints[id], cell, among: dimension.cells)
      case .trigger(let id): cell == (triggers.contains(id) ? .yes : .no)
      case .count(let filter):
        contains(touchpoints.count { filter.wanted["type", default: []].contains($0) }, cell)
      default: false
      }
    }
    return index ?? 0
  }

  private func name(_ id: String?) -> StateCell { id.map { .named($0) } ?? .unknown }

  private func contains(_ number: Double?, _ cell: StateCell) -> Bool {
    switch (cell, number) {
    case (.unknown, nil): true
    case (.point(let value), let number?): number == value
    case (.between(let low, let high), let number?): number > low ?? -.infinity && number < high ?? .infinity
    default: false
    }
  }

  private func contains(severity: Double?, _ cell: StateCell, among cells: [StateCell]) -> Bool {
    switch (cell, severity) {
    case (.no, nil): true
    // Where nobody asks how bad it is, all that are there lie in one cell.
    case (.usual, let severity?): severity < 0 || cells.count == 2
    case (.severity(let from, let below), let severity?):
      severity >= from && severity < below ?? .infinity
    default: false
    }
  }

  private func contains(_ count: Int, _ cell: StateCell) -> Bool {
    if case .count(let from, let upTo) = cell { count >= from && count <= upTo ?? .max } else { false }
  }
}
