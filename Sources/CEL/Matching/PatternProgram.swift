/// One step of a program; targets are relative, so that a run of instructions can be copied as it is.
enum Instruction: Sendable {
  /// Takes one code point, this one.
  case scalar(UInt32)
  /// Takes one code point that is in the set of this index.
  case set(Int32)
  case assert(Assertion)
  /// Goes on both at the next instruction and at the one so far ahead.
  case fork(Int32)
  case jump(Int32)
  case match
}

/// A pattern as instructions for a machine that is in many places of them at once.
struct PatternProgram: Sendable {
  /// A class: a bit for each ASCII character, and where in `ranges` the rest of it is.
  struct ScalarSet: Sendable {
    var ascii: (UInt64, UInt64) = (0, 0)
    var ranges: Range<Int>
  }

  let instructions: [Instruction]
  let sets: [ScalarSet]
  let ranges: [ScalarRange]
  let start: PatternStart

  init(instructions: [Instruction], sets: [ScalarSet], ranges: [ScalarRange]) {
    self.instructions = instructions
    self.sets = sets
    self.ranges = ranges
    start = PatternStart(instructions, sets: sets)
  }

  func set(_ index: Int32, contains scalar: UInt32) -> Bool {
    let set = sets[Int(index)]
    if scalar < 64 { return set.ascii.0 >> UInt64(scalar) & 1 == 1 }
    if scalar < 128 { return set.ascii.1 >> UInt64(scalar - 64) & 1 == 1 }
    var low = set.ranges.lowerBound
    var high = set.ranges.upperBound
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upper < scalar { low = middle + 1 } else { high = middle }
    }
    return low < set.ranges.upperBound && ranges[low].lower <= scalar
  }
}
