import Diagnostics
import Rules
import YAML

/// The keys of an attribute.
enum AttributeKey: String, MappingKey { case type, values, personal }

/// Reads the declarations of attributes.
struct AttributeReader: NodeReader {
  let context: ReadingContext

  /// Reads the declared attributes of a book, adds the built-in ones, and declares all facts.
  static func readAll(_ declarations: Declarations, _ vocabulary: Vocabulary, _ symbols: Symbols) {
    var attributes: [Attribute] = Attribute.builtInPaths.map {
      Attribute(path: $0, type: .string, values: nil, isPersonal: false)
    }
    var places: [String: SourceLocation] = [:]
    for declaration in declarations[.attributes] {
      let reader = AttributeReader(context: declaration.context)
      let isUsable = reader.checkPath(declaration)
      guard let attribute = reader.read(declaration), isUsable else {
        symbols.hasAllAttributes = false
        continue
      }
      guard declaration.isFirst else { continue }
      if let builtIn = Attribute.builtInPaths.firstIndex(of: attribute.path) {
        if attribute.type != .string {
          reader.error(
            .builtInAttributeType, "the attribute '\(attribute.path)' is built in as a string",
            at: declaration.span,
            help: "write 'string', or remove it: it is there without being declared")
        }
        attributes[builtIn] = attribute
      } else {
        attributes.append(attribute)
      }
      places[attribute.path] = reader.location(declaration.span)
    }
    attributes.sort { bytesPrecede($0.path, $1.path) }
    symbols.names = BookNames(vocabulary: vocabulary, attributes: attributes) { symbols[$0] }
    for declaration in declarations[.attributes] where declaration.isFirst {
      AttributeReader(context: declaration.context).checkPrefixes(of: declaration, places)
    }
  }

  private func read(_ declaration: Declaration) -> Attribute? {
    let node = declaration.body
    guard case .mapping(let mapping) = node.content else {
      if case .sequence = node.content {
        _ = self.mapping(node, declaration.id, help: "write its type, such as 'int'")
        return nil
      }
      guard let type = factType(node, declaration.id) else { return nil }
      return Attribute(path: declaration.id, type: type, values: nil, isPersonal: false)
    }
    if let inner = declaration.firstFactBelow {
      error(
        .attributePrefix, "an attribute is named by its whole path, and stands alone", at: declaration.span,
        help: "write '\(declaration.id).\(inner): …', and each of the others in the same way")
      return nil
    }
    var type: FactType?
    var givesType = false
    var values: (list: [String], span: SourceSpan)?
    var isPersonal = false
    keys(of: mapping, declaration.id, as: AttributeKey.self) { key, entry in
      switch key {
      case .type:
        givesType = true
        type = factType(entry.value, "type")
      case .values:
        values = (scalars.strings(entry.value, "values"), entry.keySpan)
        checkThatNoneMatch(entry.value)
      case .personal: isPersonal = scalars.bool(entry.value, "personal") ?? false
      }
    }
    if !givesType { missingKey("type", in: declaration.id, at: declaration.span, help: "add 'type: string'") }
    if let type, let values, type != .string, type != .strings {
      error(
        .valuesWithoutStrings,
        "only strings have 'values', '\(declaration.id)' is of type '\(type.rawValue)'",
        at: values.span, help: "remove 'values', or make the type 'string'")
    }
    return type.map {
      let list = values?.list
      return Attribute(
        path: declaration.id, type: $0, values: list?.isEmpty == true ? nil : list, isPersonal: isPersonal)
    }
  }

  /// States name a value in any case: two that differ in nothing else could not be told apart.
  private func checkThatNoneMatch(_ node: Node) {
    var firsts: [String: (text: String, span: SourceSpan)] = [:]
    var nodes: [Node] { if case .sequence(let nodes) = node.content { nodes } else { [node] } }
    for node in nodes where !node.text.isEmpty {
      let folded = node.text.foldedName
      guard let first = firsts[folded] else {
        firsts[folded] = (node.text, node.span)
        continue
      }
      // The very same text twice is a repeat, which is reported already.
      guard ExactText(first.text) != ExactText(node.text) else { continue }
      error(
        .valuesMatch, "'\(node.text)' and '\(first.text)' are one value for states, whatever their case",
        at: node.span,
        help: "keep one of the two; rule files write it in that spelling",
        notes: [Diagnostic.Note("'\(first.text)' stands here", at: location(first.span))])
    }
  }

  private func factType(_ node: Node, _ name: String) -> FactType? {
    scalars.choice(node, name, as: FactType.self, "type", unknown: .unknownType)
  }
}

extension DiagnosticID {
  static let builtInAttributeType = DiagnosticID(
    "built-in-attribute-type",
    page: """
      The attributes 'account.id', 'account.name', 'person.language' and 'person.time_zone' are always \
      there, as strings. They may be declared again, for example to mark them as personal, but not with \
      another type.
      """)

  static let unknownType = DiagnosticID(
    "unknown-type",
    page: """
      The type of an attribute is one of: bool (true or false), int (whole numbers), number, string (a \
      text), timestamp (a date or an instant), strings (a list of texts). For example 'account.employees: \
      integer' should be 'account.employees: int'.
      """)

  static let valuesMatch = DiagnosticID(
    "values-match",
    page: """
      Two of the 'values' of an attribute differ only in upper and lower case, or in how an accented letter is \
      encoded. A state that says either is taken to mean the one in the spelling of the book, so that only one of the \
      two can be there. Remove one, or make their difference one of letters.
      """)

  static let valuesWithoutStrings = DiagnosticID(
    "values-without-strings",
    page: """
      'values' lists the only texts that an attribute may have. It makes no sense for numbers, dates, true \
      and false. Remove it, or change the type to 'string' or 'strings'.
      """)
}
