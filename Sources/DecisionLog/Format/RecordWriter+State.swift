import Decisions
import JSON
import Rules

/// The state that was decided on: what the rule book knows of it, without what is personal.
extension RecordWriter {
  private static let stateKeys = Dictionary(
    uniqueKeysWithValues: StateKey.allCases.map { ($0.rawValue, $0) })
  private static let painPointKeys: Set<String> = ["id", "severity"]
  private static let touchpointKeys: Set<String> = ["type", "at", "sentiment", "channel"]
  private static let memberKeys: Set<String> = ["journey", "persona", "role", "stage", "engaged"]
  private static let contactKeys: Set<String> = [
    "action", "kind", "group", "channel", "at", "outcome", "decision",
  ]
  private static let consentKeys: Set<String> = ["given", "at"]

  func write(stateOf entry: DecisionEntry, to writer: inout JSONWriter) {
    let document = entry.document
    let plan = entry.book.plan
    writer.object {
      for (key, value) in document.members(of: entry.token) where document.kind(of: value) != .null {
        guard let known = Self.stateKeys[document.string(at: key)] else {
          writeAttribute(document, key, value, in: plan.attributeTree, plan, to: &$0)
          continue
        }
        $0.key(copying: key, of: document)
        switch known {
        case .journey: write(document.string(at: value), as: .journey, to: &$0)
        case .market, .stage, .stageEntered, .persona, .sentiment, .now, .triggers:
          $0.copy(value, of: document)
        case .painPoints: write(value, of: document, keys: Self.painPointKeys, to: &$0)
        case .touchpoints: write(value, of: document, keys: Self.touchpointKeys, to: &$0)
        case .buyingGroup: write(value, of: document, keys: Self.memberKeys, to: &$0)
        case .contacts: write(value, of: document, keys: Self.contactKeys, to: &$0)
        case .consent: writeConsent(document, value, plan.book.vocabulary, to: &$0)
        }
      }
    }
  }

  private func write(_ name: String, as kind: Pseudonyms.Kind, to writer: inout JSONWriter) {
    writer.string(hidesJourneys ? pseudonyms.hash(kind, name) : name)
  }

  /// Writes a list; of the objects in it, only the members with some keys.
  private func write(
    _ list: JSONToken, of document: JSONDocument, keys: Set<String>, to writer: inout JSONWriter
  ) {
    writer.array(of: document.elements(of: list)) { writer, entry in
      guard document.kind(of: entry) == .object else { return writer.copy(entry, of: document) }
      writer.object {
        for (key, value) in document.members(of: entry) where document.kind(of: value) != .null {
          let name = document.string(at: key)
          guard keys.contains(name) else { continue }
          $0.key(copying: key, of: document)
          if name == "journey", document.kind(of: value) == .string {
            write(document.string(at: value), as: .journey, to: &$0)
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
          where Self.consentKeys.contains(document.string(at: key)) && document.kind(of: value) != .null {
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
    guard document.kind(of: value) != .null, let node = tree.children[document.string(at: key)] else {
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
      write(document.string(at: value), as: .account, to: &writer)
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
