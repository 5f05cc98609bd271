import Rules

/// Gathers the journeys behind one number while a report counts.
struct CellList: Sendable {
  /// The name of the number; nil where no list is asked for.
  private let wanted: String?
  private var journeys: Set<String> = []

  init(of cell: String?) { wanted = cell }

  /// Notes a journey that is counted in a number.
  ///
  /// - Parameters:
  ///   - prefix: that of the group.
  ///   - row: of the table, within the group.
  ///   - key: the path of the column.
  @inline(__always)
  mutating func add(_ journey: String, _ prefix: String, _ row: String, _ key: String) {
    guard let wanted, wanted == "\(prefix)\(row).\(key)" else { return }
    journeys.insert(journey)
  }

  /// Nil where no list is asked for.
  func listing(in tables: [ReportTable]) -> CellListing? {
    guard let wanted else { return nil }
    let isKnown = tables.contains { $0.hasCell(wanted) }
    return CellListing(
      cell: wanted, journeys: journeys.sorted(by: bytesPrecede), isKnown: isKnown,
      candidates: isKnown ? [] : tables.flatMap(\.cells))
  }
}

extension ReportTable {
  /// The names of all its numbers that `--list` knows.
  fileprivate var cells: [String] {
    let listed = columns.filter(\.isListed).map(\.path)
    return rows.flatMap { row in row.cell.map { cell in listed.map { "\(cell).\($0)" } } ?? [] }
  }
}
