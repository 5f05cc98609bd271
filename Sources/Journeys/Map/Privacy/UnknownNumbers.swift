/// Linear equations in numbers that are not known: which of them follow all the same. Calculates modulo a prime, in
/// which what follows from sums follows too.
struct UnknownNumbers {
  private static let prime: Int64 = 2_147_483_647

  private typealias Row = [Int: Int64]

  /// By the number that each was solved for; no row has another row's number.
  private var rows: [Int: Row] = [:]
  /// Of each number the rows that have it, by what they were solved for.
  private var uses: [Int: Set<Int>] = [:]

  /// Adds an equation: the numbers with their factors add up to what is known.
  mutating func add(_ members: [(number: Int, factor: Int)]) {
    var row: Row = [:]
    for (number, factor) in members { Self.add(Int64(factor), number, to: &row) }
    for number in row.keys.sorted() {
      guard let factor = row[number], let known = rows[number] else { continue }
      Self.add(known, times: -factor, to: &row)
    }
    // What few other rows have is taken out of them soonest.
    let pivot = row.keys.min { left, right in
      let (one, other) = (uses[left]?.count ?? 0, uses[right]?.count ?? 0)
      return one == other ? left < right : one < other
    }
    guard let pivot, let leading = row[pivot] else { return }
    let scale = Self.inverse(leading)
    row = row.mapValues { $0 * scale % Self.prime }
    for other in uses[pivot] ?? [] {
      guard var changed = rows[other], let factor = changed[pivot] else { continue }
      let before = Set(changed.keys)
      Self.add(row, times: -factor, to: &changed)
      let after = Set(changed.keys)
      for number in before.subtracting(after) { uses[number]?.remove(other) }
      for number in after.subtracting(before) { uses[number, default: []].insert(other) }
      rows[other] = changed
    }
    rows[pivot] = row
    for number in row.keys { uses[number, default: []].insert(pivot) }
  }

  /// The numbers that follow from the equations.
  var determined: [Int] { rows.filter { $0.value.count == 1 }.map(\.key) }

  private static func add(_ row: Row, times factor: Int64, to other: inout Row) {
    let factor = positive(factor)
    for (number, value) in row { add(value * factor % prime, number, to: &other) }
  }

  private static func add(_ value: Int64, _ number: Int, to row: inout Row) {
    let sum = positive((row[number] ?? 0) + value)
    row[number] = sum == 0 ? nil : sum
  }

  private static func positive(_ value: Int64) -> Int64 {
    let rest = value % prime
    return rest < 0 ? rest + prime : rest
  }

  /// By Fermat's little theorem.
  private static func inverse(_ value: Int64) -> Int64 {
    var (result, base, exponent): (Int64, Int64, Int64) = (1, value, prime - 2)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result * base % prime }
      base = base * base % prime
      exponent >>= 1
    }
    return result
  }
}
