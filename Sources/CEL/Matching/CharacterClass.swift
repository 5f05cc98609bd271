/// The code points from `lower` to `upper`, both included.
struct ScalarRange: Equatable, Sendable {
  var lower: UInt32
  var upper: UInt32

  init(_ lower: UInt32, _ upper: UInt32) {
    self.lower = lower
    self.upper = upper
  }
}

/// A set of code points.
struct CharacterClass: Equatable, Sendable {
  private static let last: UInt32 = 0x10FFFF
  static let any = CharacterClass([ScalarRange(0, last)])
  static let anyButNewline = CharacterClass([ScalarRange(0x0A, 0x0A)]).inverted

  /// In ascending order, with a gap between any two.
  let ranges: [ScalarRange]

  init(_ members: [ScalarRange]) {
    var joined: [ScalarRange] = []
    for range in members.sorted(by: { $0.lower < $1.lower }) {
      guard let end = joined.last?.upper, range.lower <= end + 1 else {
        joined.append(range)
        continue
      }
      joined[joined.count - 1].upper = max(end, range.upper)
    }
    ranges = joined
  }

  /// All code points that are not in the set.
  var inverted: CharacterClass {
    var gaps: [ScalarRange] = []
    var start: UInt32 = 0
    for range in ranges {
      if start < range.lower { gaps.append(ScalarRange(start, range.lower - 1)) }
      start = range.upper + 1
    }
    if start <= CharacterClass.last { gaps.append(ScalarRange(start, CharacterClass.last)) }
    return CharacterClass(gaps)
  }

  /// The set with all that differs from a member by case alone.
  var folded: CharacterClass {
    CharacterClass(ranges + ranges.flatMap { CaseFolding.variants(of: $0) })
  }

  /// The only member of a set of one.
  var single: UInt32? {
    guard ranges.count == 1, let range = ranges.first, range.lower == range.upper else { return nil }
    return range.lower
  }
}
