import Diagnostics
import JSON
import Rules

/// Noes in states that nothing would look at, since their channel or their key is misspelt. They are meant: nothing is
/// reserved for such a state.
final class OverheardNoes {
  private let book: any StateKnowledge
  private let channels: KnownChannels
  /// Which keys speak of consent, of those that were looked at.
  private var spoken: [String: Bool] = [:]
  /// By its place: what is said of a key, where the rule book does not know it.
  private var unknown: [String: String?] = [:]

  /// The parts of a state in which attributes stand beside the others at its root.
  private static let parts = ["account", "person"]

  init(_ book: any StateKnowledge) {
    self.book = book
    channels = KnownChannels(book)
  }

  /// Why nothing is reserved for a state.
  func refusal(of state: JSONDocument) throws(Failure) -> Refusal? {
    for channel in ConsentClashes.noes(in: state) {
      guard let detail = try nearChannel(channel) else { continue }
      return Self.refusal(["consent", channel], "a no stands under an \(detail)")
    }
    for (index, channel) in Self.optOuts(in: state) {
      guard let detail = try nearChannel(channel) else { continue }
      return Self.refusal(["contacts", "\(index)", "channel"], "an opt-out stands under an \(detail)")
    }
    for path in consentKeys(in: state) {
      guard let detail = try undeclared(path) else { continue }
      let remedy =
        detail.contains("did you mean")
        ? "" : "; write it under 'consent', or declare the attribute if it means something else"
      return Self.refusal(path, "consent is spoken of in an \(detail)\(remedy)")
    }
    return nil
  }

  private static func refusal(_ path: [String], _ detail: String) -> Refusal {
    Refusal(mistakes: [
      .init(pointer: CSVColumns.pointer(path), detail: "nothing is reserved: \(detail)")
    ])
  }

  /// What is said of a channel that the book does not have, and has under a name that is nearly the same.
  private func nearChannel(_ channel: String) throws(Failure) -> String? {
    guard let detail = try channels.mistake(in: channel), detail.contains("did you mean") else { return nil }
    return detail
  }

  /// The channels of a state's contacts that were opted out of.
  private static func optOuts(in state: JSONDocument) -> [(index: Int, channel: String)] {
    guard let contacts = state.member("contacts", of: state.root), state.kind(of: contacts) == .array else {
      return []
    }
    return state.elements(of: contacts).enumerated().compactMap { index, contact in
      guard state.kind(of: contact) == .object, let outcome = state.member("outcome", of: contact),
        state.kind(of: outcome) == .string,
        [Outcome.unsubscribed, .complained].contains(where: {
          $0.rawValue.foldedName == state.string(at: outcome).foldedName
        }),
        let channel = state.member("channel", of: contact), state.kind(of: channel) == .string
      else { return nil }
      return (index, state.string(at: channel))
    }
  }

  /// The keys of a state that speak of consent and are none of its own.
  private func consentKeys(in state: JSONDocument) -> [[String]] {
    guard state.kind(of: state.root) == .object else { return [] }
    var found: [[String]] = []
    func look(_ token: JSONToken, _ path: [String]) {
      for (key, value) in state.members(of: token) where state.kind(of: value) != .null {
        let name = state.string(at: key)
        if path.isEmpty {
          if Self.parts.contains(name), state.kind(of: value) == .object { look(value, [name]) }
          if StateKey(rawValue: name) != nil { continue }
        }
        if speaks(name) { found.append(path + [name]) }
      }
    }
    look(state.root, [])
    return found
  }

  private func speaks(_ key: String) -> Bool {
    if let known = spoken[key] { return known }
    let isMisspelt = nearest(to: key, among: [StateKey.consent.rawValue]) != nil
    let speaks = isMisspelt || ConsentWords.speaks(key)
    // The keys of states are few, unless somebody makes them up.
    if spoken.count < 1_000 { spoken[key] = speaks }
    return speaks
  }

  /// What is said of a key that the rule book does not know; nil where it does.
  private func undeclared(_ path: [String]) throws(Failure) -> String? {
    let pointer = CSVColumns.pointer(path)
    if let known = unknown[pointer] { return known }
    var writer = JSONWriter()
    writer.object {
      $0.member("journey", "keys")
      if path.count == 1 {
        $0.member(named: path[0]) { $0.string("x") }
      } else {
        $0.member(named: path[0]) { $0.object { $0.member(named: path[1]) { $0.string("x") } } }
      }
    }
    let found = try book.mistakes(in: writer.bytes).first { $0.detail.hasPrefix("undeclared attribute") }
    unknown[pointer] = .some(found?.detail)
    return found?.detail
  }
}
