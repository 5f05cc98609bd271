package import Diagnostics
import Rules

/// Collects what is wrong with a rule book while its files are read, one after the other.
package final class DiagnosticCollector {
  package private(set) var diagnostics: [Diagnostic] = []
  private(set) var errorCount = 0
  private var brokenFiles: Set<String> = []
  private var suggestionsLeft = 200

  var hasErrors: Bool { errorCount > 0 }

  package init() {}

  package func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
    guard diagnostic.severity == .error else { return }
    errorCount += 1
    brokenFiles.insert(diagnostic.location.file)
  }

  /// Whether an error was found in a file so far.
  func hasError(in file: String) -> Bool { brokenFiles.contains(file) }

  /// Advice for a name that is not among the book's own, of which there may be thousands: searched for the
  /// first two hundred mistakes only, so that a book with very many of them is still answered soon.
  package func suggestion(for text: String, among known: @autoclosure () -> [String]) -> Advice? {
    guard suggestionsLeft > 0 else { return nil }
    suggestionsLeft -= 1
    return RuleFiles.suggestion(for: text, among: known())
  }
}
