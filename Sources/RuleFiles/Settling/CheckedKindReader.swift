import Diagnostics
import Rules
import YAML

/// Reads the ids under which `waymark check` tells what it finds.
struct CheckedKindReader: NodeReader {
  let context: ReadingContext

  /// Whether a key is the id of something that can be settled; an error where it is not.
  ///
  /// - Parameter refusal: why one that is always an error cannot be.
  func isKnown(_ entry: Mapping.Entry, refusal: String, help: String) -> Bool {
    let id = entry.key.text
    if CheckedKind.named(id) != nil { return true }
    if CheckedKind.isError(id) {
      error(.alwaysAnError, "'\(id)' is always an error, and \(refusal)", at: entry.keySpan, help: help)
    } else {
      error(
        .unknownFinding, "nothing that is found has the id '\(entry.key.shortText)'", at: entry.keySpan,
        advice: diagnostics.suggestion(for: id, among: CheckedKind.all.map(\.name))
          ?? Advice("`waymark check` shows the id of each finding in brackets"))
    }
    return false
  }
}

extension DiagnosticID {
  static let unknownFinding = DiagnosticID(
    "unknown-finding",
    page: """
      Under 'accept' and 'check' stand ids of what `waymark check` finds, as it shows them in brackets behind each message, \
      such as 'repeats-at-once' or 'gap'. This is none of them. Usually it is misspelt. `waymark explain-diagnostic` lists \
      all ids.
      """)

  static let alwaysAnError = DiagnosticID(
    "always-an-error",
    page: """
      Under 'accept' and 'check' stand ids of warnings and notes, which may be meant. This one is an error wherever it is \
      told: a book with it cannot be read, so that it can neither be accepted nor become a warning. Correct what the error \
      is about, and remove this entry.
      """)
}
