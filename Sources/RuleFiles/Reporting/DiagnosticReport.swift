package import Diagnostics
package import JSON

/// Diagnostics as data: one structure for the terminal, files and the API.
package enum DiagnosticReport {
  /// An object with `revision`, where there is one, and `diagnostics`.
  package static func json(_ diagnostics: [Diagnostic], revision: String?) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    if let revision {
      writer.key("revision")
      writer.string(revision)
    }
    writer.key("diagnostics")
    write(diagnostics, to: &writer)
    writer.endObject()
    return writer.bytes
  }

  /// The list alone.
  package static func write(_ diagnostics: [Diagnostic], to writer: inout JSONWriter) {
    writer.beginArray()
    for diagnostic in diagnostics { write(diagnostic, to: &writer) }
    writer.endArray()
  }

  private static func write(_ diagnostic: Diagnostic, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("severity")
    writer.string(diagnostic.severity.rawValue)
    writer.key("id")
    writer.string(diagnostic.id.name)
    writer.key("message")
    writer.string(diagnostic.message)
    writer.key("file")
    writer.string(diagnostic.location.file)
    let span = diagnostic.location.span
    writer.key("line")
    writer.int(Int64(span.line))
    writer.key("column")
    writer.int(Int64(span.column))
    writer.key("end_line")
    writer.int(Int64(span.endLine))
    writer.key("end_column")
    writer.int(Int64(span.endColumn))
    if let help = diagnostic.help {
      writer.key("help")
      writer.string(help)
    }
    writer.key("notes")
    writer.beginArray()
    for note in diagnostic.notes {
      writer.beginObject()
      writer.key("message")
      writer.string(note.message)
      writer.key("file")
      writer.string(note.location.file)
      writer.key("line")
      writer.int(Int64(note.location.span.line))
      writer.key("column")
      writer.int(Int64(note.location.span.column))
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }
}
