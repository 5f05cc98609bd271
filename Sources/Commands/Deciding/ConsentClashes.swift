import JSON
import Rules

/// The journeys of an input of which one state says no to a channel and another yes. Nobody knows which is right, and
/// whichever comes first would decide: nothing is reserved for them.
struct ConsentClashes {
  private struct Answer {
    /// The first lines that say so.
    var yes: Int?
    var no: Int?
  }

  private struct Question: Hashable {
    let journey: ExactText
    /// In small letters, as channels are found in any.
    let channel: String
  }

  private var answers: [Question: Answer] = [:]
  /// By journey: what is wrong.
  private var clashes: [ExactText: String] = [:]

  /// Looks at a state; what is none is told of where it is decided.
  mutating func note(_ text: StateText) {
    guard let document = try? JSONDocument(parsing: text.bytes), let journey = Self.journey(of: document)
    else { return }
    for (channel, isGiven) in Self.answers(in: document) {
      let question = Question(journey: journey, channel: channel.foldedName)
      var answer = answers[question] ?? Answer()
      if isGiven { answer.yes = answer.yes ?? text.line } else { answer.no = answer.no ?? text.line }
      answers[question] = answer
      guard let yes = answer.yes, let no = answer.no, clashes[journey] == nil else { continue }
      clashes[journey] =
        "'\(journey.text)' says no to '\(channel)' in line \(no), and yes in line \(yes): nothing is reserved for it; leave the wrong one out"
    }
  }

  /// Why nothing is reserved for a state, where that is so.
  func refusal(of document: JSONDocument) -> Refusal? {
    guard !clashes.isEmpty, let journey = Self.journey(of: document), let detail = clashes[journey] else {
      return nil
    }
    return Refusal(mistakes: [.init(pointer: "", detail: detail)])
  }

  /// The channels that a state says no to.
  static func noes(in document: JSONDocument) -> [String] {
    answers(in: document).filter { !$0.isGiven }.map(\.channel)
  }

  private static func journey(of document: JSONDocument) -> ExactText? {
    guard let value = document.member("journey", of: document.root),
      document.kind(of: value) == .string
    else { return nil }
    return ExactText(document.string(at: value))
  }

  private static func answers(in document: JSONDocument) -> [(channel: String, isGiven: Bool)] {
    guard let consent = document.member("consent", of: document.root),
      document.kind(of: consent) == .object
    else { return [] }
    return document.members(of: consent).compactMap { key, value in
      let given = document.kind(of: value) == .object ? document.member("given", of: value) : value
      guard let given, document.kind(of: given) == .bool else { return nil }
      return (document.string(at: key), document.bool(at: given))
    }
  }
}
