/// Makes inputs that are almost right: it cuts, doubles, swaps and splices pieces of good ones, and scribbles over them.
package struct Mutator: Sendable {
  private let corpus: [[UInt8]]
  /// Pieces that mean something in the language of the corpus.
  private let tokens: [[UInt8]]
  private let longest: Int
  package var random: SeededRandom

  /// - Parameter longest: bytes of an input.
  package init(_ corpus: [[UInt8]], tokens: [String], longest: Int = 4_096, random: SeededRandom) {
    self.corpus = corpus.map { Array($0.prefix(longest)) }
    self.tokens = tokens.map { Array($0.utf8) }
    self.longest = longest
    self.random = random
  }

  /// The next input. One of some is as good as it was.
  package mutating func next() -> [UInt8] {
    var bytes = random.pick(corpus)
    for _ in 0..<random.pick([0, 1, 1, 1, 2, 2, 3, 5, 8]) { change(&bytes) }
    return Array(bytes.prefix(longest))
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    switch Int.random(in: 0..<9, using: &random) {
    case 0: bytes.replaceSubrange(range(in: bytes, atMost: 8), with: [])
    case 1: bytes.replaceSubrange(range(in: bytes, atMost: bytes.count), with: [])
    case 2: bytes.insert(contentsOf: random.pick(tokens), at: place(in: bytes))
    case 3: bytes.replaceSubrange(range(in: bytes, atMost: 12), with: random.pick(tokens))
    case 4: bytes.insert(contentsOf: Array(bytes[range(in: bytes, atMost: 64)]), at: place(in: bytes))
    case 5:
      let other = random.pick(corpus)
      bytes.replaceSubrange(range(in: bytes, atMost: 200), with: other[range(in: other, atMost: 200)])
    case 6: bytes.insert(UInt8.random(in: .min ... .max, using: &random), at: place(in: bytes))
    case 7:
      guard !bytes.isEmpty else { return }
      bytes[Int.random(in: bytes.indices, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    default:
      let token = random.pick(tokens)
      let count = random.pick([2, 10, 70, 300])
      bytes.insert(contentsOf: [[UInt8]](repeating: token, count: count).joined(), at: place(in: bytes))
    }
  }

  private mutating func place(in bytes: [UInt8]) -> Int { Int.random(in: 0...bytes.count, using: &random) }

  private mutating func range(in bytes: [UInt8], atMost length: Int) -> Range<Int> {
    let start = place(in: bytes)
    return start..<min(bytes.count, start + Int.random(in: 0...max(0, length), using: &random))
  }
}
