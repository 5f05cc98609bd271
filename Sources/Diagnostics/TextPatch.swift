/// Changes of a file's bytes that do not touch each other.
package struct TextPatch: Sendable {
  /// A stretch of the file that becomes another text; an empty one is an insertion.
  package struct Edit: Sendable, Hashable {
    package let range: Range<Int>
    package let text: [UInt8]

    package init(_ range: Range<Int>, _ text: some Sequence<UInt8>) {
      self.range = range
      self.text = Array(text)
    }
  }

  /// By place.
  private var edits: [Edit] = []

  package init() {}

  /// Adds some changes together, or none of them where one touches another.
  ///
  /// - Returns: whether they were added.
  package mutating func add(_ more: [Edit]) -> Bool {
    let sorted = (edits + more).sorted { $0.range.lowerBound < $1.range.lowerBound }
    for (one, next) in zip(sorted, sorted.dropFirst()) {
      // What is inserted at one place twice has no order.
      let isApart = one.range.upperBound <= next.range.lowerBound && one.range != next.range
      guard isApart else { return false }
    }
    edits = sorted
    return true
  }

  package func applied(to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    for edit in edits {
      result += bytes[position..<edit.range.lowerBound]
      result += edit.text
      position = edit.range.upperBound
    }
    return result + bytes[position...]
  }
}
