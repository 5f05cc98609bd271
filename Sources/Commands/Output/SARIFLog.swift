import API
import Diagnostics
import JSON
import RuleFiles
import Rules

/// What was found as a log of SARIF 2.1.0, which code hosts and editors show beside the lines.
struct SARIFLog {
  private let told: [ToldDiagnostic]
  private let revision: String
  /// The kinds of problems that are found, each once, by name.
  private let rules: [DiagnosticID]

  init(_ told: [ToldDiagnostic], revision: String) {
    self.told = told
    self.revision = revision
    rules = Set(told.map(\.diagnostic.id)).sorted { bytesPrecede($0.name, $1.name) }
  }

  var json: [UInt8] {
    let places = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1, $0) })
    var writer = JSONWriter()
    writer.object {
      $0.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      $0.member("version", "2.1.0")
      $0.array("runs") {
        $0.object {
          $0.object("tool") { $0.object("driver") { writeDriver(to: &$0) } }
          // Columns count characters, not halves of them.
          $0.member("columnKind", "unicodeCodePoints")
          $0.array("results", of: told) {
            $1.write(asRule: places[$1.diagnostic.id] ?? 0, to: &$0)
          }
          $0.object("properties") { $0.member("revision", revision) }
        }
      }
    }
    return writer.bytes
  }

  private func writeDriver(to writer: inout JSONWriter) {
    writer.member("name", "Waymark")
    writer.member("semanticVersion", Version.current)
    writer.array("rules", of: rules) { writer, id in
      writer.object {
        $0.member("id", id.name)
        $0.object("shortDescription") { $0.member("text", id.firstSentence) }
        $0.object("fullDescription") { $0.member("text", id.page) }
        $0.object("help") { $0.member("text", id.page) }
      }
    }
  }
}

extension ToldDiagnostic {
  /// - Parameter index: of its kind among the rules of the log.
  fileprivate func write(asRule index: Int, to writer: inout JSONWriter) {
    writer.object {
      $0.member("ruleId", diagnostic.id.name)
      $0.member("ruleIndex", index)
      $0.member("level", diagnostic.severity.rawValue)
      $0.object("message") { $0.member("text", diagnostic.textWithHelp) }
      $0.array("locations") { $0.object { diagnostic.location.write(to: &$0) } }
      if let accepted {
        $0.array("suppressions") {
          $0.object {
            $0.member("kind", "inSource")
            $0.member("justification", accepted.reason)
            $0.object("location") { accepted.location.write(to: &$0) }
          }
        }
      }
      guard !diagnostic.notes.isEmpty else { return }
      $0.array("relatedLocations", of: Array(diagnostic.notes.enumerated())) { writer, note in
        writer.object {
          $0.member("id", note.offset)
          $0.object("message") { $0.member("text", note.element.message) }
          note.element.location.write(to: &$0)
        }
      }
    }
  }
}

extension SourceLocation {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object("physicalLocation") {
      $0.object("artifactLocation") { $0.member("uri", file.asURI) }
      $0.object("region") {
        $0.member("startLine", Int(span.line))
        $0.member("startColumn", Int(span.column))
        $0.member("endLine", Int(span.endLine))
        $0.member("endColumn", Int(span.endColumn))
      }
    }
  }
}

extension String {
  /// A path as a URI: relative where it is.
  fileprivate var asURI: String {
    let path = utf8.map { byte in
      byte.isPlainInPath
        ? String(UnicodeScalar(byte)) : (byte < 0x10 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
    }.joined()
    return hasPrefix("/") ? "file://\(path)" : path
  }
}

extension UInt8 {
  /// Letters, digits and what else a segment of a path may have that is no mark of a URI; slashes stay.
  fileprivate var isPlainInPath: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "/-._~".utf8.contains(self)
    }
  }
}
