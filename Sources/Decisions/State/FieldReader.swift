package import JSON
package import Rules
package import Time

/// Reads the values of a JSON text that somebody sent, and collects all that is wrong with them. A null counts as absent.
///
/// What it costs is in proportion to the text, whatever is wrong with it: pointers are found on one walk, and of the
/// problems only the first are kept.
package struct FieldReader {
  /// What pointers begin at.
  package let root: JSONToken
  /// How many entries a list may have.
  private let listLength: Int
  /// Where a bare date begins.
  private let zone: Zone
  private var finder: JSONPointerFinder
  private var problems: [StateRefusal.Problem] = []
  private var problemCount = 0

  /// How many problems, or warnings, of one text are listed; of the rest only the number is given.
  package static let listed = 100
  /// The longest id of a journey or an account, in bytes.
  package static let longestID = 512

  package init(root: JSONToken, listLength: Int = 1_000, zone: Zone = .utc) {
    self.root = root
    self.listLength = listLength
    self.zone = zone
    finder = JSONPointerFinder(root: root)
  }

  /// All that is wrong, by pointer.
  package var refusal: StateRefusal {
    StateRefusal(
      problems: problems.sorted { bytesPrecede($0.pointer, $1.pointer) },
      unlisted: problemCount - problems.count)
  }

  /// Says how many more there are of what is not listed.
  static func rest(_ count: Int, _ what: String) -> String {
    "\(count) more \(what)\(count == 1 ? "" : "s"), not listed"
  }

  /// Throws where there are problems.
  package func check() throws(StateRefusal) {
    if problemCount > 0 { throw refusal }
  }

  /// The pointer to a value from the root.
  package mutating func pointer(_ document: borrowing JSONDocument, _ token: JSONToken) -> String {
    finder.pointer(to: token, in: document).description
  }

  /// How many values were looked at for the sake of pointers.
  var visitedForPointers: Int { finder.visited }

  /// Whether a value is a date without a time.
  package func isDate(_ document: borrowing JSONDocument, _ token: JSONToken) -> Bool {
    document.kind(of: token) == .string && CivilDate(document.string(at: token)) != nil
  }

  package mutating func refuse(
    _ document: borrowing JSONDocument, _ token: JSONToken, _ detail: String, _ fault: StateFault = .other
  ) {
    problemCount += 1
    guard problems.count < Self.listed else { return }
    problems.append(.init(pointer: pointer(document, token), detail: detail, fault: fault))
  }

  /// Whether what is wrong is still listed, and not only counted.
  package var lists: Bool { problemCount < Self.listed }

  package mutating func expected(_ what: String, _ document: borrowing JSONDocument, _ token: JSONToken) {
    guard problemCount < Self.listed else {
      problemCount += 1
      return
    }
    refuse(document, token, "expected \(what), found \(describe(document, token))", .wrongForm)
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
        refuse(document, token, "the number is too large", .wrongForm)
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

  /// What is said of a time that could be anywhere on earth.
  package static let missingOffset =
    "its offset from UTC is missing; write 'Z' behind it for UTC, or the offset, such as '+02:00'"

  /// An instant, or a bare date, which is midnight in the zone.
  package mutating func instant(_ document: borrowing JSONDocument, _ token: JSONToken) -> Instant? {
    guard document.kind(of: token) != .null else { return nil }
    if document.kind(of: token) == .string {
      let text = document.string(at: token)
      if let instant = Instant(rfc3339: text) { return instant }
      if let date = CivilDate(text) {
        let midnight = zone.midnight(of: date)
        if Instant.writable.contains(midnight) { return midnight }
      }
      if Instant(rfc3339: text + "Z") != nil {
        refuse(document, token, "expected an instant, found '\(text)': \(Self.missingOffset)", .wrongForm)
        return nil
      }
    }
    expected("an instant such as '2026-09-23T10:00:00Z' or a date such as '2026-09-23'", document, token)
    return nil
  }

  /// An id that callers choose: of a journey or an account.
  package mutating func callersID(_ document: borrowing JSONDocument, _ token: JSONToken) -> String? {
    guard let id = string(document, token) else { return nil }
    guard id.utf8.count <= Self.longestID else {
      refuse(
        document, token, "the id is \(id.utf8.count) bytes long; at most \(Self.longestID) are taken",
        .tooLong)
      return nil
    }
    return id
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
          "the list has \(document.count(of: token)) entries; at most \(listLength) are taken", .tooLong)
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
    if let known = Outcome(named: name) { return known }
    let names = Outcome.allCases.map(\.rawValue).joined(separator: ", ")
    refuse(document, token, "unknown outcome '\(name)'; the outcomes are \(names)", .unknownName)
    return nil
  }
}
