import Diagnostics

extension String {
  /// The text with its line feeds, and other hidden characters as escapes.
  var visibleLines: String {
    split(separator: "\n", omittingEmptySubsequences: false).map(\.visible).joined(separator: "\n")
  }
}
