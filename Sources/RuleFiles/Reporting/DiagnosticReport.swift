package import Diagnostics
package import JSON

/// Diagnostics as data: one structure for the terminal, files and the API.
package enum DiagnosticReport {
  /// An object with `revision`, where there is one, and `diagnostics`: what is accepted has its reason as `accepted`.
  package static func json(_ told: [ToldDiagnostic], revision: String?) -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.member("revision", ifPresent: revision)
      $0.array("diagnostics", of: told) { write($1.diagnostic, accepted: $1.accepted?.reason, to: &$0) }
    }
    return writer.bytes
  }

  /// The list alone.
  package static func write(_ diagnostics: [Diagnostic], to writer: inout JSONWriter) {
    writer.array(of: diagnostics) { write($1, to: &$0) }
  }

  private static func write(
    _ diagnostic: Diagnostic, accepted: String? = nil, to writer: inout JSONWriter
  ) {
    let span = diagnostic.location.span
    writer.object {
      $0.member("severity", diagnostic.severity.rawValue)
      $0.member("id", diagnostic.id.name)
      $0.member("message", diagnostic.message)
      $0.member("file", diagnostic.location.file)
      $0.member("line", Int(span.line))
      $0.member("column", Int(span.column))
      $0.member("end_line", Int(span.endLine))
      $0.member("end_column", Int(span.endColumn))
      $0.member("help", ifPresent: diagnostic.help)
      $0.array("notes", of: diagnostic.notes) { write($1, to: &$0) }
      $0.member("example", ifPresent: diagnostic.example)
      $0.member("accepted", ifPresent: accepted)
    }
  }

  private static func write(_ note: Diagnostic.Note, to writer: inout JSONWriter) {
    writer.object {
      $0.member("message", note.message)
      $0.member("file", note.location.file)
      $0.member("line", Int(note.location.span.line))
      $0.member("column", Int(note.location.span.column))
    }
  }
}
