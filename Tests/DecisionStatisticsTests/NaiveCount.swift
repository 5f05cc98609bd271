import Foundation

/// Counts records as one would by hand: slow, with everything in memory.
struct NaiveCount {
  typealias Object = [String: Any]
  let all: [Object]
  let decisions: [Object]
  private let since: String?

  init(_ records: [String], since: String?, until: String?) throws {
    self.since = since
    all = try records.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? Object ?? [:] }
    decisions = all.filter { record in
      guard let at = record["at"] as? String else { return false }
      return (since.map { $0 <= at } ?? true) && (until.map { at < $0 } ?? true)
    }
  }

  static func list(_ key: String, _ object: Any?) -> [Object] { (object as? Object)?[key] as? [Object] ?? [] }

  static func decision(_ record: Object) -> Object { record["decision"] as? Object ?? [:] }

  static func recommendations(_ record: Object) -> [Object] { list("recommendations", decision(record)) }

  static func heldBack(_ record: Object) -> [Object] { list("held_back", decision(record)) }

  static func place(_ key: String, _ record: Object) -> String {
    (decision(record)[key] as? Object)?["id"] as? String ?? "unknown"
  }

  func count(_ holds: (Object) -> Bool) -> Int { decisions.count(where: holds) }

  static func recommends(_ record: Object, _ rule: String, first: Bool = false) -> Bool {
    let entries = first ? Array(recommendations(record).prefix(1)) : recommendations(record)
    return entries.contains { ($0["rules"] as? [String] ?? []).contains(rule) }
  }

  /// The outcomes of each contact of the decisions that are counted, by decision and action: as they were seen last.
  var contacts: [[String]: [String]] {
    var seen: [[String]: (at: String, outcomes: [String])] = [:]
    for record in all {
      let at = record["at"] as? String ?? ""
      if let since, at < since { continue }
      let considered = record["considered"]
      let lists =
        [Self.list("contacts", considered)]
        + Self.list("others", considered).map { Self.list("contacts", $0) }
      for contact in lists.joined() {
        guard let decision = contact["decision"] as? String, let action = contact["action"] as? String else {
          continue
        }
        let outcomes = Self.list("outcomes", contact).compactMap { $0["outcome"] as? String }
        if let known = seen[[decision, action]], known.at > at { continue }
        seen[[decision, action]] = (at, outcomes)
      }
    }
    let advice = Dictionary(
      decisions.map {
        ($0["id"] as? String ?? "", Self.recommendations($0).compactMap { $0["action"] as? String })
      },
      uniquingKeysWith: { $1 })
    return seen.filter { advice[$0.key[0]]?.contains($0.key[1]) ?? false }.mapValues(\.outcomes)
  }

  /// The rules behind an action of a decision.
  func rules(_ decision: String, _ action: String) -> [String] {
    let record = decisions.first { $0["id"] as? String == decision } ?? [:]
    return Self.recommendations(record).first { $0["action"] as? String == action }?["rules"] as? [String]
      ?? []
  }
}
