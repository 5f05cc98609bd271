import API
import JSON
import Rules

/// What is told of journeys, with a refusal in the place of what names one with a space or a hidden character at an end,
/// or by what stands where there is no id: ids are compared as they are, so it would be told of somebody else, and a no
/// would close nothing.
struct TidyJourneys<Lines: LineSource & ~Copyable>: ~Copyable, LineSource {
  private var lines: Lines
  /// Whether an export may be among it, which is taken as it is.
  private let mayBeExport: Bool

  init(_ lines: consuming Lines, mayBeExport: Bool) {
    self.lines = lines
    self.mayBeExport = mayBeExport
  }

  var descriptor: CInt { lines.descriptor }
  var isAtEnd: Bool { lines.isAtEnd }

  mutating func batch(count: Int, size: Int, waits: Bool) throws(Failure) -> [StateText] {
    try lines.batch(count: count, size: size, waits: waits).map { text in
      guard text.refusal == nil, let document = try? JSONDocument(parsing: text.bytes),
        let mistake = document.untidyJourney(of: document.root),
        !mayBeExport || !document.isOfExport
      else { return text }
      return StateText(of: text, refusing: Refusal(mistakes: [mistake]))
    }
  }
}

extension JSONDocument {
  /// What is wrong with the journeys that something, or each thing of an array, is told of.
  func untidyJourneys() -> Refusal? {
    guard kind(of: root) == .array else {
      return untidyJourney(of: root).map { Refusal(mistakes: [$0]) }
    }
    let mistakes = elements(of: root).enumerated().compactMap { index, entry in
      untidyJourney(of: entry, at: "/\(index)")
    }
    return mistakes.isEmpty ? nil : Refusal(mistakes: mistakes)
  }

  /// A decision knows whose it is, however that is written.
  fileprivate func untidyJourney(of token: JSONToken, at place: String = "") -> Refusal.Mistake? {
    guard kind(of: token) == .object, let value = member("journey", of: token), kind(of: value) == .string,
      case let journey = string(at: value),
      member("decision", of: token).map({ kind(of: $0) == .null }) ?? true
    else { return nil }
    if let detail = SpreadsheetID.mistake(in: journey) {
      return .init(pointer: "\(place)/journey", detail: detail)
    }
    guard journey.hasHiddenEnds else { return nil }
    let tidy = journey.withoutHiddenEnds
    let other = tidy.isEmpty ? "" : ", and would make it another journey than '\(tidy)'"
    return .init(
      pointer: "\(place)/journey",
      detail:
        "'\(journey)' begins or ends with a space or a character that nobody sees\(other): leave it out")
  }

  /// Whether it has the form in which contacts and events are exported together: contacts say how they count.
  fileprivate var isOfExport: Bool {
    member("caps", of: root) != nil || member("action", of: root) == nil
  }
}
