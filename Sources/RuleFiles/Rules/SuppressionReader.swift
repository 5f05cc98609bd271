import Diagnostics
import Rules
import YAML

/// The keys of 'suppress'.
enum SuppressionKey: String, MappingKey { case all, action, kind, group, channel, except }

/// Reads which candidates a suppress rule holds back.
struct SuppressionReader: NodeReader {
  let context: ReadingContext

  /// Which candidates a suppress rule holds back.
  func read(_ node: Node) -> Suppression? {
    guard let mapping = mapping(node, "suppress", help: help(node)) else {
      return nil
    }
    var selector = ContactSelector()
    var all: SourceSpan?
    var selectorSpan: SourceSpan?
    var exceptSpan: SourceSpan?
    var except: ContactSelector?
    keys(of: mapping, "suppress", as: SuppressionKey.self) { key, entry in
      switch key {
      case .all:
        all = entry.keySpan
        if scalars.bool(entry.value, "all") == false {
          error(
            .suppressesNothing, "'all: false' suppresses nothing", at: entry.keySpan,
            help: "write 'all: true', or say what is suppressed: {group: …}")
        }
      case .except:
        exceptSpan = entry.keySpan
        except = exception(entry.value)
      case .action, .kind, .group, .channel:
        selectorSpan = selectorSpan ?? entry.keySpan
        if let key = SelectorKey(rawValue: key.rawValue) { references.select(key, entry.value, &selector) }
      }
    }
    if let all, let selectorSpan {
      error(
        .allBesideOthers, "'all' stands beside a key that selects", at: all,
        help: "remove 'all', or the other keys",
        notes: [Diagnostic.Note("this key", at: location(selectorSpan))])
    }
    guard all != nil || selectorSpan != nil else {
      if mapping.entries.isEmpty || exceptSpan != nil {
        error(
          .suppressesNothing, "'suppress' does not say what", at: exceptSpan ?? node.span,
          help: "add 'all: true', or 'action', 'kind', 'group' or 'channel'")
      }
      return nil
    }
    return Suppression(selector: selectorSpan == nil ? nil : selector, except: except)
  }

  private func help(_ node: Node) -> String {
    if case .scalar(let scalar) = node.content, ["all", "true", "alt", "everything"].contains(scalar.text) {
      return "write {all: true}"
    }
    let ids = if case .sequence(let nodes) = node.content { nodes.map(\.text) } else { [node.text] }
    guard ids.allSatisfy({ symbols[.action].index(of: $0) != nil }) else {
      return "write {all: true}, or {group: …}"
    }
    return "write {action: \(ids.count == 1 ? ids[0] : MeantList.written(ids))}"
  }

  /// What a suppression spares.
  private func exception(_ node: Node) -> ContactSelector? {
    guard let mapping = mapping(node, "except", help: "write {kind: …}") else { return nil }
    if mapping.entries.isEmpty {
      error(
        .exceptsNothing, "'except' spares nothing", at: node.span,
        help: "add 'action', 'kind', 'group' or 'channel', or remove 'except'")
      return nil
    }
    var selector = ContactSelector()
    for entry in mapping.entries {
      if entry.key.text == "all" {
        error(
          .exceptAll, "'except' cannot spare all", at: entry.keySpan,
          help: "name what is spared; to switch a rule off, write 'enabled: false'")
      } else if let key = SelectorKey(rawValue: entry.key.text) {
        if hasValue(entry) { references.select(key, entry.value, &selector) }
      } else {
        unknownKey(entry, in: "except", among: SelectorKey.allCases.map(\.rawValue))
      }
    }
    return selector
  }
}

extension DiagnosticID {
  static let suppressesNothing = DiagnosticID(
    "suppresses-nothing",
    page: """
      A suppress rule has to say what it holds back: everything ('suppress: {all: true}'), or the \
      candidates that match 'action', 'kind', 'group' or 'channel', such as 'suppress: {group: offers}'. \
      Without that it would do nothing, although it looks like a safeguard.
      """)

  static let allBesideOthers = DiagnosticID(
    "all-beside-others",
    page: """
      'suppress' says 'all' and also names an action, kind, group or channel. It is either everything or a \
      selection. To hold back everything but something, write 'suppress: {all: true, except: {kind: \
      service}}'.
      """)

  static let exceptsNothing = DiagnosticID(
    "excepts-nothing",
    page: """
      'except' under 'suppress' is empty. It names what is spared, by 'action', 'kind', 'group' or \
      'channel', such as 'except: {kind: apology}'. If nothing is spared, leave it out.
      """)

  static let exceptAll = DiagnosticID(
    "except-all",
    page: """
      A suppress rule spares everything, so that it would hold back nothing. Name what is spared, or write \
      'enabled: false' to switch the rule off.
      """)
}
