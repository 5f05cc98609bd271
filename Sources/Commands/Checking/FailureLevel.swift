import Diagnostics
import RuleFiles

/// What fails a check besides errors, as `--fail-on` names it: what is so severe, or a kind of what is found.
enum FailureLevel {
  case severity(Severity)
  case kind(String)

  init(_ text: String) throws(Failure) {
    if let severity = Severity(rawValue: text) {
      self = .severity(severity)
    } else if CheckedKind.named(text) != nil {
      self = .kind(text)
    } else if ExplainDiagnostic.catalogue.contains(where: { $0.name == text }) {
      throw Failure(.wrongUse, "'\(text)' is an error, which fails the check anyway", help: "leave it out")
    } else {
      let known = Severity.allCases.map(\.rawValue) + CheckedKind.all.map(\.name)
      throw Failure(
        .wrongUse, "--fail-on takes 'warning', 'note' or the id of a finding, not '\(text)'",
        help: nearest(to: text, among: known).map { "did you mean '\($0)'?" }
          ?? "`waymark check` shows the id of each finding in brackets")
    }
  }

  func isMet(by diagnostic: Diagnostic) -> Bool {
    switch self {
    case .severity(let severity): diagnostic.severity.isAtLeast(severity)
    case .kind(let id): diagnostic.id.name == id
    }
  }
}

extension Severity {
  fileprivate func isAtLeast(_ other: Severity) -> Bool {
    switch (self, other) {
    case (.error, _), (.warning, .warning), (.warning, .note), (.note, .note): true
    case (.warning, .error), (.note, .error), (.note, .warning): false
    }
  }
}
