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
}
