import API
import Foundation
import JSON
import Journeys

/// Events as they are sent where they may be sent again: each that says neither when it happened nor by what id it is
/// known gets an id, for otherwise the daemon would take it for another one each time.
struct RepeatableEvents<Lines: LineSource & ~Copyable>: ~Copyable, LineSource {
  private var lines: Lines

  init(_ lines: consuming Lines) { self.lines = lines }

  var descriptor: CInt { lines.descriptor }
  var isAtEnd: Bool { lines.isAtEnd }

  mutating func batch(count: Int, size: Int, waits: Bool) throws(Failure) -> [StateText] {
    try lines.batch(count: count, size: size, waits: waits).map(\.repeatableEvent)
  }
}

extension DaemonClient {
  /// Sends lines that are to be recorded, as `ask(_:lines:answer:)` does; events so that they can be sent again.
  func record<Lines: LineSource & ~Copyable>(
    _ request: DaemonRequest, at endpoint: Endpoint, lines: consuming Lines,
    answer use: (StateText, ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    let tidy = TidyJourneys(
      lines, mayBeExport: endpoint == .contacts,
      overheard: endpoint == .events ? OverheardEvents(self) : nil)
    if endpoint == .events, triesAgain {
      try ask(request, lines: RepeatableEvents(tidy), answer: use)
    } else {
      try ask(request, lines: tidy, answer: use)
    }
  }
}

extension StateText {
  /// The event with an id, where it needs one. It stands behind all else, so that places stay right.
  fileprivate var repeatableEvent: StateText {
    guard refusal == nil, let document = try? JSONDocument(parsing: bytes),
      let added = document.repeatableEvent(document.root)
    else { return self }
    return StateText(of: self, bytes: added)
  }
}

extension JSONDocument {
  /// An event, or the events of an array, as texts that can be sent again; nil where they can as they are.
  func repeatableEvents() -> [UInt8]? {
    guard kind(of: root) == .array else { return repeatableEvent(root) }
    let events = elements(of: root).map { repeatableEvent($0) ?? Array(rawBytes(of: $0)) }
    return Array("[".utf8) + events.joined(separator: [UInt8(ascii: ",")]) + Array("]".utf8)
  }

  fileprivate func repeatableEvent(_ token: JSONToken) -> [UInt8]? {
    guard kind(of: token) == .object, count(of: token) > 0 else { return nil }
    let (id, at) = (member("id", of: token), member("at", of: token))
    if [id, at].contains(where: { $0.map { kind(of: $0) != .null } ?? false }) { return nil }
    let name = Array("\"\(UUID().uuidString.lowercased())\"".utf8)
    let raw = rawBytes(of: token)
    guard let id else { return raw.dropLast() + Array(#","id":"#.utf8) + name + [UInt8(ascii: "}")] }
    // A null in its place says nothing, and a key may not stand there twice.
    let null = rawBytes(of: id)
    return Array(raw[..<null.startIndex]) + name + Array(raw[null.endIndex...])
  }
}
