/// Rows by number, of which vacant ones are used again.
struct RowList<Row: Sendable>: Sendable {
  private(set) var rows: [Row] = []
  private var vacant: [Int32] = []

  /// How many rows are taken.
  var count: Int { rows.count - vacant.count }

  subscript(number: Int32) -> Row {
    get { rows[Int(number)] }
    _modify { yield &rows[Int(number)] }
  }

  mutating func add(_ row: Row) -> Int32 {
    if let number = vacant.popLast() {
      rows[Int(number)] = row
      return number
    }
    rows.append(row)
    return Int32(rows.count - 1)
  }

  /// - Parameter empty: what stands in its place until the number is given again.
  mutating func remove(_ number: Int32, beingForgotten empty: Row) {
    rows[Int(number)] = empty
    vacant.append(number)
  }

  mutating func reserveCapacity(_ count: Int) { rows.reserveCapacity(count) }
}
