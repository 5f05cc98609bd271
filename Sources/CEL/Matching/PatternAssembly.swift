/// A program in the making.
///
/// The operators of a pattern work on what was added last: the instructions from some start to the end. They
/// are entered at that start and left at their end.
struct PatternAssembly {
  /// How many instructions the operators may copy in all; only a pattern made to be costly needs more.
  private static let copyLimit = 200 * Pattern.sizeLimit

  private var instructions: [Instruction] = []
  private var sets: [PatternProgram.ScalarSet] = []
  private var ranges: [ScalarRange] = []
  private var copied = 0
  /// Whether the limit on size was reached; nothing more is added then.
  private(set) var isFull = false

  /// Where the next instruction goes.
  var end: Int { instructions.count }

  var program: PatternProgram {
    PatternProgram(instructions: instructions + [.match], sets: sets, ranges: ranges)
  }

  mutating func append(_ instruction: Instruction) {
    guard hasRoom(for: 1) else { return }
    instructions.append(instruction)
  }

  /// Adds a set and returns its index; nil when there is no room.
  mutating func add(_ set: CharacterClass) -> Int32? {
    guard hasRoom(for: set.ranges.count) else { return nil }
    var result = PatternProgram.ScalarSet(ranges: ranges.count..<ranges.count)
    for range in set.ranges {
      for scalar in range.lower..<max(range.lower, min(range.upper + 1, 128)) {
        if scalar < 64 {
          result.ascii.0 |= 1 << UInt64(scalar)
        } else {
          result.ascii.1 |= 1 << UInt64(scalar - 64)
        }
      }
    }
    ranges += set.ranges.filter { $0.upper >= 128 }
    result.ranges = result.ranges.lowerBound..<ranges.count
    sets.append(result)
    return Int32(sets.count - 1)
  }

  /// Repeats what was added since `start`, without end if there is no maximum.
  mutating func repeatTail(from start: Int, minimum: Int, maximum: Int?) {
    let body = Array(instructions[start...])
    let copies = maximum ?? max(minimum, 1)
    let forks = copies - minimum + (maximum == nil ? 1 : 0)
    guard hasRoom(for: (copies - 1) * body.count + forks, copying: copies * body.count) else { return }
    instructions.removeSubrange(start...)
    for _ in 0..<minimum { instructions += body }
    for remaining in stride(from: copies - minimum, to: 0, by: -1) {
      let exit = remaining * (body.count + 1) + (maximum == nil ? 1 : 0)
      instructions.append(.fork(Int32(exit)))
      instructions += body
    }
    if maximum == nil { instructions.append(.fork(Int32(-body.count))) }
  }

  /// Makes the parts that begin at `starts`, the last of which ends here, alternatives.
  mutating func alternateTail(from starts: [Int]) {
    guard let first = starts.first, starts.count > 1 else { return }
    let bodies = Array(instructions[first...])
    guard hasRoom(for: 2 * (starts.count - 1), copying: bodies.count) else { return }
    let end = instructions.count + 2 * (starts.count - 1)
    instructions.removeSubrange(first...)
    for (start, next) in zip(starts, starts.dropFirst()) {
      instructions.append(.fork(Int32(next - start + 2)))
      instructions += bodies[(start - first)..<(next - first)]
      instructions.append(.jump(Int32(end - instructions.count)))
    }
    instructions += bodies[((starts.last ?? first) - first)...]
  }

  private mutating func hasRoom(for growth: Int, copying count: Int = 0) -> Bool {
    copied += count
    if instructions.count + ranges.count + growth > Pattern.sizeLimit || copied > PatternAssembly.copyLimit {
      isFull = true
    }
    return !isFull
  }
}
