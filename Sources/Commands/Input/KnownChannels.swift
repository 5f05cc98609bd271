import JSON

/// Which channels a rule book has; each is asked for once.
final class KnownChannels {
  private let book: any StateKnowledge
  /// By name: what is wrong with it, if anything.
  private var mistakes: [String: String?] = [:]

  init(_ book: any StateKnowledge) { self.book = book }

  /// What is wrong with a channel by the rule book; nil where it has it.
  func mistake(in channel: String) throws(Failure) -> String? {
    if let known = mistakes[channel] { return known }
    var writer = JSONWriter()
    writer.object {
      $0.member("journey", "channels")
      $0.object("consent") { $0.member(named: channel) { $0.bool(true) } }
    }
    let found = try book.mistakes(in: writer.bytes).first { $0.detail.hasPrefix("unknown channel") }
    mistakes[channel] = .some(found?.detail)
    return found?.detail
  }

  /// Whether a yes or a no under a name may be one to a channel: of the book, or whatever it has.
  func mayConcern(_ name: String) throws(Failure) -> Bool {
    if ConsentWords.maySpeak(name) { return true }
    return try isNamed(name)
  }

  /// Whether the book has a channel of a name, with other signs or none between its words, or behind a point.
  private func isNamed(_ name: String) throws(Failure) -> Bool {
    let last = name.split(separator: ".").last.map { String($0) } ?? name
    let plain = ConsentWords.plain(last)
    guard !plain.isEmpty else { return false }
    for spelling in [last, plain] {
      guard let detail = try mistake(in: spelling) else { return true }
      // What differs in its signs is hinted at.
      if let quoted = detail.firstMatch(of: /did you mean '([^']*)'/),
        ConsentWords.plain(String(quoted.1)) == plain
      {
        return true
      }
    }
    return false
  }
}
