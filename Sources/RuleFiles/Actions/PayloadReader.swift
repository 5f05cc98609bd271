import Diagnostics
import JSON
package import Rules
package import YAML

/// Reads payloads and treatments, which are any values.
package struct PayloadReader: NodeReader {
  package let context: ReadingContext

  /// Any value as compact JSON, keys in the order of the file.
  package func read(_ node: Node, _ name: String) -> RawJSON {
    var writer = JSONWriter()
    write(node, name, to: &writer)
    return RawJSON(bytes: writer.bytes)
  }

  private func write(_ node: Node, _ name: String, to writer: inout JSONWriter) {
    switch node.content {
    case .mapping(let mapping):
      writer.object {
        for entry in mapping.entries {
          $0.member(named: entry.key.text) { write(entry.value, name, to: &$0) }
        }
      }
    case .sequence(let nodes): writer.array(of: nodes) { write($1, name, to: &$0) }
    case .scalar(let scalar):
      switch scalar.value {
      case .null: writer.null()
      case .bool(let value): writer.bool(value)
      case .int(let value): writer.int(value)
      case .double(let value) where value.isFinite: writer.double(value)
      case .double:
        error(
          .infiniteNumber, "'\(name)' cannot hold \(scalar.text): JSON has no such number", at: node.span,
          help: "write an ordinary number, or put it in quotes to make it a text")
        writer.null()
      case .string:
        if name == "payload" || name == "treatments" { scalars.checkFacts(in: scalar.text, node, name) }
        writer.string(scalar.text)
      }
    }
  }
}

extension NodeReader {
  package var payloads: PayloadReader { PayloadReader(context: context) }
}
