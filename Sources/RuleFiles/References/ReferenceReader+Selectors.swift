import Diagnostics
import Rules
import YAML

/// The keys by which contacts and candidates are selected.
enum SelectorKey: String, MappingKey {
  case action, kind, group, channel
}

extension ReferenceReader {
  /// Reads one key of a selector: an id or a list of ids.
  func select(_ key: SelectorKey, _ node: Node, _ selector: inout ContactSelector) {
    switch key {
    case .action: selector.actions = references(node, "action", to: .action)
    case .kind: selector.kinds = references(node, "kind", to: .kind)
    case .group: selector.groups = references(node, "group", to: .group)
    case .channel: selector.channels = references(node, "channel", to: .channel)
    }
  }

  /// One outcome or several that can be counted.
  func outcomes(_ node: Node, _ name: String) -> OutcomeSet? {
    scalars.choices(node, name, as: CountedOutcome.self, "outcome", unknown: .unknownOutcome).map {
      $0.reduce(into: OutcomeSet()) { $0.insert(OutcomeSet($1.outcome)) }
    }
  }
}

/// An outcome that a rule may ask for. A contact that was not sent is none, so that outcome is not among
/// them.
struct CountedOutcome: RawRepresentable, CaseIterable, Hashable {
  let outcome: Outcome

  static let allCases = Outcome.allCases.filter { $0 != .notSent }.map { Self(outcome: $0) }

  var rawValue: String { outcome.rawValue }

  init(outcome: Outcome) { self.outcome = outcome }

  init?(rawValue: String) {
    guard let outcome = Outcome(rawValue: rawValue), outcome != .notSent else { return nil }
    self.outcome = outcome
  }
}

extension DiagnosticID {
  static let unknownOutcome = DiagnosticID(
    "unknown-outcome",
    page: """
      What came of a contact is one of: \
      \(CountedOutcome.allCases.map(\.rawValue).joined(separator: ", ")). For example 'outcomes: [rejected]' should be 'outcomes: \
      [dismissed]'. 'not_sent' cannot be asked for: it says that there was no contact.
      """)
}
