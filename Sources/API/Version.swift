/// Which Waymark this is. It stands here alone: the command, the manual and the package read it from here.
package enum Version {
  package static let current = "0.2.0"
  /// The day on which it was made, as RFC 3339 writes it.
  package static let day = "2026-11-28"
}
