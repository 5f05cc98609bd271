import JSON

/// What a customer notices of a decision, as an answer has it: the outcome, and what is recommended, by which channel, with
/// which contents and in which order. Everything else is reasons.
struct NoticedDecision: Equatable {
  struct Entry: Equatable {
    let action: String
    let channel: String?
    /// JSON: the title, the treatment and the payload.
    let contents: [[UInt8]?]
  }

  let outcome: String
  let entries: [Entry]

  /// - Parameter decision: of an answer, or of a record.
  init(_ document: JSONDocument, _ decision: JSONToken) {
    func text(_ key: StaticString, _ token: JSONToken) -> String? {
      document.member(key, of: token).map { document.string(at: $0) }
    }
    outcome = text("outcome", decision) ?? ""
    let list = document.member("recommendations", of: decision)
    entries = (list.map { Array(document.elements(of: $0)) } ?? []).map { entry in
      let contents = [
        document.member("title", of: entry), document.member("treatment", of: entry),
        document.member("payload", of: entry),
      ]
      return Entry(
        action: text("action", entry) ?? "", channel: text("channel", entry),
        contents: contents.map { $0.map { Array(document.rawBytes(of: $0)) } })
    }
  }

  /// In a few words: `1 guide by email, 2 call`.
  var summary: String {
    guard !entries.isEmpty else { return outcome }
    let list = entries.map { entry in "\(entry.action)\(entry.channel.map { " by \($0)" } ?? "")" }
    return (outcome == "matched" ? "" : "\(outcome): ") + list.joined(separator: ", ")
  }

  /// The actions that are not the same in another decision, or not in the same place, in the order of both.
  func actions(otherwiseIn other: NoticedDecision) -> [String] {
    var found: [String] = []
    for (one, two) in [(self, other), (other, self)] {
      for (index, entry) in one.entries.enumerated() where !found.contains(entry.action) {
        guard index < two.entries.count, two.entries[index] == entry else {
          found.append(entry.action)
          continue
        }
      }
    }
    return found
  }
}
