import Diagnostics
import Rules
import YAML

/// Reads single values: texts, numbers, times and closed words.
package struct ScalarReader: NodeReader {
  package let context: ReadingContext

  /// A text that is not empty. Numbers, true and false are no texts unless they stand in quotes.
  func string(_ node: Node, _ name: String) -> String? {
    guard let scalar = scalar(node, name) else { return nil }
    guard scalar.value == .string else {
      error(
        .notAString, "'\(name)' takes a text, found \(node.found)", at: node.span,
        help: "put it in quotes: \"\(scalar.text)\"")
      return nil
    }
    guard !scalar.text.isEmpty else {
      error(
        .emptyText, "the text of '\(name)' is empty", at: node.span, help: "write the text, or remove the key"
      )
      return nil
    }
    checkComment(node, name)
    return scalar.text
  }

  /// One text or several.
  func strings(_ node: Node, _ name: String) -> [String] {
    let texts = (oneOrMany(node, name) ?? []).compactMap { node in
      string(node, name).map { (value: $0, node: node) }
    }
    warnOfRepeats(texts, name)
    return texts.map(\.value)
  }

  /// `true` or `false`.
  func bool(_ node: Node, _ name: String) -> Bool? {
    guard let scalar = scalar(node, name) else { return nil }
    if case .bool(let value) = scalar.value { return value }
    error(
      .notABool, "'\(name)' takes true or false, found \(node.found)", at: node.span, help: scalar.helpToBool)
    return nil
  }
}

extension NodeReader {
  package var scalars: ScalarReader { ScalarReader(context: context) }
}

extension Scalar {
  /// What to write where true or false is needed.
  var helpToBool: String {
    MeantBool.value(of: text).map { "write \($0)" } ?? "write true or false"
  }
}

extension UInt8 {
  var isASCIILetter: Bool { (0x61...0x7a).contains(self | 0x20) }
  var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
}

extension DiagnosticID {
  static let notAString = DiagnosticID(
    "not-a-string",
    page: """
      A text is needed where a number, true or false stands. If the text is meant to look like that, put it \
      in quotes: 'owner: "42"'.
      """)

  static let emptyText = DiagnosticID(
    "empty-text",
    page: """
      A text is there but has no characters. A title or a reason without a word in it would reach a \
      customer or a salesperson as a blank. Write the text, or remove the key.
      """)

  static let notABool = DiagnosticID(
    "not-a-bool",
    page: """
      Only true or false can stand here. Words such as 'yes' and 'no' are plain texts in rule files, \
      because 'no' is also the code of the Norwegian language. Write 'enabled: false', without quotes.
      """)
}
