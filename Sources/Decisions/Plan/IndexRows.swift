/// One dimension of an index: a row of bits over the members for each value, and one for "not known" or "none".
struct IndexRows: Sendable {
  /// Of 64 members each.
  let words: Int
  /// Rows of `words` each: value 0, value 1, …, then the row of members that do not ask.
  private(set) var bits: [UInt64]
  /// Whether any member asks; where none does, every row allows all.
  private(set) var isAsked = false

  init(values: Int, words: Int, isAsked: Bool = false) {
    self.words = words
    self.isAsked = isAsked
    bits = Array(repeating: 0, count: (values + 1) * words)
  }

  var valueCount: Int { words == 0 ? 0 : bits.count / words - 1 }

  /// Where the row of a value starts; the last row is that of members that do not ask.
  func start(of value: Int?) -> Int { value.map { $0 * words } ?? bits.count - words }

  /// - Parameter row: the index of a value, or how many values there are for the row of members that do not ask.
  mutating func set(_ member: Int, inRow row: Int) {
    bits[row * words + member >> 6] |= 1 << UInt64(member & 63)
  }

  private mutating func set(_ member: Int, in value: Int?) {
    bits[start(of: value) + member >> 6] |= 1 << UInt64(member & 63)
  }

  /// Lets a member through: for these values only, or where it does not ask, for all.
  ///
  /// - Parameter orUnknown: whether also where the value is not known.
  mutating func admit(_ member: Int, values: [Int]?, count: Int, orUnknown: Bool = false) {
    if let values {
      isAsked = true
      for value in values { set(member, in: value) }
      if orUnknown { set(member, in: nil) }
    } else {
      for value in 0..<count { set(member, in: value) }
      set(member, in: nil)
    }
  }

  /// Keeps the members that a value allows.
  func restrict(_ row: inout [UInt64], to value: Int?) {
    guard isAsked else { return }
    let start = start(of: value)
    let rows = bits.span
    var row = row.mutableSpan
    for word in 0..<words { row[word] &= rows[start + word] }
  }

  /// The union of rows: that of members that do not ask, and those of some values. Row by row, not word by word: the
  /// loops are so simple that many words go through them at once.
  func assignUnion(of values: [Int32], to row: inout [UInt64]) {
    let start = start(of: nil)
    let rows = bits.span
    var row = row.mutableSpan
    for word in 0..<words { row[word] = rows[start + word] }
    guard isAsked else { return }
    for value in values {
      let start = Int(value) * words
      for word in 0..<words { row[word] |= rows[start + word] }
    }
  }
}
