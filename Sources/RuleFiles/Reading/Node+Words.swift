package import YAML

extension Node {
  var isSequence: Bool {
    if case .sequence = content { return true }
    return false
  }

  /// The text of a scalar; nothing for anything else.
  var text: String {
    if case .scalar(let scalar) = content { return scalar.text }
    return ""
  }

  /// The text of a scalar, for an example that has a place for it.
  var shown: String {
    guard case .scalar(let scalar) = content, scalar.value != .null else { return "…" }
    return scalar.shortText
  }

  package var isNull: Bool {
    guard case .scalar(let scalar) = content else { return false }
    return scalar.value == .null
  }

  /// What stands here, in words.
  var found: String {
    switch content {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar(let scalar):
      switch scalar.value {
      case .null: "nothing"
      case .bool: "\(scalar.shortText)"
      case .int, .double: "the number \(scalar.shortText)"
      case .string: "'\(scalar.shortText)'"
      }
    }
  }
}

extension Scalar {
  /// The text, cut where it is long or has several lines.
  var shortText: String {
    let line = text.prefix { !$0.isNewline }
    return line.count > 60 || line.endIndex != text.endIndex ? "\(line.prefix(60))…" : text
  }
}
