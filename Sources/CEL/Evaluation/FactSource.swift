/// Where the values of variables come from. A class-bound protocol, as its call costs one indirect jump and no
/// allocation across modules, and a value is only made when an expression asks for it.
package protocol FactSource: AnyObject {
  /// The value of the variable with a slot; unknown where it is not known.
  func value(at slot: Int) -> Value
}

/// Facts that are all there beforehand.
package final class FixedFacts: FactSource, Sendable {
  private let values: [Value]

  /// The values by slot; those beyond are unknown.
  package init(_ values: [Value]) { self.values = values }

  /// The value that was given for the slot.
  package func value(at slot: Int) -> Value { values.indices.contains(slot) ? values[slot] : .unknown }
}
