import Diagnostics

extension Composer {
  private static let core = "tag:yaml.org,2002:"

  /// A scalar's value by its tag, or by the core schema where it has none.
  mutating func value(of text: String, style: Scalar.Style, head: NodeHead) -> Scalar.Value {
    guard let tag = head.tag else { return style == .plain ? CoreSchema.value(ofPlain: text) : .string }
    switch tag {
    case "!", Self.core + "str": return .string
    case Self.core + "null":
      if CoreSchema.isNull(text) { return .null }
    case Self.core + "bool":
      if let bool = CoreSchema.bool(text) { return .bool(bool) }
    case Self.core + "int":
      if let integer = CoreSchema.integer(text) { return integer }
    case Self.core + "float":
      if let value = CoreSchema.integer(text) ?? CoreSchema.float(text).map({ .double($0) }) {
        if case .int(let int) = value { return .double(Double(int)) }
        return value
      }
    case Self.core + "map", Self.core + "seq": break
    default:
      reportUnsupported(tag, head, isAlone: text.isEmpty)
      return style == .plain ? CoreSchema.value(ofPlain: text) : .string
    }
    reportInvalid(tag, "'\(text)' is not", head)
    return .string
  }

  /// Checks the tag of a sequence or a mapping, of which `seq` or `map` is expected.
  mutating func checkCollectionTag(_ head: NodeHead, expected: String) {
    switch head.tag {
    case nil, "!", Self.core + expected: return
    case .some(let tag) where Self.coreTags.contains(tag):
      reportInvalid(tag, expected == "seq" ? "a list is not" : "a mapping is not", head)
    case .some(let tag): reportUnsupported(tag, head)
    }
  }

  private static let coreTags = Set(["str", "null", "bool", "int", "float", "map", "seq"].map { core + $0 })

  private mutating func reportInvalid(_ tag: String, _ subject: String, _ head: NodeHead) {
    let kind =
      switch tag.dropFirst(Self.core.count) {
      case "null": "null"
      case "bool": "true or false"
      case "int": "a whole number"
      case "float": "a number"
      case "str": "a string"
      case "map": "a mapping"
      default: "a list"
      }
    report(
      .invalidTaggedValue, "\(subject) \(kind), as the tag '\(Self.shown(tag))' asks for", at: head.span,
      help: "correct the value, or delete the tag")
  }

  /// - Parameter isAlone: whether nothing stands behind it.
  private mutating func reportUnsupported(_ tag: String, _ head: NodeHead, isAlone: Bool = false) {
    if tag == "!=" {
      report(
        .unsupportedTag, "comparisons are written with words, not with '!='", at: head.tagSpan ?? head.span,
        help: "write {ne: …}")
      return
    }
    if isAlone, let match = tag.wholeMatch(of: /!([a-z][a-z0-9_-]*)/) {
      report(
        .unsupportedTag, "'\(tag)' does not mean 'not \(match.1)'", at: head.tagSpan ?? head.span,
        help: "write {ne: \(match.1)} in a condition; a text that begins with '!' needs quotes")
      return
    }
    report(
      .unsupportedTag, "the tag '\(Self.shown(tag))' is not supported", at: head.tagSpan ?? head.span,
      help: "delete it, or put quotes around a text that begins with '!'")
  }

  /// A tag in the way that people write it.
  private static func shown(_ tag: String) -> String {
    if tag.hasPrefix(core) { return "!!" + tag.dropFirst(core.count) }
    return tag.hasPrefix("!") ? tag : "!<\(tag)>"
  }
}
