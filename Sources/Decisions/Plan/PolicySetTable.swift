/// By an index, or for none: the set of the policies whose list allows it.
struct PolicySetTable: Sendable {
  private let wordCount: Int
  /// The first row is for what has no index.
  private var words: [UInt64]

  init(of count: Int, allowing lists: [[Int]?]) {
    wordCount = (lists.count + 63) / 64
    words = Array(repeating: 0, count: (count + 1) * wordCount)
    for (policy, list) in lists.enumerated() {
      for row in list.map({ $0.map { $0 + 1 } }) ?? Array(0...count) {
        words[row * wordCount + policy >> 6] |= 1 << (policy & 63)
      }
    }
  }

  subscript(word: Int, index: Int?) -> UInt64 { words[((index ?? -1) + 1) * wordCount + word] }
}
