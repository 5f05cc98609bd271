import Time

/// The values that pass comparisons: between bounds, among some, and not among others.
struct ValueRange {
  private var low: (value: Literal, isStrict: Bool)?
  private var high: (value: Literal, isStrict: Bool)?
  private var allowed: [Literal]?
  private var excluded: Set<Literal> = []
  private var within: TimeSpan?
  private var olderThan: TimeSpan?
  private var inNext: TimeSpan?
  private var laterThan: TimeSpan?
  private let isWhole: Bool

  init(_ comparisons: [Comparison], isWhole: Bool) {
    self.isWhole = isWhole
    for comparison in comparisons {
      switch comparison {
      case .equal(let value): allow([value])
      case .isIn(let values): allow(values)
      case .notEqual(let value): excluded.insert(value.normal)
      case .isNotIn(let values): excluded.formUnion(values.map(\.normal))
      case .greater(let value): raise(value, isStrict: true)
      case .greaterOrEqual(let value): raise(value, isStrict: false)
      case .less(let value): lower(value, isStrict: true)
      case .lessOrEqual(let value): lower(value, isStrict: false)
      case .between(let from, let to):
        raise(from, isStrict: false)
        lower(to, isStrict: false)
      case .within(let span): within = min(within ?? span, span)
      case .olderThan(let span): olderThan = max(olderThan ?? span, span)
      case .inNext(let span): inNext = min(inNext ?? span, span)
      case .laterThan(let span): laterThan = max(laterThan ?? span, span)
      case .exists, .hasAll, .hasAny, .hasNone: break
      }
    }
  }

  private mutating func allow(_ values: [Literal]) {
    let values = values.map(\.normal)
    allowed = allowed.map { $0.filter(Set(values).contains) } ?? values
  }

  private mutating func raise(_ value: Literal, isStrict: Bool) {
    if let low, value.precedes(low.value) || (value == low.value && !isStrict) { return }
    low = (value, isStrict)
  }

  private mutating func lower(_ value: Literal, isStrict: Bool) {
    if let high, high.value.precedes(value) || (value == high.value && !isStrict) { return }
    high = (value, isStrict)
  }

  /// Why nothing passes; nil where something may.
  var emptiness: String? {
    if let within, let olderThan, olderThan >= within {
      return "'older_than' is not shorter than 'within'"
    }
    if let inNext, let laterThan, laterThan >= inNext {
      return "'later_than' is not shorter than 'in_next'"
    }
    // What lies in the last days and in the next ones is this very moment, which is not nothing.
    if olderThan != nil, inNext != nil || laterThan != nil { return "it lies ahead and behind" }
    if laterThan != nil, within != nil { return "it lies ahead and behind" }
    if let low, let high {
      if high.value.precedes(low.value) { return "\(low.value.words) is beyond \(high.value.words)" }
      if low.value.normal == high.value.normal && (low.isStrict || high.isStrict) {
        return "nothing lies between \(low.value.words) and \(high.value.words)"
      }
      if isWhole, !hasWholeNumber(low, high) {
        return "no whole number lies between \(low.value.words) and \(high.value.words)"
      }
    }
    guard let allowed else { return nil }
    if allowed.contains(where: passes) { return nil }
    guard allowed.count == 1 else { return "none of the values asked for is left" }
    if excluded.contains(allowed[0]) { return "\(allowed[0].words) is asked for and ruled out" }
    return "\(allowed[0].words) lies outside the range that is asked for"
  }

  /// Why none of the known values passes.
  func exclusion(of values: [Literal]) -> String? {
    guard !values.isEmpty, !excluded.isEmpty else { return nil }
    return values.allSatisfy(excluded.contains) ? "every value that it can have is ruled out" : nil
  }

  private func passes(_ value: Literal) -> Bool {
    if excluded.contains(value) { return false }
    if let low, value.precedes(low.value) || (low.isStrict && value == low.value.normal) { return false }
    if let high, high.value.precedes(value) || (high.isStrict && value == high.value.normal) { return false }
    return true
  }

  private func hasWholeNumber(
    _ low: (value: Literal, isStrict: Bool), _ high: (value: Literal, isStrict: Bool)
  ) -> Bool {
    guard let from = low.value.number, let to = high.value.number else { return true }
    let first = low.isStrict ? from.rounded(.down) + 1 : from.rounded(.up)
    let last = high.isStrict ? to.rounded(.up) - 1 : to.rounded(.down)
    return first <= last || abs(from) > 9e15
  }
}
