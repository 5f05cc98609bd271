import Testing
import TestSupport

@testable import Daemon

/// Lines out of bytes that come in pieces.
@Suite struct LineInputTests {
  private func lines(_ pieces: [[UInt8]], longest: Int) -> [LineInput.Line] {
    var input = LineInput(longest: longest)
    var lines: [LineInput.Line] = []
    for piece in pieces {
      input.append(piece)
      while let line = input.next() { lines.append(line.copied) }
      #expect(input.waiting <= longest + 1, "an unfinished line keeps no more than the longest may have")
    }
    input.end()
    while let line = input.next() { lines.append(line.copied) }
    return lines
  }

  private func wanted(_ bytes: [UInt8], longest: Int) -> [LineInput.Line] {
    var parts = bytes.split(separator: 10, omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true { parts.removeLast() }
    return parts.map { part in
      let length = part.count - (part.last == 13 && part.count == longest + 1 ? 1 : 0)
      return length > longest ? .tooLong : .text(Array(part)[...])
    }
  }

  @Test func `every line comes out once, whatever its length and the pieces in which it comes`() {
    var dice = SeededRandom.ofThisRun()
    for _ in 0..<3_000 {
      let longest = Int.random(in: 1...12, using: &dice)
      let bytes: [UInt8] = (0..<Int.random(in: 0...60, using: &dice)).map { _ in
        [10, 13, 65, 66, 67, 68, 69, 70][Int.random(in: 0..<8, using: &dice)]
      }
      var pieces: [[UInt8]] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 1...15, using: &dice))
        pieces.append(Array(piece))
        rest = rest.dropFirst(piece.count)
      }
      #expect(lines(pieces, longest: longest) == wanted(bytes, longest: longest), "\(pieces), \(longest)")
    }
  }

  @Test func `lines that were taken are not kept where more come before the last was`() {
    var input = LineInput(longest: 1_024)
    let line = [UInt8](repeating: 65, count: 99) + [10]
    input.append(line)
    var taken = 0
    for _ in 0..<50_000 {
      input.append(line)
      if input.next() == .text(line.dropLast()) { taken += 1 }
      #expect(input.waiting == 100)
      #expect(input.kept < 256 << 10)
    }
    #expect(taken == 50_000)
  }

  @Test(arguments: [1_023, 1_024, 1_025, 4_096]) func `the longest line is taken and one byte more is not`(
    _ count: Int
  ) {
    let line = [UInt8](repeating: 65, count: count)
    for end: [UInt8] in [[], [10], [13, 10]] {
      #expect(
        lines([line + end], longest: 1_024).first
          == (count > 1_024 ? .tooLong : .text((line + end.dropLast(end.isEmpty ? 0 : 1))[...])))
    }
  }

  @Test func `what is thrown away counts as progress once it is as much as a line`() {
    var input = LineInput(longest: 10)
    for _ in 0..<11 { input.append([65]); _ = input.next() }
    let told = (input.hasDiscardedMuch(), input.hasDiscardedMuch())
    #expect(told == (true, false))
    input.append([65])
    _ = input.next()
    let again = input.hasDiscardedMuch()
    #expect(!again)
  }
}

extension LineInput.Line {
  /// The same, of bytes of its own.
  fileprivate var copied: Self {
    if case .text(let bytes) = self { .text(Array(bytes)[...]) } else { self }
  }
}
