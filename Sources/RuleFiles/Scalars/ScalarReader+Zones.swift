import Diagnostics
import Time
import YAML

extension ScalarReader {
  /// A time zone of the IANA database.
  func zone(_ node: Node, _ name: String) -> Zone? {
    guard let scalar = scalar(node, name) else { return nil }
    if let zone = symbols.zone(named: scalar.text) { return zone }
    error(
      .unknownTimeZone, "unknown time zone '\(scalar.shortText)'", at: node.span,
      advice: zoneAdvice(scalar.text))
    return nil
  }

  private func zoneAdvice(_ text: String) -> Advice {
    if let zone = ZoneNames.near(text) { return Advice("write a name such as '\(zone)'") }
    return diagnostics.suggestion(for: text, among: Array(ZoneNames.all))
      ?? Advice("write a name such as 'Europe/Copenhagen', or 'UTC'")
  }
}

extension DiagnosticID {
  static let unknownTimeZone = DiagnosticID(
    "unknown-time-zone",
    page: """
      Time zones are named by region and city, as in 'Europe/Copenhagen' or 'America/New_York', because \
      only these know when clocks change. The names are those of the machine's IANA database, in its spelling. \
      Abbreviations such as 'CEST' or 'BST', which mean other times in other places, and offsets such as '+02:00' \
      are no time zones; a fixed offset has a name such as 'Etc/GMT-2' (two hours ahead of UTC).
      """)
}
