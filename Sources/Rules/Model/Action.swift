package import Diagnostics
package import Time

/// A value of the rule file, as the JSON that answers carry: compact, numbers and strings as in every answer,
/// keys in the order of the file.
package struct RawJSON: Sendable, Hashable {
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }
}

/// A stretch of time with an exclusive end; either end may be open.
package struct Availability: Sendable {
  package let from: Instant?
  package let until: Instant?

  package init(from: Instant? = nil, until: Instant? = nil) {
    self.from = from
    self.until = until
  }

  package func contains(_ instant: Instant) -> Bool {
    if let from, instant < from { return false }
    if let until, instant >= until { return false }
    return true
  }
}

/// Something that the business may do for a customer.
package struct Action: Sendable {
  package let id: String
  /// Index into `RuleBook.kinds`.
  package let kind: Int
  /// Index into `RuleBook.groups`.
  package let group: Int?
  package let title: Localized<String>?
  /// Indices of channels in order of preference; empty where none is needed.
  package let channels: [Int]
  /// By index of a channel.
  package let treatments: [Int: RawJSON]
  package let payload: RawJSON?
  /// From 0 to 100.
  package let weight: Double
  package let available: Availability
  package let eligible: Condition?
  package let cooldown: TimeSpan?
  /// Contact caps do not hold it back.
  package let isExemptFromCaps: Bool
  /// A contact with it counts toward contact caps.
  package let countsTowardCaps: Bool
  package let location: SourceLocation

  package init(
    id: String, kind: Int, group: Int?, title: Localized<String>?, channels: [Int],
    treatments: [Int: RawJSON], payload: RawJSON?, weight: Double, available: Availability,
    eligible: Condition?, cooldown: TimeSpan?, isExemptFromCaps: Bool, countsTowardCaps: Bool,
    location: SourceLocation
  ) {
    self.id = id
    self.kind = kind
    self.group = group
    self.title = title
    self.channels = channels
    self.treatments = treatments
    self.payload = payload
    self.weight = weight
    self.available = available
    self.eligible = eligible
    self.cooldown = cooldown
    self.isExemptFromCaps = isExemptFromCaps
    self.countsTowardCaps = countsTowardCaps
    self.location = location
  }
}
