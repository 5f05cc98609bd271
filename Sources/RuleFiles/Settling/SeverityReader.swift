import Diagnostics
import YAML

/// Reads how severe `waymark check` tells what it finds.
struct SeverityReader: NodeReader {
  let context: ReadingContext

  func readSection(_ section: Mapping.Entry) {
    if section.value.isNull { return }
    guard let mapping = mapping(section.value, "check", help: "write 'gap: error' below it") else { return }
    for entry in mapping.entries {
      let isKnown = CheckedKindReader(context: context).isKnown(
        entry, refusal: "stays one", help: "remove this entry")
      guard isKnown, hasValue(entry), let severity = severity(entry) else { continue }
      let place = location(entry.keySpan)
      guard let first = symbols.settings.add(severity, of: entry.key.text, at: place) else { continue }
      error(
        .duplicateID, "the severity of '\(entry.key.text)' is given twice", at: entry.keySpan,
        help: "keep one of the two", notes: [Diagnostic.Note("the first one", at: first)])
    }
  }

  private func severity(_ entry: Mapping.Entry) -> Severity? {
    let id = entry.key.text
    if case .scalar(let scalar) = entry.value.content, Self.wordsForNone.contains(scalar.text.lowercased()) {
      error(
        .unknownFindingSeverity, "'\(id)' cannot be switched off", at: entry.value.span,
        help: "make it a note, or accept it with a reason: 'accept: {\(id): \"why\"}'")
      return nil
    }
    return scalars.choice(
      entry.value, id, as: Severity.self, "severity of a finding", unknown: .unknownFindingSeverity)
  }

  private static let wordsForNone: Set = ["off", "none", "no", "false", "ignore", "never", "hidden", "0"]
}

extension DiagnosticID {
  static let unknownFindingSeverity = DiagnosticID(
    "unknown-finding-severity",
    page: """
      How severe `waymark check` tells a kind of finding takes one of three words: 'error', 'warning' or 'note'. An error \
      fails the check, a warning fails a strict one. To tell something no more, accept it with a reason under 'accept'.
      """)
}
