import Decisions
import JSON
import Rules

extension EventReader {
  /// Writes what an event says of a person and an account: persona, market and declared attributes, each checked as in a
  /// state. A null takes back what was known; below an object, all of it.
  mutating func writeProfile(_ document: borrowing JSONDocument, to writer: inout JSONWriter) {
    guard let token = self[.profile], fields.isObject(document, token) else { return }
    var profile = JSONWriter()
    profile.object { writer in
      for (key, value) in document.members(of: token) {
        if document.equals(key, "persona") {
          writePerson(.persona, document, value, to: &writer)
        } else if document.equals(key, "market") {
          writePerson(.market, document, value, to: &writer)
        } else {
          writeAttribute(document, key, value, in: plan.attributeTree, to: &writer)
        }
      }
    }
    if profile.bytes.count > 2 { writer.member("profile", raw: profile.bytes) }
  }

  private mutating func writePerson(
    _ key: StateKey, _ document: borrowing JSONDocument, _ value: JSONToken, to writer: inout JSONWriter
  ) {
    var id: String?
    if document.kind(of: value) != .null {
      guard let name = fields.string(document, value) else { return }
      id =
        key == .persona
        ? vocabulary.personas.index(named: name).map { vocabulary.personas[$0].id }
        : vocabulary.markets.index(named: name).map { vocabulary.markets[$0].id }
      if id == nil {
        let ids = key == .persona ? vocabulary.personas.items.map(\.id) : vocabulary.markets.items.map(\.id)
        return refuseUnknown(document, value, key.rawValue, name, among: ids)
      }
    }
    writer.member(named: key.rawValue) { writer in
      if let id { writer.string(id) } else { writer.null() }
    }
  }

  private mutating func writeAttribute(
    _ document: borrowing JSONDocument, _ key: JSONToken, _ value: JSONToken, in tree: AttributeTree,
    to writer: inout JSONWriter
  ) {
    guard let node = tree.child(key, in: document) else {
      guard document.kind(of: value) != .null else { return }
      let detail = "undeclared attribute '\(document.string(at: key))'; it is not remembered"
      if limits.refusesUnknown { return fields.refuse(document, value, detail, .unknownKey) }
      return warn(document, value, detail)
    }
    let name = document.string(at: key)
    guard let index = node.attribute else {
      if document.kind(of: value) == .null { return writeNull(named: name, node, to: &writer) }
      guard fields.isObject(document, value) else { return }
      var inner = JSONWriter()
      inner.object {
        for (key, value) in document.members(of: value) {
          writeAttribute(document, key, value, in: node, to: &$0)
        }
      }
      if inner.bytes.count > 2 { writer.member(named: name) { $0.raw(inner.bytes) } }
      return
    }
    if index == plan.accountIDAttribute {
      return fields.refuse(document, value, "the account is named by the event's own 'account'")
    }
    let attribute = plan.book.attributes[index]
    guard !attribute.isPersonal || limits.keepsPersonal else {
      return warn(
        document, value,
        "'\(attribute.path)' is personal and not remembered; 'journeys.personal: keep' in the configuration remembers it"
      )
    }
    if accepts(document, value, attribute: index) {
      writer.member(named: name) { writer in writer.copy(value, of: document) }
    }
  }

  private mutating func accepts(
    _ document: borrowing JSONDocument, _ value: JSONToken, attribute index: Int
  ) -> Bool {
    var values = values ?? AttributeValueReader(plan, fields)
    values.fields = fields
    let known = values.warnings.count
    let isKept = values.accepts(document, value, attribute: index)
    fields = values.fields
    self.values = values
    warnings += values.warnings.dropFirst(known)
    return isKept
  }

  /// Takes back every attribute below a node.
  private func writeNull(named name: String, _ node: AttributeTree, to writer: inout JSONWriter) {
    writer.member(named: name) { writer in
      if node.attribute != nil { return writer.null() }
      writer.object { writer in
        for (name, child) in node.children.sorted(by: { bytesPrecede($0.key, $1.key) })
        where child.attribute != plan.accountIDAttribute {
          writeNull(named: name, child, to: &writer)
        }
      }
    }
  }
}
