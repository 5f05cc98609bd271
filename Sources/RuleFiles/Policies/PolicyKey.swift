import Diagnostics
import Rules
import YAML

/// The policies of a book, by their keys.
enum PolicyKey: String, MappingKey {
  case timeZone = "time_zone"
  case language, limit, spread
  case sameContactWithin = "same_contact_within"
  case engagedWithin = "engaged_within"
  case buyingGroup = "buying_group"
  case quietHours = "quiet_hours"
  case caps, pauses, holdout, fallback

  /// True where the entries of several files are put together, by id.
  var merges: Bool { self == .quietHours || self == .caps || self == .pauses }
}

/// One policy as a file gives it.
struct PolicyEntry {
  let key: PolicyKey
  let entry: Mapping.Entry
  /// That of the file that it stands in.
  let context: ReadingContext
}
