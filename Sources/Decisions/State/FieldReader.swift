package import JSON
package import Rules
package import Time

/// Reads the values of a JSON text that somebody sent, and collects all that is wrong with them. A null counts as absent.
package struct FieldReader {
  /// What pointers begin at.
  package let root: JSONToken
  /// How many entries a list may have.
  private let listLength: Int
  private var problems: [StateRefusal.Problem] = []

  package init(root: JSONToken, listLength: Int = 1_000) {
    self.root = root
    self.listLength = listLength
  }

  /// All that is wrong, by pointer.
  package var refusal: StateRefusal {
    StateRefusal(problems: problems.sorted { bytesPrecede($0.pointer, $1.pointer) })
  }

  /// Throws where there are problems.
  package func check() throws(StateRefusal) {
    if !problems.isEmpty { throw refusal }
  }

  /// The pointer to a value from the root.
  package func pointer(_ document: borrowing JSONDocument, _ token: JSONToken) -> String {
    let whole = document.pointer(to: token).description
    return root == document.root
      ? whole : String(whole.dropFirst(document.pointer(to: root).description.count))
  }

  package mutating func refuse(_ document: borrowing JSONDocument, _ token: JSONToken, _ detail: String) {
    problems.append(.init(pointer: pointer(document, token), detail: detail))
  }

  package mutating func expected(_ what: String, _ document: borrowing JSONDocument, _ token: JSONToken) {
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

  // MARK: Values

  package mutating func string(_ document: borrowing JSONDocument, _ token: JSONToken) -> String? {
    switch document.kind(of: token) {
    case .string: return document.string(at: token)
    case .null: return nil
    default:
      expected("a string", document, token)
      return nil
    }
  }

  package mutating func bool(_ document: borrowing JSONDocument, _ token: JSONToken) -> Bool? {
    switch document.kind(of: token) {
    case .bool: return document.bool(at: token)
    case .null: return nil
    default:
      expected("true or false", document, token)
      return nil
    }
  }

  package mutating func number(
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

  package mutating func instant(_ document: borrowing JSONDocument, _ token: JSONToken) -> Instant? {
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

  /// Whether the value is an object; a null is absent, anything else a problem.
  package mutating func isObject(_ document: borrowing JSONDocument, _ token: JSONToken) -> Bool {
    switch document.kind(of: token) {
    case .object: return true
    case .null: return false
    default:
      expected("an object", document, token)
      return false
    }
  }

  /// Whether the value is an array that is not too long; a null is absent, anything else a problem.
  package mutating func isList(_ document: borrowing JSONDocument, _ token: JSONToken) -> Bool {
    switch document.kind(of: token) {
    case .array:
      guard document.count(of: token) <= listLength else {
        refuse(
          document, token,
          "the list has \(document.count(of: token)) entries; at most \(listLength) are taken")
        return false
      }
      return true
    case .null: return false
    default:
      expected("an array", document, token)
      return false
    }
  }

  /// What came of a contact; an outcome that there is not is a problem.
  package mutating func outcome(_ document: borrowing JSONDocument, _ token: JSONToken) -> Outcome? {
    guard let name = string(document, token) else { return nil }
    if let known = Outcome(rawValue: name.foldedName) { return known }
    let names = Outcome.allCases.map(\.rawValue).joined(separator: ", ")
    refuse(document, token, "unknown outcome '\(name)'; the outcomes are \(names)")
    return nil
  }
}
