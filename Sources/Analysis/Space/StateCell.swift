/// Values of a dimension that no condition of either book tells apart.
package enum StateCell: Sendable, Hashable {
  /// The state does not say.
  case unknown
  case no, yes
  /// An id, or a text, that is named.
  case named(String)
  /// Any text that is not named.
  case other
  /// A number, exactly.
  case point(Double)
  /// The numbers between two; nil: without a bound. Neither end is in.
  case between(Double?, Double?)
  /// A pain point that is there, without a severity of its own.
  case usual
  /// A pain point with a severity from the first on, below the second; nil: up to 1.
  case severity(from: Double, below: Double?)
  /// From the first on, up to the second; nil: or more.
  case count(from: Int, upTo: Int?)
  /// An expression that failed.
  case failed
}

/// One thing in which states differ, cut into cells.
package struct Dimension: Sendable {
  package let subject: Subject
  /// At least one.
  package let cells: [StateCell]
}
