import Diagnostics

/// The channels in rows that report outcomes. One that the rule book does not know is left out with a warning: the decision
/// says by which channel its contact went, and an opt-out is not to be lost over a name.
final class RowChannels {
  private let book: KnownChannels
  private let file: String

  /// - Parameter file: in which the rows stand; nil for standard input.
  init(knowing book: any StateKnowledge, in file: String?) {
    self.book = KnownChannels(book)
    self.file = file.flatMap { $0 == "-" ? nil : $0 } ?? "<stdin>"
  }

  /// A channel as it is to be told of; nil where nobody knows it.
  func known(_ channel: String, inLine line: Int) -> String? {
    // Who may not ask, or finds nobody, hears it from whoever records the row.
    guard let detail = try? book.mistake(in: channel) else { return channel }
    let error = Terminal.standardError
    error.write(
      "\(error.bold("\(file.visible):\(line):1:")) warning: \(detail.visible); the channel of its decision counts\n"
    )
    return nil
  }
}
