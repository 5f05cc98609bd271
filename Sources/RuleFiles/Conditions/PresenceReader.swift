import Diagnostics
import Rules
import YAML

/// What may be asked of pain points and triggers; only pain points have a severity.
enum PresenceKey: String, MappingKey {
  case any, all, none
  case minSeverity = "min_severity"

  /// Those that fit pain points, or triggers.
  static func keys(of kind: IDKind) -> [PresenceKey] { kind == .painPoint ? ofPainPoints : ofTriggers }

  private static let ofPainPoints = allCases
  private static let ofTriggers: [PresenceKey] = [.any, .all, .none]
}

/// Reads what is asked of the pain points or the triggers.
struct PresenceReader: NodeReader {
  let context: ReadingContext

  /// What is asked of the pain points or the triggers.
  func read(_ node: Node, _ key: ConditionKey, of kind: IDKind) -> Condition.Presence? {
    guard case .mapping(let mapping) = node.content else {
      return references.references(node, key.rawValue, to: kind, both: .all).map {
        Condition.Presence(any: $0)
      }
    }
    if reportsBraces(mapping, key.rawValue, at: node.span, isKnown: { PresenceKey(rawValue: $0) != nil }) {
      return nil
    }
    var presence = Condition.Presence()
    var asks = false
    var nodes: [PresenceKey: Node] = [:]
    keys(of: mapping, key.rawValue, among: PresenceKey.keys(of: kind)) { part, entry in
      nodes[part] = entry.value
      asks = asks || part != .minSeverity
      switch part {
      case .any: presence.any = references.references(entry.value, "any", to: kind, both: .insteadOfAny)
      case .all: presence.all = references.references(entry.value, "all", to: kind)
      case .none: presence.none = references.references(entry.value, "none", to: kind)
      case .minSeverity: presence.minSeverity = scalars.number(entry.value, "min_severity", in: 0...1)
      }
    }
    guard asks else {
      if mapping.entries.isEmpty || nodes[.minSeverity] != nil {
        error(
          .presenceWithoutIDs, "'\(key.rawValue)' names no \(kind.noun)", at: node.span,
          help: "add 'any', 'all' or 'none' with ids")
      }
      return nil
    }
    if let none = presence.none, let node = nodes[.none] {
      checkContradiction(none, presence, symbols[kind], at: node.span)
    }
    return presence
  }

  /// What must not be there cannot be asked for as well.
  private func checkContradiction(
    _ none: [Int], _ presence: Condition.Presence, _ table: IDTable, at span: SourceSpan
  ) {
    let asked = Set(presence.any ?? []).union(presence.all ?? [])
    for index in none.withoutRepeats where asked.contains(index) {
      let key = presence.any?.contains(index) == true ? "any" : "all"
      error(
        .idInAnyAndNone, "'\(table.ids[index])' is asked for under '\(key)' and ruled out under 'none'",
        at: span,
        help: "remove it from one of the two")
    }
  }
}

extension NodeReader {
  var presences: PresenceReader { PresenceReader(context: context) }
}

extension DiagnosticID {
  static let presenceWithoutIDs = DiagnosticID(
    "presence-without-ids",
    page: """
      A condition on pain points or triggers says nothing about which ones. 'min_severity' alone is not \
      enough: it says how severe a pain point has to be to count, not which one is asked for. Write for \
      example 'pain_points: {any: [price, late-delivery], min_severity: 0.6}'.
      """)

  static let idInAnyAndNone = DiagnosticID(
    "id-in-any-and-none",
    page: """
      The same id is asked for and ruled out in one condition, so that part of it can never hold. Remove \
      the id from one of the two lists.
      """)
}
