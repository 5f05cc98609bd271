/// Why a decision of the log cannot be made again exactly.
package enum Obstacle: Sendable, Hashable {
  /// The rule book of this revision is not beside the log.
  case bookMissing(revision: String)
  /// Its files are not as they were.
  case bookChanged(revision: String)
  /// This version finds a mistake in it.
  case bookBroken(revision: String, mistake: String)
  /// Its state cannot be read any more, for this reason.
  case stateRefused(pointer: String, detail: String)
  /// The log has a hash in the place of a personal attribute, and these read it.
  case masked(attribute: String, readers: [String])
  /// Journeys are hashed, and this depends on their ids.
  case hashedJourneys(what: String)
  /// The log was written by another version; nil: by one that did not say.
  case otherVersion(String?)
  /// It depends on the rules of these time zones, of which machines may know different things.
  case timeZones([String])
  /// Its digest is not that of the record: somebody has changed the line.
  case lineChanged
  /// None of the above.
  case unknown

  /// In a few words, without what differs from line to line.
  package var text: String {
    switch self {
    case .bookMissing(let revision): "rule book \(revision) is not beside the log"
    case .bookChanged(let revision): "rule book \(revision) is not as it was when it decided"
    case .bookBroken(let revision, let mistake):
      "this version of Waymark finds a mistake in rule book \(revision): \(mistake)"
    case .stateRefused(let pointer, let detail): "the state is refused: \(detail) (\(pointer))"
    case .masked(let attribute, let readers):
      "the log has a hash in the place of the personal attribute '\(attribute)', which \(Self.list(readers)) "
        + "read\(readers.count == 1 ? "s" : "")"
    case .hashedJourneys(let what): "the log has hashes in the place of journeys, and \(what)"
    case .otherVersion(let version?): "it was decided by Waymark \(version)"
    case .otherVersion(nil): "it was decided by a version of Waymark that the log does not name"
    case .timeZones(let zones):
      "it depends on the time zone\(zones.count == 1 ? "" : "s") \(zones.joined(separator: ", ")), of which this "
        + "machine may know something else"
    case .lineChanged: "the line is not as it was written: its digest is that of another record"
    case .unknown: "nothing that is known explains it"
    }
  }

  /// A stable word, for programs.
  package var word: String {
    switch self {
    case .bookMissing: "book-missing"
    case .bookChanged: "book-changed"
    case .bookBroken: "book-broken"
    case .stateRefused: "state-refused"
    case .masked: "masked"
    case .hashedJourneys: "hashed-journeys"
    case .otherVersion: "other-version"
    case .timeZones: "time-zones"
    case .lineChanged: "line-changed"
    case .unknown: "unknown"
    }
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(3).joined(separator: ", ")
    return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
  }
}
