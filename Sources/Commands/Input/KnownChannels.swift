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

  /// Why nothing is reserved for a state that says no to a channel which the book does not have, and has under a name
  /// that is nearly the same: the no is meant, and would be overheard.
  func refusal(of state: JSONDocument) throws(Failure) -> Refusal? {
    for channel in ConsentClashes.noes(in: state) {
      guard let detail = try mistake(in: channel), detail.contains("did you mean") else { continue }
      return Refusal(mistakes: [
        .init(
          pointer: CSVColumns.pointer(["consent", channel]),
          detail: "nothing is reserved: a no stands under an \(detail)")
      ])
    }
    return nil
  }
}
