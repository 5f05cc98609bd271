package import JSON
package import Journeys

extension EventReader {
  /// Whether a line of an import is an event rather than a contact: it has no action, and says something that only events
  /// say, or no more than whose account somebody belongs to, and since when.
  package static func isEvent(_ document: borrowing JSONDocument) -> Bool {
    var keys: Set<String> = []
    for (key, value) in document.members(of: document.root) where document.kind(of: value) != .null {
      keys.insert(document.string(at: key))
    }
    guard !keys.contains("action") else { return false }
    return !keys.isDisjoint(with: ownKeys) || keys == accountKeys
  }

  /// The keys that no contact has.
  private static let ownKeys = Set(EventKey.allCases.map(\.rawValue)).subtracting(ReportReader.contactKeys)
  private static let accountKeys = Set([EventKey.journey, .at, .account].map(\.rawValue))
}
