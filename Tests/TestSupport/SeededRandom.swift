import Foundation

/// The same numbers for the same seed, everywhere (Steele, Lea and Flood's SplitMix64).
package struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// Other numbers in each run, whose seed is printed. `WAYMARK_TEST_SEED` gives the seed of a run that is to be
  /// repeated.
  package static func ofThisRun(for test: String = #function) -> SeededRandom {
    let given = ProcessInfo.processInfo.environment["WAYMARK_TEST_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64.random(in: 0..<1_000_000)
    print("WAYMARK_TEST_SEED=\(seed) in '\(test)'")
    return SeededRandom(seed: seed)
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// True so many times in a hundred.
  package mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

  /// One of a list that has some.
  package mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int.random(in: list.indices, using: &self)]
  }

  /// Some of a list, in its order, at least one.
  package mutating func some<Element>(_ list: [Element]) -> [Element] {
    let chosen = list.filter { _ in chance(50) }
    return chosen.isEmpty ? [pick(list)] : chosen
  }
}
