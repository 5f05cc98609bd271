import Decisions
import Diagnostics
import JSON
import Rules

/// Words of a state that the rule book does not have, and that are a no, or several words.
extension OverheardNoes {
  /// A word of a state, and where it stands.
  private struct Word {
    let text: String
    let part: StateKey
    /// Nil where the part is no list.
    let index: Int?
    /// Under which key of an entry; nil where the entry is the word.
    let key: String?

    var path: [String] { [part.rawValue] + [index.map { "\($0)" }, key].compactMap(\.self) }
  }

  /// Words of the state's own that the book does not have, and that are a no: a trigger `unsubscribed`.
  func findingInWords(of state: JSONDocument) throws(Failure) -> Finding? {
    for word in Self.words(of: state) where ConsentAnswer(word.text) == .optOut {
      guard let detail = try unknown(word) else { continue }
      return Finding(
        path: word.path,
        detail:
          "a no may be meant by an \(detail.prefix { $0 != ";" }); write it under 'consent', or declare it if it means something else"
      )
    }
    return nil
  }

  /// Several words of the book in one text, which the book does not know: `price,open-complaint`. A rule that suppresses by
  /// one of them would not hold.
  func listInOneWord(of state: JSONDocument) throws(Failure) -> Finding? {
    for word in Self.words(of: state) where word.index != nil {
      let parts = word.text.split { ",;/+&|".contains($0) }.map { $0.trimmed }
      guard parts.count > 1, try unknown(word) != nil, try knowsAny(of: parts, as: word) else { continue }
      return Finding(
        path: word.path,
        detail:
          "'\(word.text)' is several values in one; write each by itself, in a cell of CSV with bars between them: \(parts.joined(separator: "|"))"
      )
    }
    return nil
  }

  private func knowsAny(of parts: [String], as word: Word) throws(Failure) -> Bool {
    for part in parts where !part.isEmpty {
      let alone = Word(text: part, part: word.part, index: word.index, key: word.key)
      if try unknown(alone) == nil { return true }
    }
    return false
  }

  /// The words in the parts of a state that hold some.
  private static func words(of state: JSONDocument) -> [Word] {
    guard state.kind(of: state.root) == .object else { return [] }
    var found: [Word] = []
    for (key, value) in state.members(of: state.root) {
      guard let part = StateKey(rawValue: state.string(at: key)), worded.contains(part) else { continue }
      let isList = state.kind(of: value) == .array
      for (index, entry) in (isList ? Array(state.elements(of: value)) : [value]).enumerated() {
        let (token, name) = word(of: entry, in: state)
        guard state.kind(of: token) == .string else { continue }
        found.append(
          Word(text: state.string(at: token), part: part, index: isList ? index : nil, key: name))
      }
    }
    return found
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
  private func unknown(_ word: Word) throws(Failure) -> String? {
    var writer = JSONWriter()
    func write(_ writer: inout JSONWriter) {
      if let key = word.key {
        writer.object { $0.member(named: key) { $0.string(word.text) } }
      } else {
        writer.string(word.text)
      }
    }
    writer.object {
      $0.member("journey", "words")
      $0.member(named: word.part.rawValue) { writer in
        if word.index != nil { writer.array { write(&$0) } } else { write(&writer) }
      }
    }
    return try book.mistakes(in: writer.bytes).first { $0.detail.hasPrefix("unknown") }?.detail
  }
}
