import JSON
import Rules
import Time

/// A state in the making: what a point of the space asks for, as a caller would send it.
struct StateSketch {
  var now: Instant
  private var members: [String: JSONValue] = [:]
  /// By dotted path.
  private var attributes: [String: JSONValue] = [:]
  private var painPoints: [(id: String, value: JSONValue)] = []
  private var triggers: [String] = []
  private var entries: [CountFilter.List: [JSONValue]] = [:]
  var exit: String?

  init(now: Instant) {
    self.now = now
  }

  mutating func set(_ key: StateKey, _ value: JSONValue?) { members[key.rawValue] = value }
  mutating func set(attribute path: String, _ value: JSONValue?) { attributes[path] = value }

  /// Sets it where nothing else did.
  mutating func offer(_ key: StateKey, _ value: JSONValue?) {
    if members[key.rawValue] == nil { members[key.rawValue] = value }
  }

  mutating func offer(attribute path: String, _ value: JSONValue?) {
    if attributes[path] == nil { attributes[path] = value }
  }

  mutating func add(painPoint id: String, severity: Double?) {
    painPoints.removeAll { $0.id == id }
    painPoints.append(
      (id, severity.map { ["id": .string(id), "severity": .number($0)] } ?? .string(id)))
  }

  mutating func add(trigger id: String) { if !triggers.contains(id) { triggers.append(id) } }

  mutating func add(_ entry: [JSONValue.Member], to list: CountFilter.List) {
    entries[list, default: []].append(.object(entry))
  }

  func instant(_ offset: Double) -> JSONValue {
    .string("\(Instant(microseconds: now.microseconds + Int64(offset)))")
  }

  /// - Parameters:
  ///   - journey: the id of the journey.
  ///   - channels: those to which consent is given.
  func value(journey: String, channels: [String]) -> JSONValue {
    var state: [JSONValue.Member] = [
      .init(StateKey.journey.rawValue, members[StateKey.journey.rawValue] ?? .string(journey))
    ]
    for key in [StateKey.market, .stage, .stageEntered, .persona] {
      if let value = members[key.rawValue] { state.append(.init(key.rawValue, value)) }
    }
    if !painPoints.isEmpty {
      state.append(.init(StateKey.painPoints.rawValue, .array(painPoints.map(\.value))))
    }
    if !triggers.isEmpty {
      state.append(.init(StateKey.triggers.rawValue, .array(triggers.map { .string($0) })))
    }
    if let sentiment = members[StateKey.sentiment.rawValue] {
      state.append(.init(StateKey.sentiment.rawValue, sentiment))
    }
    state += Self.nested(attributes.map { ($0.key.split(separator: ".").map(String.init)[...], $0.value) })
    if !channels.isEmpty {
      state.append(
        .init(StateKey.consent.rawValue, .object(channels.map { .init($0, .bool(true)) })))
    }
    for list in [CountFilter.List.touchpoints, .buyingGroup, .contacts] {
      if let entries = entries[list] { state.append(.init(list.rawValue, .array(entries))) }
    }
    state.append(.init(StateKey.now.rawValue, .string("\(now)")))
    return .object(state)
  }

  /// Objects within objects, by the segments of paths.
  private static func nested(_ values: [(path: ArraySlice<String>, value: JSONValue)]) -> [JSONValue.Member] {
    let groups = Dictionary(grouping: values) { $0.path.first ?? "" }
    return groups.keys.sorted().map { key in
      let inside = groups[key, default: []]
      if inside.count == 1, inside[0].path.count == 1 { return .init(key, inside[0].value) }
      return .init(key, .object(nested(inside.map { ($0.path.dropFirst(), $0.value) })))
    }
  }
}
