import Diagnostics
import RuleFiles

/// A command in the log of a GitHub workflow that shows a message beside a line of a file.
struct WorkflowCommand {
  private let name: String
  private let location: SourceLocation
  private let title: String
  private let message: String

  init(_ severity: Severity, at location: SourceLocation, title: String, message: String) {
    name =
      switch severity {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    self.location = location
    self.title = title
    self.message = message
  }

  /// What is accepted is shown as a note, whatever it would be.
  init(_ told: ToldDiagnostic) {
    self.init(told.accepted == nil ? told.diagnostic : told.withReason.with(.note))
  }

  init(_ diagnostic: Diagnostic) {
    let notes = diagnostic.notes.map { note in
      "\(note.location.file):\(note.location.span.line): \(note.message)"
    }
    self.init(
      diagnostic.severity, at: diagnostic.location, title: diagnostic.id.name,
      message: ([diagnostic.textWithHelp] + notes).joined(separator: "\n"))
  }

  /// One line, with its end.
  var text: String {
    let span = location.span
    var properties = [("file", location.file), ("line", "\(span.line)"), ("endLine", "\(span.endLine)")]
    // Columns are refused where there are several lines.
    if span.line == span.endLine {
      properties += [("col", "\(span.column)"), ("endColumn", "\(span.endColumn)")]
    }
    properties.append(("title", title))
    let list = properties.map { "\($0.0)=\(Self.escaped($0.1.visible, isProperty: true))" }.joined(
      separator: ",")
    return "::\(name) \(list)::\(Self.escaped(message.visibleLines, isProperty: false))\n"
  }

  private static func escaped(_ text: String, isProperty: Bool) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": escaped += "%25"
      case "\r": escaped += "%0D"
      case "\n": escaped += "%0A"
      case ":" where isProperty: escaped += "%3A"
      case "," where isProperty: escaped += "%2C"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
