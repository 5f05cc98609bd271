import Decisions
import JSON
import Rules

/// A contact of a state that somebody opted out with.
struct OptOut {
  /// Among the contacts.
  let index: Int
  /// As it is written; nil where none is named, and so none is closed.
  let channel: String?

  static func list(in state: JSONDocument) -> [OptOut] {
    guard let contacts = state.member("contacts", of: state.root), state.kind(of: contacts) == .array else {
      return []
    }
    return state.elements(of: contacts).enumerated().compactMap { index, contact in
      guard state.kind(of: contact) == .object, let outcome = state.member("outcome", of: contact),
        state.kind(of: outcome) == .string,
        Outcome(named: state.string(at: outcome))?.withdrawsConsent ?? false
      else { return nil }
      let channel = state.member("channel", of: contact)
      return OptOut(
        index: index,
        channel: channel.flatMap { state.kind(of: $0) == .string ? state.string(at: $0) : nil })
    }
  }

  /// Why nothing is reserved for a state: it is meant to close a channel, and closes none.
  static func refusal(of state: JSONDocument) -> Refusal? {
    list(in: state).first { $0.channel == nil }.map { optOut in
      Refusal(mistakes: [
        .init(
          pointer: CSVColumns.pointer(["contacts", "\(optOut.index)"]),
          detail: "nothing is reserved: the opt-out names no channel, and so closes none; name its 'channel'")
      ])
    }
  }
}
