import Diagnostics
import TestSupport
import YAML

/// Writes books anew with their mappings in another order.
struct ShuffledBook {
  var random: SeededRandom
  /// Mappings whose order means something: stages, languages, and what is handed on as it stands.
  private static let ordered: Set = [
    "stages", "label", "title", "because", "summary", "payload", "treatments",
  ]

  mutating func shuffle(_ files: [SourceFile]) -> [SourceFile] {
    var shuffled: [SourceFile] = []
    for file in files {
      guard let root = YAMLDocument.parse(file).root else { continue }
      shuffled.append(SourceFile(path: file.path, bytes: Array(text(root, shuffles: true).utf8)))
    }
    return shuffled.shuffled(using: &random)
  }

  /// Flow style, which any YAML can be written in.
  private mutating func text(_ node: Node, shuffles: Bool) -> String {
    switch node.content {
    case .scalar(let scalar):
      return scalar.value == .string ? Self.quoted(scalar.text) : scalar.text.isEmpty ? "null" : scalar.text
    case .sequence(let nodes):
      var parts: [String] = []
      for node in nodes { parts.append(text(node, shuffles: shuffles)) }
      return "[\(parts.joined(separator: ", "))]"
    case .mapping(let mapping):
      let entries = shuffles ? mapping.entries.shuffled(using: &random) : mapping.entries
      var parts: [String] = []
      for entry in entries {
        let shuffles = shuffles && !Self.ordered.contains(entry.key.text)
        parts.append("\(Self.quoted(entry.key.text)): \(text(entry.value, shuffles: shuffles))")
      }
      return "{\(parts.joined(separator: ", "))}"
    }
  }

  static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      default: scalar.value < 0x20 ? " " : String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}
