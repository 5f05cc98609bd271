import TestSupport
import Testing

@testable import Journeys

@Suite("Numbers that may not all be shown") struct GuardedNumbersTests {
  @Test(arguments: [
    // The parts of one whole, and which of them are shown; the whole is the last.
    ([10, 20], [true, true, true]),
    ([10, 3], [false, false, true]),
    ([10, 20, 3], [false, true, false, true]),
    ([10, 3, 4], [true, false, false, true]),
    ([10, 1, 2], [false, false, false, true]),
    ([10, 0], [true, false, true]),
    ([3, 1], [false, false, false]),
    ([3, 4], [false, false, true]),
    ([3], [false, false]),
  ])
  func `hide what follows from a sum`(parts: [Int], isShown: [Bool]) {
    var numbers = GuardedNumbers()
    let cells = parts.map { numbers.add(people: $0) }
    let whole = numbers.add(people: parts.reduce(0, +))
    numbers.add(.init(whole: whole, parts: cells, isDisjoint: true))
    numbers.protect()
    #expect((cells + [whole]).map(numbers.isShown) == isShown)
  }

  @Test func `hide what follows from several sums together`() {
    // Two rows and two columns, of which one part is few: no number of the square may be left alone.
    var numbers = GuardedNumbers()
    let square = [[3, 10], [20, 30]].map { $0.map { numbers.add(people: $0) } }
    let rows = [13, 50].map { numbers.add(people: $0) }
    let columns = [23, 40].map { numbers.add(people: $0) }
    for place in 0..<2 {
      numbers.add(.init(whole: rows[place], parts: square[place], isDisjoint: true))
      numbers.add(.init(whole: columns[place], parts: square.map { $0[place] }, isDisjoint: true))
    }
    numbers.protect()
    #expect(!Attack(numbers).derivesFew)
    #expect(!numbers.isShown(square[0][0]))
    #expect((rows + columns).contains(where: numbers.isShown))
  }

  @Test func `give nothing away, whatever is added and subtracted`() {
    var random = SeededRandom.ofThisRun()
    for _ in 0..<400 {
      var numbers = GuardedNumbers()
      let (rows, columns) = (Int.random(in: 1...3, using: &random), Int.random(in: 1...3, using: &random))
      let people = (0..<rows).map { _ in
        (0..<columns).map { _ in random.pick([0, 0, 1, 2, 3, 4, 5, 6, 9, 40]) }
      }
      let square = people.map { $0.map { numbers.add(people: $0, random.chance(85) ? .cell : .unmapped) } }
      let sums = people.map { numbers.add(people: $0.reduce(0, +)) }
      for row in 0..<rows { numbers.add(.init(whole: sums[row], parts: square[row], isDisjoint: true)) }
      for column in 0..<columns {
        let whole = numbers.add(people: people.map { $0[column] }.reduce(0, +))
        numbers.add(.init(whole: whole, parts: square.map { $0[column] }, isDisjoint: true))
      }
      numbers.protect()
      #expect(numbers.cells.allSatisfy { !$0.isShown || $0.people >= 5 })
      #expect(!Attack(numbers).derivesFew, "\(people)")
    }
  }
}

/// Tries every way to add up and subtract sums.
private struct Attack {
  let numbers: GuardedNumbers

  init(_ numbers: GuardedNumbers) { self.numbers = numbers }

  /// Whether a few follow; zeros count as known.
  var derivesFew: Bool {
    let sums = numbers.sums
    if sums.contains(where: leavesFew) { return true }
    var combinations = 1
    for _ in sums { combinations *= 3 }
    return (1..<combinations).contains { combination in
      var rest = combination
      var factors = [Int](repeating: 0, count: numbers.cells.count)
      for sum in sums {
        let factor = rest % 3 - 1
        rest /= 3
        factors[sum.whole] += factor
        for part in sum.parts { factors[part] -= factor }
      }
      let unknown = factors.indices.filter { factors[$0] != 0 && isUnknown($0) }
      return unknown.count == 1 && numbers.cells[unknown[0]].isFew
    }
  }

  /// Whether what is left of a whole is few, and more than none.
  private func leavesFew(_ sum: GuardedNumbers.Sum) -> Bool {
    guard numbers.isShown(sum.whole) else { return false }
    let rest = sum.parts.filter(isUnknown).map(numbers.people).reduce(0, +)
    return (1..<5).contains(rest)
  }

  private func isUnknown(_ cell: Int) -> Bool { !numbers.isShown(cell) && numbers.people(cell) > 0 }
}
