/// One search for a pattern in a text.
///
/// All ways to match are followed at once, character by character; an instruction reached twice at one
/// position is followed once. So the work is at most the size of the program for each character, and the
/// memory is that size. Which way is preferred does not matter, as only whether there is a match is asked
/// for.
struct PatternMatcher {
  /// What changes during a search.
  struct State {
    /// The work still allowed.
    var steps: Int
    /// For each instruction, the last position at which it was reached.
    var reached: [Int] = []
    /// The instructions that wait for the next character, and those that are being given one.
    var waiting: [Int] = []
    var active: [Int] = []
    var pending: [Int] = []
    var isMatched = false

    init(steps: Int) {
      self.steps = steps
    }

    /// Takes from the steps; false once they are spent.
    mutating func spend(_ count: Int) -> Bool {
      guard steps >= count else {
        steps = 0
        return false
      }
      steps -= count
      return true
    }
  }

  let program: PatternProgram
  /// Valid UTF-8.
  let text: UnsafeBufferPointer<UInt8>

  /// Whether some part of the text matches; nil once the steps are spent.
  func search(_ state: inout State) -> Bool? {
    guard state.spend(program.instructions.count) else { return nil }
    state.reached = [Int](repeating: -1, count: program.instructions.count)
    var position = 0
    while true {
      let byte = position < text.count ? text[position] : nil
      if position == 0 || program.start.admits(byte) {
        guard follow(0, at: position, &state) else { return nil }
      }
      if state.isMatched { return true }
      guard let byte else { return false }
      if state.waiting.isEmpty {
        let next = program.start.next(in: text, from: position + 1)
        guard state.spend(next - position) else { return nil }
        position = next
      } else {
        let (scalar, width) = decode(byte, at: position)
        position += width
        guard advance(over: scalar, to: position, &state) else { return nil }
      }
    }
  }

  /// Gives all that wait for it a code point; false once the steps are spent.
  private func advance(over scalar: UInt32, to position: Int, _ state: inout State) -> Bool {
    swap(&state.waiting, &state.active)
    state.waiting.removeAll(keepingCapacity: true)
    guard state.spend(state.active.count) else { return false }
    for place in state.active.indices {
      let index = state.active[place]
      let isTaken =
        switch program.instructions[index] {
        case .scalar(let value): value == scalar
        case .set(let set): program.set(set, contains: scalar)
        default: false
        }
      if isTaken, !follow(index + 1, at: position, &state) { return false }
    }
    return true
  }

  /// Goes on from an instruction to all that match a code point next; false once the steps are spent.
  private func follow(_ index: Int, at position: Int, _ state: inout State) -> Bool {
    var next: Int? = index
    while var index = next {
      while state.reached[index] != position {
        state.reached[index] = position
        guard state.spend(1) else { return false }
        switch program.instructions[index] {
        case .scalar, .set:
          state.waiting.append(index)
        case .assert(let assertion):
          if assertion.holds(at: position, in: text) { index += 1 }
        case .fork(let offset):
          state.pending.append(index + Int(offset))
          index += 1
        case .jump(let offset):
          index += Int(offset)
        case .match:
          state.isMatched = true
        }
      }
      next = state.pending.popLast()
    }
    return true
  }

  private func decode(_ lead: UInt8, at position: Int) -> (scalar: UInt32, width: Int) {
    guard lead >= 0x80 else { return (UInt32(lead), 1) }
    let width = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var scalar = UInt32(lead) & (0x7F >> UInt32(width))
    for offset in 1..<width {
      scalar = scalar << 6 | UInt32(text[position + offset] & 0x3F)
    }
    return (scalar, width)
  }
}
