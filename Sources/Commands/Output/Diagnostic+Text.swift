import Diagnostics

extension Diagnostic {
  /// What is wrong and, on a line of its own, what to do.
  var textWithHelp: String { help.map { "\(message)\nhelp: \($0)" } ?? message }
}
