import Diagnostics
import JSON
import Rules

/// Noes in states that nothing would look at, since the book does not have their channel or their key. They are meant:
/// nothing is reserved for such a state.
final class OverheardNoes {
  private let book: any StateKnowledge
  private let channels: KnownChannels
  /// Which keys speak of consent, of those that were looked at.
  private var spoken: [String: Bool] = [:]
  /// Which may, where a yes or a no stands under them.
  private var concerning: [String: Bool] = [:]
  /// By its place: what is said of a key, where the rule book does not know it.
  private var unknown: [String: String?] = [:]

  /// The parts of a state in which attributes stand beside the others at its root.
  private static let parts = ["account", "person"]

  /// The keys of states are few, unless somebody makes them up.
  private static let mostRemembered = 1_000

  init(_ book: any StateKnowledge) {
    self.book = book
    channels = KnownChannels(book)
  }

  /// Why nothing is reserved for a state.
  func refusal(of state: JSONDocument) throws(Failure) -> Refusal? {
    for channel in ConsentClashes.noes(in: state) {
      guard let detail = try channels.mistake(in: channel) else { continue }
      let remedy = Self.hasHint(detail) ? "" : "; name each channel that it closes, or leave it out"
      return Self.refusal(["consent", channel], "a no stands under an \(detail)\(remedy)")
    }
    for (index, channel) in Self.optOuts(in: state) {
      guard let detail = try channels.mistake(in: channel), Self.hasHint(detail) else { continue }
      return Self.refusal(["contacts", "\(index)", "channel"], "an opt-out stands under an \(detail)")
    }
    for (path, isCertain) in try spokenPaths(of: state) {
      guard let detail = try undeclared(path) else { continue }
      if isCertain, Self.hasHint(detail) {
        return Self.refusal(path, "consent is spoken of in an \(detail)")
      }
      let what = isCertain ? "consent is" : "consent may be"
      // A hint is to what is spelt alike, and consent is meant.
      let attribute = detail.prefix { $0 != ";" }
      return Self.refusal(
        path,
        "\(what) spoken of in an \(attribute); write it under 'consent', or declare the attribute if it means something else"
      )
    }
    return nil
  }

  private static func hasHint(_ detail: String) -> Bool { detail.contains("did you mean") }

  private static func refusal(_ path: [String], _ detail: String) -> Refusal {
    Refusal(mistakes: [
      .init(pointer: CSVColumns.pointer(path), detail: "nothing is reserved: \(detail)")
    ])
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

  /// Where a state speaks of consent, or may, outside of what is its own.
  private func spokenPaths(of state: JSONDocument) throws(Failure) -> [(path: [String], isCertain: Bool)] {
    guard state.kind(of: state.root) == .object else { return [] }
    var found: [(path: [String], isCertain: Bool)] = []
    try look(in: state, state.root, []) { found.append((path: $0, isCertain: $1)) }
    return found
  }

  /// - Parameter path: of an object.
  private func look(
    in state: JSONDocument, _ token: JSONToken, _ path: [String], _ find: ([String], Bool) -> Void
  ) throws(Failure) {
    for (key, value) in state.members(of: token) where state.kind(of: value) != .null {
      let name = state.string(at: key)
      let isOwn = path.isEmpty && StateKey(rawValue: name) != nil
      if isOwn, !Self.parts.contains(name) { continue }
      let path = path + [name]
      if !isOwn, speaks(name) {
        find(path, true)
      } else if state.kind(of: value) == .object {
        if path.count < Self.deepest { try look(in: state, value, path, find) }
      } else if !isOwn, let answer = Self.answer(value, in: state) {
        // A name that says nothing, such as `active`, has that of what it stands in.
        let subject = Self.bare.contains(name.foldedName) ? path.dropLast().last ?? name : name
        let isMeant = answer == .optOut ? true : try mayConcern(subject)
        if isMeant { find(path, false) }
      }
    }
  }

  /// How many keys deep is looked.
  private static let deepest = 4

  /// Names of an answer that do not say to what.
  private static let bare: Set<String> = ["active", "enabled", "given", "granted", "ok", "status", "value"]

  private static func answer(_ value: JSONToken, in state: JSONDocument) -> ConsentAnswer? {
    switch state.kind(of: value) {
    case .bool: .either
    case .number: ConsentAnswer(String(decoding: state.rawBytes(of: value), as: UTF8.self))
    case .string: ConsentAnswer(state.string(at: value))
    default: nil
    }
  }

  /// Whether a yes or a no under a name may be one to a channel.
  private func mayConcern(_ name: String) throws(Failure) -> Bool {
    if let known = concerning[name] { return known }
    let mayConcern = try channels.mayConcern(name)
    if concerning.count < Self.mostRemembered { concerning[name] = mayConcern }
    return mayConcern
  }

  private func speaks(_ key: String) -> Bool {
    if let known = spoken[key] { return known }
    let isMisspelt = nearest(to: key, among: [StateKey.consent.rawValue]) != nil
    let speaks = isMisspelt || ConsentWords.speaks(key)
    if spoken.count < Self.mostRemembered { spoken[key] = speaks }
    return speaks
  }

  /// What is said of a key that the rule book does not know; nil where it does.
  private func undeclared(_ path: [String]) throws(Failure) -> String? {
    let pointer = CSVColumns.pointer(path)
    if let known = unknown[pointer] { return known }
    var writer = JSONWriter()
    writer.object {
      $0.member("journey", "keys")
      $0.member(path[...])
    }
    let found = try book.mistakes(in: writer.bytes).first { $0.detail.hasPrefix("undeclared attribute") }
    unknown[pointer] = .some(found?.detail)
    return found?.detail
  }
}

extension JSONWriter {
  /// A text below some keys.
  fileprivate mutating func member(_ path: ArraySlice<String>) {
    guard let key = path.first else { return }
    member(named: key) { writer in
      if path.count == 1 { writer.string("x") } else { writer.object { $0.member(path.dropFirst()) } }
    }
  }
}
