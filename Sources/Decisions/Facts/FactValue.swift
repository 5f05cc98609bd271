package import Time

/// The value of a fact while deciding: no reference, no allocation.
package enum FactValue: Sendable, Hashable {
  case absent
  case bool(Bool)
  case int(Int64)
  case double(Double)
  /// A symbol of the plan's interner.
  case string(Int32)
  case instant(Instant)
  /// Index into the lists of symbols of a state.
  case strings(Int32)
}
