import JSON
import Rules

/// The journeys of an input of which a state says no to a channel. Where another one says yes, nobody knows which is
/// right, and whichever comes first would decide: nothing is reserved for them. Where another one says nothing, the no
/// closes its channel for the whole input. An address is one person in any capitals.
struct ConsentClashes {
  private struct Answers {
    /// By channel in small letters, as channels are found in any: the first states that say so.
    var yeses: [String: Statement] = [:]
    var noes: [String: Statement] = [:]
    /// What is wrong.
    var clash: String?
  }

  private struct Statement {
    let line: Int
    let journey: String
    let channel: String
  }

  /// What was reserved before anybody could see what a later state says, as where states come by a pipe.
  private struct Reserved {
    let line: Int
    let decision: String
    let action: String
    /// In small letters.
    let channel: String
  }

  private var reserved: [String: [Reserved]] = [:]

  /// Of those of whom anything is said, in whatever way they are written.
  private var people: [String: Answers] = [:]

  /// Looks at a state; what is none is told of where it is decided.
  mutating func note(_ text: StateText) {
    guard let document = try? JSONDocument(parsing: text.bytes), let journey = document.journey
    else { return }
    let said = Self.answers(in: document)
    guard !said.isEmpty else { return }
    var answers = people[journey.personSpelling] ?? Answers()
    for (channel, isGiven) in said {
      let statement = Statement(line: text.line, journey: journey, channel: channel)
      let name = channel.foldedName
      if isGiven {
        answers.yeses[name] = answers.yeses[name] ?? statement
      } else {
        answers.noes[name] = answers.noes[name] ?? statement
      }
      guard let yes = answers.yeses[name], let no = answers.noes[name], answers.clash == nil else { continue }
      let isTooLate = reserved[journey.personSpelling]?.contains { $0.channel == name } ?? false
      answers.clash =
        "'\(no.journey)' says no to '\(channel)' in line \(no.line), and yes in line \(yes.line)\(Self.other(yes.journey, than: no.journey)): nothing \(isTooLate ? "more " : "")is reserved for it; leave the wrong one out"
    }
    people[journey.personSpelling] = answers
  }

  /// Notes what a decision reserved.
  mutating func noteReserved(by decision: JSONDocument, line: Int) {
    guard decision.reservedCount ?? 0 > 0, let journey = decision.journey,
      let list = decision.member("reserved", of: decision.root),
      let items = decision.member("recommendations", of: decision.root)
    else { return }
    let actions = Set(decision.elements(of: list).map { decision.string(at: $0) })
    for item in decision.elements(of: items) {
      guard let action = decision.member("action", of: item).map({ decision.string(at: $0) }),
        actions.contains(action), let channel = decision.member("channel", of: item)
      else { continue }
      reserved[journey.personSpelling, default: []].append(
        Reserved(
          line: line, decision: decision.shown("decision", of: decision.root), action: action,
          channel: decision.string(at: channel).foldedName))
    }
  }

  /// What was reserved in spite of the noes of a state that came later; nil where nothing was.
  func reservedBefore(_ document: JSONDocument) -> String? {
    guard !reserved.isEmpty, let journey = document.journey,
      let known = reserved[journey.personSpelling]
    else { return nil }
    let noes = Set(Self.answers(in: document).filter { !$0.isGiven }.map(\.channel.foldedName))
    let unwanted = known.filter { noes.contains($0.channel) }.map {
      "'\($0.action)' by '\($0.channel)' (decision \($0.decision), line \($0.line))"
    }
    guard !unwanted.isEmpty else { return nil }
    return
      "reserved before this no was read: \(unwanted.joined(separator: " and ")): do not send that, and give it back with not_sent"
  }

  /// Why nothing is reserved for a state, where that is so.
  func refusal(of document: JSONDocument) -> Refusal? {
    guard !people.isEmpty, let journey = document.journey, let answers = people[journey.personSpelling]
    else {
      return nil
    }
    guard let detail = answers.clash ?? unsaid(in: document, of: journey, answers) else { return nil }
    let details = [detail, reservedBefore(document)].compactMap(\.self)
    return Refusal(mistakes: details.map { .init(pointer: "", detail: $0) })
  }

  /// What other states of the journey say no to, and this one leaves unsaid.
  private func unsaid(in document: JSONDocument, of journey: String, _ answers: Answers) -> String? {
    guard !answers.noes.isEmpty else { return nil }
    let own = Set(Self.answers(in: document).filter { !$0.isGiven }.map(\.channel.foldedName))
    let others = answers.noes.filter { !own.contains($0.key) }.values
    guard let no = others.min(by: { ($0.line, $0.channel) < ($1.line, $1.channel) }) else { return nil }
    return
      "'\(no.journey)' says no to '\(no.channel)' in line \(no.line), and nothing of it here\(Self.other(journey, than: no.journey)): nothing is reserved for it without that no; write the no here as well, or leave this one out"
  }

  private static func other(_ journey: String, than first: String) -> String {
    ExactText(journey) == ExactText(first) ? "" : ", as '\(journey)'"
  }

  /// The channels that a state says no to among its consents.
  static func noes(in document: JSONDocument) -> [String] {
    consents(in: document).filter { !$0.isGiven }.map(\.channel)
  }

  /// What a state says of channels: in its consents, and by opt-outs among its contacts that no yes of its own goes beside.
  private static func answers(in document: JSONDocument) -> [(channel: String, isGiven: Bool)] {
    let said = consents(in: document)
    let yeses = Set(said.filter(\.isGiven).map(\.channel.foldedName))
    let optOuts = OptOut.list(in: document).compactMap(\.channel).filter { !yeses.contains($0.foldedName) }
    return said + optOuts.map { ($0, false) }
  }

  private static func consents(in document: JSONDocument) -> [(channel: String, isGiven: Bool)] {
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
