package import JSON
import Rules
import Time

extension JourneyState {
  package struct Limits: Sendable {
    /// How long each list of a state may be.
    package var listLength = 1_000
    /// Whether what the book does not know refuses a state rather than counting as not known.
    package var refusesUnknown = false

    package init(listLength: Int = 1_000, refusesUnknown: Bool = false) {
      self.listLength = listLength
      self.refusesUnknown = refusesUnknown
    }
  }

  /// Reads a state from a JSON value.
  package static func read(
    _ document: borrowing JSONDocument, at token: JSONToken, for plan: DecisionPlan, limits: Limits
  ) throws(StateRefusal) -> JourneyState {
    var reader = StateReader(root: token, plan: plan, limits: limits)
    reader.readState(document, token)
    return try reader.result()
  }
}

/// Collects a state with all its problems and warnings.
struct StateReader {
  let root: JSONToken
  let plan: DecisionPlan
  let limits: JourneyState.Limits
  var state = JourneyState()
  var problems: [StateRefusal.Problem] = []

  init(root: JSONToken, plan: DecisionPlan, limits: JourneyState.Limits) {
    self.root = root
    self.plan = plan
    self.limits = limits
    state.attributes = Array(repeating: .absent, count: plan.book.attributes.count)
  }

  var vocabulary: Vocabulary { plan.book.vocabulary }

  consuming func result() throws(StateRefusal) -> JourneyState {
    guard problems.isEmpty else {
      throw StateRefusal(problems: problems.sorted { bytesPrecede($0.pointer, $1.pointer) })
    }
    if state.warnings.count > 1 { state.warnings.sort { bytesPrecede($0.pointer, $1.pointer) } }
    return state
  }

  // MARK: Problems and warnings

  /// The pointer to a value from the state's own root.
  func pointer(_ document: borrowing JSONDocument, _ token: JSONToken) -> String {
    let whole = document.pointer(to: token).description
    return root == document.root
      ? whole : String(whole.dropFirst(document.pointer(to: root).description.count))
  }

  mutating func refuse(_ document: borrowing JSONDocument, _ token: JSONToken, _ detail: String) {
    problems.append(.init(pointer: pointer(document, token), detail: detail))
  }

  /// Names something that the book does not know; with `unknown: refuse` it is a problem.
  mutating func warn(
    _ document: borrowing JSONDocument, _ token: JSONToken, _ detail: String, neverRefused: Bool = false
  ) {
    if limits.refusesUnknown && !neverRefused {
      refuse(document, token, detail)
    } else {
      state.warnings.append(.init(pointer: pointer(document, token), detail: detail))
    }
  }

  mutating func expected(_ what: String, _ document: borrowing JSONDocument, _ token: JSONToken) {
    refuse(document, token, "expected \(what), found \(describe(document, token))")
  }

  private func describe(_ document: borrowing JSONDocument, _ token: JSONToken) -> String {
    switch document.kind(of: token) {
    case .null: "null"
    case .bool: document.bool(at: token) ? "true" : "false"
    case .number: "the number \(String(decoding: document.rawBytes(of: token).prefix(40), as: UTF8.self))"
    case .string: "the string '\(document.string(at: token).prefix(60))'"
    case .array: "an array"
    case .object: "an object"
    }
  }

  // MARK: Values; null is absent

  mutating func string(_ document: borrowing JSONDocument, _ token: JSONToken) -> String? {
    switch document.kind(of: token) {
    case .string: return document.string(at: token)
    case .null: return nil
    default:
      expected("a string", document, token)
      return nil
    }
  }

  mutating func bool(_ document: borrowing JSONDocument, _ token: JSONToken) -> Bool? {
    switch document.kind(of: token) {
    case .bool: return document.bool(at: token)
    case .null: return nil
    default:
      expected("true or false", document, token)
      return nil
    }
  }

  mutating func number(
    _ document: borrowing JSONDocument, _ token: JSONToken, in range: ClosedRange<Double>? = nil
  ) -> Double? {
    switch document.kind(of: token) {
    case .number:
      guard let value = document.double(at: token) else {
        refuse(document, token, "the number is too large")
        return nil
      }
      if let range, !range.contains(value) {
        expected("a number from \(Int(range.lowerBound)) to \(Int(range.upperBound))", document, token)
        return nil
      }
      return value
    case .null: return nil
    default:
      expected("a number", document, token)
      return nil
    }
  }

  mutating func instant(_ document: borrowing JSONDocument, _ token: JSONToken) -> Instant? {
    guard document.kind(of: token) != .null else { return nil }
    guard document.kind(of: token) == .string else {
      expected("an instant such as '2026-09-23T10:00:00Z'", document, token)
      return nil
    }
    guard let instant = Instant(rfc3339: document.string(at: token)) else {
      expected("an instant such as '2026-09-23T10:00:00Z'", document, token)
      return nil
    }
    return instant
  }

  /// The index of a vocabulary item named by id, label or alias; nil, with a warning, where there is none.
  mutating func item<Item>(
    _ what: String, of list: ItemList<Item>, _ document: borrowing JSONDocument, _ token: JSONToken
  ) -> Int? {
    guard let name = string(document, token) else { return nil }
    if let index = list.index(named: name) { return index }
    warn(document, token, "unknown \(what) '\(name)'")
    return nil
  }

  /// Whether the value is an object; a null is absent, anything else a problem.
  mutating func isObject(_ document: borrowing JSONDocument, _ token: JSONToken) -> Bool {
    switch document.kind(of: token) {
    case .object: return true
    case .null: return false
    default:
      expected("an object", document, token)
      return false
    }
  }

  /// Whether the value is an array that is not too long; a null is absent, anything else a problem.
  mutating func isList(_ document: borrowing JSONDocument, _ token: JSONToken) -> Bool {
    switch document.kind(of: token) {
    case .array:
      guard document.count(of: token) <= limits.listLength else {
        refuse(
          document, token,
          "the list has \(document.count(of: token)) entries; at most \(limits.listLength) are taken")
        return false
      }
      return true
    case .null: return false
    default:
      expected("an array", document, token)
      return false
    }
  }
}
