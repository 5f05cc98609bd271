import Diagnostics
import JSON

/// The channels in rows that report outcomes. One that the rule book does not know is left out with a warning: the decision
/// says by which channel its contact went, and an opt-out is not to be lost over a name.
final class RowChannels {
  private let book: any StateKnowledge
  private let file: String
  /// By name: what is wrong with it, if anything.
  private var mistakes: [String: String?] = [:]

  /// - Parameter file: in which the rows stand; nil for standard input.
  init(knowing book: any StateKnowledge, in file: String?) {
    self.book = book
    self.file = file.flatMap { $0 == "-" ? nil : $0 } ?? "<stdin>"
  }

  /// A channel as it is to be told of; nil where nobody knows it.
  func known(_ channel: String, inLine line: Int) -> String? {
    guard let detail = mistake(in: channel) else { return channel }
    let error = Terminal.standardError
    error.write(
      "\(error.bold("\(file.visible):\(line):1:")) warning: \(detail.visible); the channel of its decision counts\n"
    )
    return nil
  }

  private func mistake(in channel: String) -> String? {
    if let known = mistakes[channel] { return known }
    var writer = JSONWriter()
    writer.object {
      $0.member("journey", "channels")
      $0.object("consent") { $0.member(named: channel) { $0.bool(false) } }
    }
    // Who may not ask, or finds nobody, hears it from whoever records the row.
    let found = try? book.mistakes(in: writer.bytes).first { $0.detail.hasPrefix("unknown channel") }
    mistakes[channel] = .some(found?.detail)
    return found?.detail
  }
}
