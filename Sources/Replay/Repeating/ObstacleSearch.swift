import DecisionLog
import Decisions
import JSON
import Rules
import Time

/// Looks for the reason why deciding anew under the rule book of then gives another decision. Each is checked as far as the
/// record and the book tell; the likeliest comes first.
struct ObstacleSearch {
  let record: RecordedDecision
  let book: RuleBook
  /// The version that wrote the log, where its file says so, and this one.
  let versions: (logged: String?, current: String)
  /// Whether the line has the digest of its record.
  let isIntact: Bool

  func obstacles() -> [Obstacle] {
    if !isIntact { return [.lineChanged] }
    var found = masked() + hashedJourneys()
    // What is hidden explains it; what else may be otherwise is not looked for then.
    if !found.isEmpty { return found }
    if versions.logged != versions.current { found.append(.otherVersion(versions.logged)) }
    if let zones { found.append(.timeZones(zones)) }
    return found.isEmpty ? [.unknown] : found
  }

  /// Personal attributes that the state has as a hash and that somebody reads.
  func masked() -> [Obstacle] {
    let readers = AttributeReaders(book)
    return book.attributes.indices.compactMap { index in
      let attribute = book.attributes[index]
      guard attribute.isPersonal, record.hasHash(at: attribute.path) else { return nil }
      var names = readers.names(of: index)
      if Attribute.builtInPaths.contains(attribute.path) { names.append("Waymark itself") }
      return names.isEmpty ? nil : .masked(attribute: attribute.path, readers: names)
    }
  }

  private func hashedJourneys() -> [Obstacle] {
    guard record.hidesJourneys else { return [] }
    if book.policies.holdout != nil {
      return [.hashedJourneys(what: "the holdout is drawn by their ids")]
    }
    let facts: Set<Fact> = [.builtIn(.journey)]
    let rules = AttributeReaders(book).rules(reading: facts)
    guard let first = rules.first else { return [] }
    return [.hashedJourneys(what: "rule '\(book.rules[first].id)' reads their ids")]
  }

  /// The zones that it depends on; nil where there is none that has rules.
  private var zones: [String]? {
    let policies = book.policies
    let counts =
      !policies.quietHours.isEmpty
      || policies.caps.contains { if case .calendar = $0.window { true } else { false } }
    guard counts else { return nil }
    let own = record.text(at: "person.time_zone")
    let zones = [own, policies.zone.name].compactMap(\.self).filter { $0 != "UTC" }
    var seen: Set<String> = []
    let each = zones.filter { seen.insert($0).inserted }
    return each.isEmpty ? nil : each
  }
}

extension RecordedDecision {
  /// Whether the state has a hash in the place of an attribute.
  func hasHash(at path: String) -> Bool {
    guard let token = token(at: path) else { return false }
    return document.isHash(token) || document.elements(of: token).contains { document.isHash($0) }
  }

  /// The text of an attribute; nil where it is none.
  func text(at path: String) -> String? {
    token(at: path).flatMap { document.kind(of: $0) == .string ? document.string(at: $0) : nil }
  }

  /// The value of an attribute in the state.
  func token(at path: String) -> JSONToken? {
    path.split(separator: ".").reduce(state) { place, key in
      place.flatMap { place in
        document.members(of: place).first { document.string(at: $0.key) == key }?.value
      }
    }
  }
}
