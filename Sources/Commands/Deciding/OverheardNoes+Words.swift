import Decisions
import Diagnostics
import JSON
import Rules

/// Words of a state that the rule book does not have, and that are a no, or several words.
extension OverheardNoes {
  /// Words of the state's own that the book does not have, and that are a no: a trigger `unsubscribed`.
  func findingInWords(of state: JSONDocument) throws(Failure) -> Finding? {
    guard state.kind(of: state.root) == .object else { return nil }
    for (key, value) in state.members(of: state.root) {
      guard let own = StateKey(rawValue: state.string(at: key)), Self.worded.contains(own) else { continue }
      let isList = state.kind(of: value) == .array
      let entries = isList ? Array(state.elements(of: value)) : [value]
      for (index, entry) in entries.enumerated() {
        let (token, name) = Self.word(of: entry, in: state)
        guard state.kind(of: token) == .string,
          case let word = state.string(at: token), ConsentAnswer(word) == .optOut,
          let detail = try unknown(word, under: own, isList: isList, key: name)
        else { continue }
        return Finding(
          path: [own.rawValue] + (isList ? ["\(index)"] : []) + [name].compactMap(\.self),
          detail:
            "a no may be meant by an \(detail.prefix { $0 != ";" }); write it under 'consent', or declare it if it means something else"
        )
      }
    }
    return nil
  }

  /// Several words of the book in one text, which the book does not know: `price,open-complaint`. A rule that suppresses by
  /// one of them would not hold.
  func listInOneWord(of state: JSONDocument) throws(Failure) -> Finding? {
    guard state.kind(of: state.root) == .object else { return nil }
    for (key, value) in state.members(of: state.root) where state.kind(of: value) == .array {
      guard let own = StateKey(rawValue: state.string(at: key)), Self.worded.contains(own) else { continue }
      for (index, entry) in state.elements(of: value).enumerated() {
        let (token, name) = Self.word(of: entry, in: state)
        guard state.kind(of: token) == .string else { continue }
        let word = state.string(at: token)
        let parts = word.split { ",;/+&|".contains($0) }.map { $0.trimmed }
        guard parts.count > 1, try unknown(word, under: own, isList: true, key: name) != nil,
          try knowsAny(of: parts, under: own, key: name)
        else { continue }
        return Finding(
          path: [own.rawValue, "\(index)"] + [name].compactMap(\.self),
          detail:
            "'\(word)' is several values in one; write each by itself, in a cell of CSV with bars between them: \(parts.joined(separator: "|"))"
        )
      }
    }
    return nil
  }

  private func knowsAny(of words: [String], under key: StateKey, key name: String?) throws(Failure) -> Bool {
    for word in words where !word.isEmpty {
      if try unknown(word, under: key, isList: true, key: name) == nil { return true }
    }
    return false
  }

  /// The word of an entry, and under which key it stands; an entry that is no object is one itself.
  private static func word(of entry: JSONToken, in state: JSONDocument) -> (token: JSONToken, key: String?) {
    guard state.kind(of: entry) == .object else { return (entry, nil) }
    if let id = state.member("id", of: entry) { return (id, "id") }
    return state.member("type", of: entry).map { ($0, "type") } ?? (entry, nil)
  }

  /// Parts of a state that hold words of the book.
  private static let worded: Set<StateKey> = [
    .market, .stage, .persona, .painPoints, .triggers, .touchpoints,
  ]

  /// What is said of a word, where the rule book does not know it; nil where it does.
  private func unknown(
    _ word: String, under key: StateKey, isList: Bool, key name: String?
  ) throws(Failure) -> String? {
    var writer = JSONWriter()
    func write(_ writer: inout JSONWriter) {
      if let name {
        writer.object { $0.member(named: name) { $0.string(word) } }
      } else {
        writer.string(word)
      }
    }
    writer.object {
      $0.member("journey", "words")
      $0.member(named: key.rawValue) { writer in
        if isList { writer.array { write(&$0) } } else { write(&writer) }
      }
    }
    return try book.mistakes(in: writer.bytes).first { $0.detail.hasPrefix("unknown") }?.detail
  }
}
