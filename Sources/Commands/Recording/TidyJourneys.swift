import API
import JSON
import Rules

/// What is told of journeys, with a refusal in the place of what names one by what is nobody's id, or says a no where
/// nothing would look at it: it would close nothing.
struct TidyJourneys<Lines: LineSource & ~Copyable>: ~Copyable, LineSource {
  private var lines: Lines
  /// Whether an export may be among it, which is taken as it is.
  private let mayBeExport: Bool
  private let overheard: OverheardEvents?

  /// - Parameter overheard: where there are events among it.
  init(_ lines: consuming Lines, mayBeExport: Bool, overheard: OverheardEvents?) {
    self.lines = lines
    self.mayBeExport = mayBeExport
    self.overheard = overheard
  }

  var descriptor: CInt { lines.descriptor }
  var isAtEnd: Bool { lines.isAtEnd }

  mutating func batch(count: Int, size: Int, waits: Bool) throws(Failure) -> [StateText] {
    try lines.batch(count: count, size: size, waits: waits).map { text in
      guard text.refusal == nil, let document = try? JSONDocument(parsing: text.bytes),
        !mayBeExport || !document.isOfExport,
        let mistake = document.untidiness(of: document.root, overheard)
      else { return text }
      return StateText(of: text, refusing: Refusal(mistakes: [mistake]))
    }
  }
}

extension JSONDocument {
  /// What is wrong with the journeys that something, or each thing of an array, is told of, or with how it says a no.
  func untidiness(_ overheard: OverheardEvents?) -> Refusal? {
    guard kind(of: root) == .array else {
      return untidiness(of: root, overheard).map { Refusal(mistakes: [$0]) }
    }
    let mistakes = elements(of: root).enumerated().compactMap { index, entry in
      untidiness(of: entry, overheard, at: "/\(index)")
    }
    return mistakes.isEmpty ? nil : Refusal(mistakes: mistakes)
  }

  fileprivate func untidiness(
    of token: JSONToken, _ overheard: OverheardEvents?, at place: String = ""
  ) -> Refusal.Mistake? {
    untidyJourney(of: token, at: place) ?? overheard?.mistake(in: self, token, at: place)
  }

  /// A decision knows whose it is, however that is written.
  private func untidyJourney(of token: JSONToken, at place: String) -> Refusal.Mistake? {
    guard kind(of: token) == .object, let value = member("journey", of: token), kind(of: value) == .string,
      member("decision", of: token).map({ kind(of: $0) == .null }) ?? true,
      let detail = JourneyID.mistake(in: string(at: value))
    else { return nil }
    return .init(pointer: "\(place)/journey", detail: detail)
  }

  /// Whether it has the form in which contacts and events are exported together: contacts say how they count.
  fileprivate var isOfExport: Bool {
    member("caps", of: root) != nil || member("action", of: root) == nil
  }
}
