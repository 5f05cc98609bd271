import Diagnostics
import Rules
import Time
import YAML

/// The keys of a pause.
enum PauseKey: String, MappingKey {
  case action, kind, group, channel, per, after, outcomes, within, pause
}

/// Reads pauses: how long to wait after contacts that came to nothing.
struct PauseReader: NodeReader {
  let context: ReadingContext

  func read(_ id: String, _ entry: Mapping.Entry) -> Pause? {
    guard
      let mapping = mapping(
        entry.value, id, help: "write {after: 3, outcomes: [dismissed], within: 30d, pause: 60d}")
    else { return nil }
    var selector = ContactSelector()
    var scope = Scope.journey
    var after: Int?
    var outcomes: OutcomeSet?
    var within: TimeSpan?
    var pause: TimeSpan?
    keys(of: mapping, id, as: PauseKey.self) { key, entry in
      let node = entry.value
      switch key {
      case .action: references.select(.action, node, &selector)
      case .kind: references.select(.kind, node, &selector)
      case .group: references.select(.group, node, &selector)
      case .channel: references.select(.channel, node, &selector)
      case .per: scope = scalars.scope(node) ?? scope
      case .after: after = scalars.integer(node, "after", in: 1...1_000)
      case .outcomes: outcomes = references.outcomes(node, "outcomes")
      case .within: within = scalars.duration(node, "within")
      case .pause: pause = scalars.duration(node, "pause")
      }
    }
    for key in [PauseKey.after, .outcomes, .within, .pause] where mapping[key.rawValue] == nil {
      missingKey(key.rawValue, in: id, at: entry.keySpan)
    }
    guard let after, let outcomes, let within, let pause else { return nil }
    return Pause(
      id: id, selector: selector, scope: scope, after: after, outcomes: outcomes, within: within, pause: pause
    )
  }
}
