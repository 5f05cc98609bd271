import JSON
import Rules

/// The journeys of an input of which one state says no to a channel and another yes. Nobody knows which is right, and
/// whichever comes first would decide: nothing is reserved for them. An address is one person in any capitals.
struct ConsentClashes {
  private struct Answer {
    /// The first states that say so.
    var yes: Statement?
    var no: Statement?
  }

  private struct Statement {
    let line: Int
    let journey: String
  }

  /// A journey in whatever way it is written.
  private struct Person: Hashable {
    let key: String

    init(_ journey: String) {
      // Ids that are no addresses may differ in capitals only, as the short ones of Salesforce do. Strings are equal
      // where their letters are, however they are put together.
      key = (journey.contains("@") ? journey.foldedName : journey).filter { !$0.isWhitespace }
    }
  }

  private struct Question: Hashable {
    let person: Person
    /// In small letters, as channels are found in any.
    let channel: String
  }

  private var answers: [Question: Answer] = [:]
  /// What is wrong.
  private var clashes: [Person: String] = [:]

  /// Looks at a state; what is none is told of where it is decided.
  mutating func note(_ text: StateText) {
    guard let document = try? JSONDocument(parsing: text.bytes), let journey = document.journey
    else { return }
    let person = Person(journey)
    let statement = Statement(line: text.line, journey: journey)
    for (channel, isGiven) in Self.answers(in: document) {
      let question = Question(person: person, channel: channel.foldedName)
      var answer = answers[question] ?? Answer()
      if isGiven { answer.yes = answer.yes ?? statement } else { answer.no = answer.no ?? statement }
      answers[question] = answer
      guard let yes = answer.yes, let no = answer.no, clashes[person] == nil else { continue }
      let other = ExactText(yes.journey) == ExactText(no.journey) ? "" : ", as '\(yes.journey)'"
      clashes[person] =
        "'\(no.journey)' says no to '\(channel)' in line \(no.line), and yes in line \(yes.line)\(other): nothing is reserved for it; leave the wrong one out"
    }
  }

  /// Why nothing is reserved for a state, where that is so.
  func refusal(of document: JSONDocument) -> Refusal? {
    guard !clashes.isEmpty, let journey = document.journey, let detail = clashes[Person(journey)]
    else {
      return nil
    }
    return Refusal(mistakes: [.init(pointer: "", detail: detail)])
  }

  /// The channels that a state says no to.
  static func noes(in document: JSONDocument) -> [String] {
    answers(in: document).filter { !$0.isGiven }.map(\.channel)
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
