import Decisions
import JSON
import Rules

/// The state that was decided on: what the rule book knows of it, without what is personal.
extension RecordWriter {
  private static let stateKeys = StateKey.allCases
  private static let stateNames = JSONNames(stateKeys.map(\.rawValue))
  private static let painPointNames = JSONNames(["id", "severity"])
  private static let touchpointNames = JSONNames(["type", "at", "sentiment", "channel"])
  private static let memberNames = JSONNames(["journey", "persona", "role", "stage", "engaged"])
  private static let contactNames = JSONNames([
    "action", "kind", "group", "channel", "at", "outcome", "decision",
  ])
  private static let consentNames = JSONNames(["given", "at"])

  func write(stateOf entry: DecisionEntry, to writer: inout JSONWriter) {
    let document = entry.document
    let plan = entry.book.plan
    writer.object {
      for (key, value) in document.members(of: entry.token) where document.kind(of: value) != .null {
        guard let known = Self.stateNames.index(of: key, in: document) else {
          writeAttribute(document, key, value, in: plan.attributeTree, plan, to: &$0)
          continue
        }
        $0.key(copying: key, of: document)
        switch Self.stateKeys[known] {
        case .journey: write(document, value, as: .journey, to: &$0)
        case .market, .stage, .stageEntered, .persona, .sentiment, .now, .triggers:
          $0.copy(value, of: document)
        case .painPoints: write(value, of: document, names: Self.painPointNames, to: &$0)
        case .touchpoints: write(value, of: document, names: Self.touchpointNames, to: &$0)
        case .buyingGroup: write(value, of: document, names: Self.memberNames, to: &$0)
        case .contacts: write(value, of: document, names: Self.contactNames, to: &$0)
        case .consent: writeConsent(document, value, plan.book.vocabulary, to: &$0)
        }
      }
    }
  }

  /// Writes the name of somebody; an empty one where it is no string.
  private func write(
    _ document: JSONDocument, _ name: JSONToken, as kind: Pseudonyms.Kind, to writer: inout JSONWriter
  ) {
    if hidesJourneys {
      writer.string(pseudonyms.hash(kind, document.string(at: name)))
    } else {
      document.withUTF8(of: name) { writer.string($0) }
    }
  }

  /// Writes a list; of the objects in it, only the members with some names.
  private func write(
    _ list: JSONToken, of document: JSONDocument, names: JSONNames, to writer: inout JSONWriter
  ) {
    writer.array(of: document.elements(of: list)) { writer, entry in
      guard document.kind(of: entry) == .object else { return writer.copy(entry, of: document) }
      writer.object {
        for (key, value) in document.members(of: entry)
        where document.kind(of: value) != .null && names.index(of: key, in: document) != nil {
          $0.key(copying: key, of: document)
          if document.kind(of: value) == .string, document.equals(key, "journey") {
            write(document, value, as: .journey, to: &$0)
          } else {
            $0.copy(value, of: document)
          }
        }
      }
    }
  }

  private func writeConsent(
    _ document: JSONDocument, _ token: JSONToken, _ vocabulary: Vocabulary, to writer: inout JSONWriter
  ) {
    writer.object {
      for (key, value) in document.members(of: token) where document.kind(of: value) != .null {
        guard vocabulary.channels.index(named: document.string(at: key)) != nil else { continue }
        $0.key(copying: key, of: document)
        guard document.kind(of: value) == .object else {
          $0.copy(value, of: document)
          continue
        }
        $0.object {
          for (key, value) in document.members(of: value)
          where Self.consentNames.index(of: key, in: document) != nil && document.kind(of: value) != .null {
            $0.key(copying: key, of: document)
            $0.copy(value, of: document)
          }
        }
      }
    }
  }

  /// Writes a member that leads to declared attributes; nothing of any other.
  private func writeAttribute(
    _ document: JSONDocument, _ key: JSONToken, _ value: JSONToken, in tree: AttributeTree,
    _ plan: DecisionPlan, to writer: inout JSONWriter
  ) {
    guard document.kind(of: value) != .null, let node = tree.child(key, in: document) else {
      return
    }
    guard let index = node.attribute else {
      writer.key(copying: key, of: document)
      return writer.object {
        for (key, value) in document.members(of: value) {
          writeAttribute(document, key, value, in: node, plan, to: &$0)
        }
      }
    }
    let attribute = plan.book.attributes[index]
    guard !attribute.isPersonal || plan.readsAttribute[index] else { return }
    writer.key(copying: key, of: document)
    if attribute.isPersonal {
      writeHashed(document, value, of: attribute.path, to: &writer)
    } else if index == plan.accountIDAttribute {
      write(document, value, as: .account, to: &writer)
    } else {
      writer.copy(value, of: document)
    }
  }

  /// Hashes a value; of a list, each of its values.
  private func writeHashed(
    _ document: JSONDocument, _ value: JSONToken, of path: String, to writer: inout JSONWriter
  ) {
    switch document.kind(of: value) {
    case .array:
      writer.array(of: document.elements(of: value)) { writeHashed(document, $1, of: path, to: &$0) }
    case .string: writer.string(pseudonyms.hash(.attribute, of: path, document.string(at: value)))
    case .null: writer.null()
    case .bool, .number, .object:
      let text = String(decoding: document.rawBytes(of: value), as: UTF8.self)
      writer.string(pseudonyms.hash(.attribute, of: path, text))
    }
  }
}
