import Decisions
import Diagnostics
import JSON
import Rules

/// Noes in states that nothing would look at, since the book does not have their channel or their key. They are meant:
/// nothing is reserved for such a state.
final class OverheardNoes {
  let book: any StateKnowledge
  private let channels: KnownChannels
  /// Which keys speak of consent, of those that were looked at.
  private var spoken: [String: Bool] = [:]
  /// Which may, where a yes or a no stands under them.
  private var concerning: [String: Bool] = [:]
  /// By its place: what is said of a key, where the rule book does not know it.
  private var unknown: [String: String?] = [:]
  /// By part: whether its entries have a key.
  var unknownInEntries: [StateKey: [String: Bool]] = [:]

  /// The parts of a state in which attributes stand beside the others at its root.
  private static let parts = ["account", "person"]

  /// The keys of states are few, unless somebody makes them up.
  static let mostRemembered = 1_000

  init(_ book: any StateKnowledge) {
    self.book = book
    channels = KnownChannels(book)
  }

  /// A no that nothing would look at.
  struct Finding {
    let path: [String]
    let detail: String
  }

  /// Why nothing is reserved for a state.
  func refusal(of state: JSONDocument) throws(Failure) -> Refusal? {
    try finding(in: state).map { finding in
      Refusal(mistakes: [
        .init(
          pointer: CSVColumns.pointer(finding.path), detail: "nothing is reserved: \(finding.detail)")
      ])
    }
  }

  /// The first no of a state that nothing would look at.
  func finding(in state: JSONDocument) throws(Failure) -> Finding? {
    for channel in ConsentClashes.noes(in: state) {
      guard let detail = try channels.mistake(in: channel) else { continue }
      let remedy = Self.hasHint(detail) ? "" : "; name each channel that it closes, or leave it out"
      return Finding(path: ["consent", channel], detail: "a no stands under an \(detail)\(remedy)")
    }
    for (index, channel) in Self.optOuts(in: state) {
      guard let detail = try channels.mistake(in: channel), Self.hasHint(detail) else { continue }
      return Finding(
        path: ["contacts", "\(index)", "channel"], detail: "an opt-out stands under an \(detail)")
    }
    if let finding = Self.findingBesideAnswers(in: state) { return finding }
    for part in Self.listed {
      if let finding = try findingInEntries(of: part, in: state) { return finding }
    }
    if let finding = try findingInWords(of: state) { return finding }
    if let finding = try listInOneWord(of: state) { return finding }
    for (path, pointer, isCertain) in try spokenPlaces(in: state) {
      guard let detail = try undeclared(path) else { continue }
      if isCertain, Self.hasHint(detail) {
        return Finding(path: pointer, detail: "consent is spoken of in an \(detail)")
      }
      let what = isCertain ? "consent is" : "consent may be"
      // A hint is to what is spelt alike, and consent is meant.
      let attribute = detail.prefix { $0 != ";" }
      return Finding(
        path: pointer,
        detail:
          "\(what) spoken of in an \(attribute); write it under 'consent', or declare the attribute if it means something else"
      )
    }
    return nil
  }

  private static func hasHint(_ detail: String) -> Bool { detail.contains("did you mean") }

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

  /// A place at which a state speaks of consent, or may.
  private typealias Place = (path: [String], pointer: [String], isCertain: Bool)

  /// Where a state speaks of consent, or may, outside of what is its own.
  private func spokenPlaces(in state: JSONDocument) throws(Failure) -> [Place] {
    guard state.kind(of: state.root) == .object else { return [] }
    var found: [Place] = []
    try look(in: state, state.root, [], []) { found.append($0) }
    return found
  }

  /// - Parameters:
  ///   - path: of an object: its keys alone.
  ///   - pointer: of it, with the places in lists.
  private func look(
    in state: JSONDocument, _ token: JSONToken, _ path: [String], _ pointer: [String],
    _ find: (Place) -> Void
  ) throws(Failure) {
    for (key, value) in state.members(of: token) where state.kind(of: value) != .null {
      let name = state.string(at: key)
      let isOwn = path.isEmpty && StateKey(rawValue: name) != nil
      if isOwn, !Self.parts.contains(name) { continue }
      let (path, pointer) = (path + [name], pointer + [name])
      if !isOwn, speaks(name) || Self.lists(value, under: name, of: state) {
        find((path, pointer, true))
      } else if state.kind(of: value) == .object {
        if path.count < Self.deepest { try look(in: state, value, path, pointer, find) }
      } else if state.kind(of: value) == .array {
        try look(inList: value, of: state, path, pointer, find)
      } else if !isOwn, let answer = Self.answer(value, in: state) {
        // A name that says nothing, such as `active`, has that of what it stands in.
        let subject = Self.bare.contains(name.foldedName) ? path.dropLast().last ?? name : name
        let isMeant = answer == .optOut ? true : try mayConcern(subject)
        if isMeant { find((path, pointer, false)) }
      }
    }
  }

  /// Whether a value says of what somebody is left out, under a name such as `suppression`: channels, or a reason.
  private static func lists(_ value: JSONToken, under name: String, of state: JSONDocument) -> Bool {
    switch state.kind(of: value) {
    case .array, .object: state.count(of: value) > 0 && ConsentWords.leavesOut(name)
    case .string: ConsentWords.leavesOut(state.string(at: value), under: name)
    default: false
    }
  }

  /// Of the elements of a list only what is a no by itself is one: `["unsubscribed"]`, as tags and exports have it.
  private func look(
    inList list: JSONToken, of state: JSONDocument, _ path: [String], _ pointer: [String],
    _ find: (Place) -> Void
  ) throws(Failure) {
    for (index, element) in state.elements(of: list).enumerated() {
      let pointer = pointer + ["\(index)"]
      switch state.kind(of: element) {
      case .object where path.count < Self.deepest: try look(in: state, element, path, pointer, find)
      case .string where ConsentAnswer(state.string(at: element)) == .optOut: find((path, pointer, false))
      default: break
      }
    }
  }

  /// A no beside a yes: `{"given": true, "status": "unsubscribed"}`.
  private static func findingBesideAnswers(in state: JSONDocument) -> Finding? {
    guard let consent = state.member("consent", of: state.root),
      state.kind(of: consent) == .object
    else { return nil }
    for (channel, answer) in state.members(of: consent) where state.kind(of: answer) == .object {
      guard let given = state.member("given", of: answer), state.kind(of: given) == .bool,
        state.bool(at: given)
      else { continue }
      for (member, value) in state.members(of: answer) where !state.equals(member, "given") {
        let name = state.string(at: member)
        guard holdsNo(value, of: state) || refuses(value, under: name, of: state) else { continue }
        return Finding(
          path: [StateKey.consent.rawValue, state.string(at: channel), name],
          detail:
            "a no stands under '\(name)', which an answer does not have, beside a yes; write 'given': false if the channel is closed"
        )
      }
    }
    return nil
  }

  /// Whether a name speaks of consent, and what stands there is a no: `consent: false`, `unsubscribed: true`.
  static func refuses(_ value: JSONToken, under name: String, of state: JSONDocument) -> Bool {
    guard ConsentWords.speaks(name) else { return false }
    let isOfNo = ConsentWords.namesNo(name)
    switch state.kind(of: value) {
    case .bool: return isOfNo == state.bool(at: value)
    case .string:
      let text = state.string(at: value)
      // Under the name of a no an instant or a reason is one as well, as in `unsubscribed_at`.
      return isOfNo ? !text.isEmpty && !ConsentAnswer.isPlainNo(text) : ConsentAnswer.isNo(text)
    case .number: return isOfNo && state.rawBytes(of: value).first != UInt8(ascii: "0")
    default: return false
    }
  }

  static func holdsNo(_ token: JSONToken, of state: JSONDocument) -> Bool {
    switch state.kind(of: token) {
    case .string: ConsentAnswer(state.string(at: token)) == .optOut || isOutcome(state.string(at: token))
    case .array: state.elements(of: token).contains { holdsNo($0, of: state) }
    case .object: state.members(of: token).contains { holdsNo($1, of: state) }
    default: false
    }
  }

  private static func isOutcome(_ word: String) -> Bool { Outcome(named: word)?.withdrawsConsent ?? false }

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
