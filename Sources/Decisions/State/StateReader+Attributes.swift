import JSON
import Rules

extension StateReader {
  /// Reads a member of an object of attributes.
  mutating func readAttribute(
    _ document: borrowing JSONDocument, _ key: JSONToken, _ value: JSONToken, in tree: AttributeTree
  ) {
    guard document.kind(of: value) != .null else { return }
    guard let node = tree.child(key, in: document) else {
      refuseHugeNumbers(document, value)
      let name = document.string(at: key)
      let isRoot = tree === plan.attributeTree
      let hint = hint(name, tree.children.keys + (isRoot ? StateKey.allCases.map(\.rawValue) : []))
      warn(document, value, "undeclared attribute '\(name)'\(hint)", .unknownKey)
      return
    }
    if let attribute = node.attribute {
      state.attributes[attribute] = attributeValue(document, value, attribute)
    } else if fields.isObject(document, value) {
      for (key, value) in document.members(of: value) {
        readAttribute(document, key, value, in: node)
      }
    }
  }

  mutating func attributeValue(
    _ document: borrowing JSONDocument, _ token: JSONToken, _ index: Int
  ) -> FactValue {
    let attribute = plan.book.attributes[index]
    switch attribute.type {
    case .bool: return fields.bool(document, token).map { .bool($0) } ?? .absent
    case .int:
      guard document.kind(of: token) == .number else {
        fields.expected("a whole number", document, token)
        return .absent
      }
      guard let value = document.int64(at: token) else {
        fields.expected("a whole number of at most 64 bits", document, token)
        return .absent
      }
      return .int(value)
    case .number:
      guard let value = fields.number(document, token) else { return .absent }
      return .double(value)
    case .timestamp: return fields.instant(document, token).map { .instant($0) } ?? .absent
    case .string:
      let given =
        index == plan.wellKnown.accountID ? fields.callersID(document, token) : fields.string(document, token)
      guard let given, let text = word(given, of: index, document, token) else { return .absent }
      if keepsText(of: index) { state.texts[index] = [text] }
      return .string(plan.interner.symbol(of: text))
    case .strings:
      guard fields.isList(document, token) else { return .absent }
      var texts: [String] = []
      for element in document.elements(of: token) where document.kind(of: element) != .null {
        guard document.kind(of: element) == .string else {
          fields.expected("a string", document, element)
          continue
        }
        if let text = word(document.string(at: element), of: index, document, element) { texts.append(text) }
      }
      if keepsText(of: index) { state.texts[index] = texts }
      state.lists.append(texts.map { plan.interner.symbol(of: $0) })
      return .strings(Int32(state.lists.count - 1))
    }
  }

  /// A text as the attribute's `values` spell it; nil, with a warning, where it is none of them.
  private mutating func word(
    _ text: String, of index: Int, _ document: borrowing JSONDocument, _ token: JSONToken
  ) -> String? {
    guard let values = plan.attributeValues[index] else { return text }
    if let value = values.spelling(of: text) { return value }
    let attribute = plan.book.attributes[index]
    let hint = hint(text, attribute.values ?? [])
    warn(document, token, "'\(text)' is none of the values of '\(attribute.path)'\(hint)", .unknownName)
    return nil
  }
}
