package import Diagnostics

/// A value of a YAML document and where it stands. An alias is expanded to the node that its anchor
/// names, and stands where that node stands. Two are equal that say the same, written in the same way, in the same places.
package struct Node: Sendable, Equatable {
  package let span: SourceSpan
  package let content: Content

  package enum Content: Sendable, Equatable {
    case scalar(Scalar)
    case sequence([Node])
    case mapping(Mapping)
  }

  package init(span: SourceSpan, content: Content) {
    self.span = span
    self.content = content
  }
}

/// A mapping's entries in the order of the file. Keys are scalars, and unique by their text.
package struct Mapping: Sendable, Equatable {
  package struct Entry: Sendable, Equatable {
    package let key: Scalar
    package let keySpan: SourceSpan
    package let value: Node

    package init(key: Scalar, keySpan: SourceSpan, value: Node) {
      self.key = key
      self.keySpan = keySpan
      self.value = value
    }
  }

  package let entries: [Entry]

  package init(entries: [Entry]) {
    self.entries = entries
  }

  /// The value under a key; nil where the key is absent.
  package subscript(key: String) -> Node? {
    entries.first { $0.key.text == key }?.value
  }
}

/// A scalar: its text after escapes and folding, how it was written, and its value by the core schema.
package struct Scalar: Sendable, Equatable {
  package enum Style: Sendable { case plain, singleQuoted, doubleQuoted, literal, folded }

  /// The value by the YAML 1.2 core schema. Quoted and block scalars are strings unless a core tag says otherwise.
  package enum Value: Sendable, Equatable {
    case null
    case bool(Bool)
    /// A whole number that fits 64 bits.
    case int(Int64)
    /// Any other number: a fraction, an exponent, a whole number beyond 64 bits, `.inf` or `.nan`.
    case double(Double)
    case string
  }

  package let text: String
  package let style: Style
  package let value: Value

  package init(text: String, style: Style, value: Value) {
    self.text = text
    self.style = style
    self.value = value
  }

  package static func == (left: Self, right: Self) -> Bool {
    // Strings that look the same are equal, whatever their code points.
    left.style == right.style && left.value == right.value && left.text.utf8.elementsEqual(right.text.utf8)
  }
}
