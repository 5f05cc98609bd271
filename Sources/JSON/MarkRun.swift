/// Counts combining marks that stand in a row. To put them in order, as comparing texts does, takes the square of their
/// number; no writing needs more than a few (the Stream-Safe Text Format of UAX #15 allows 30).
struct MarkRun {
  private var count = 0
  private var end = 0

  private static let most = 64

  mutating func add(_ scalar: Unicode.Scalar?, at start: Int, endingAt end: Int) throws(JSONError) {
    guard let scalar, scalar.value >= 0x300, scalar.properties.canonicalCombiningClass != .notReordered else {
      return count = 0
    }
    count = start == self.end ? count + 1 : 1
    self.end = end
    guard count > Self.most else { return }
    throw JSONError(.tooLong, at: start, "more than \(Self.most) combining marks in a row")
  }
}
