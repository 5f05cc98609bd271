import ArgumentParser

extension ClosedRange<Int> {
  /// Refuses a value of an option that is not in the range.
  func validate(_ value: Int?, of option: String) throws {
    guard let value, !contains(value) else { return }
    throw ValidationError("'\(option)' is a whole number from \(lowerBound) to \(upperBound).")
  }
}
