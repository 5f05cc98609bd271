/// A column of a report's table.
package struct ReportColumn: Sendable, Equatable {
  /// Its name in JSON and CSV, in snake case.
  package let key: String
  /// The object that it stands in, in JSON.
  package let parent: String?
  /// What stands above it for people.
  package let heading: String
  /// Whether `--list` knows the journeys behind its numbers.
  package let isListed: Bool
  /// Whether it comes from the contact history.
  package let isFromHistory: Bool
  /// Whether it is left out for people.
  package let isHidden: Bool
  /// Whether its values have an interval.
  package let isEstimate: Bool

  package init(
    _ key: String, in parent: String? = nil, _ heading: String? = nil, isListed: Bool = false,
    isFromHistory: Bool = false, isHidden: Bool = false, isEstimate: Bool = false
  ) {
    self.key = key
    self.parent = parent
    self.heading = heading ?? key.uppercased().split(separator: "_").joined(separator: " ")
    self.isListed = isListed
    self.isFromHistory = isFromHistory
    self.isHidden = isHidden
    self.isEstimate = isEstimate
  }

  /// The key with its parent.
  package var path: String { parent.map { "\($0).\(key)" } ?? key }
}

package struct ReportRow: Sendable, Equatable {
  /// What the names of its cells begin with; nil where no journeys stand behind it.
  package let cell: String?
  /// One for each column.
  package let values: [ReportValue]
  /// Whether it is left out for people: nothing happened there.
  package let isQuiet: Bool

  package init(cell: String?, _ values: [ReportValue], isQuiet: Bool = false) {
    self.cell = cell
    self.values = values
    self.isQuiet = isQuiet
  }
}

/// A table of a report: the same for people, as JSON and as CSV.
package struct ReportTable: Sendable, Equatable {
  /// Its name in JSON and CSV, in snake case.
  package let name: String
  package let title: String
  /// What is to be known in order to read it.
  package let remark: String?
  package let columns: [ReportColumn]
  package let rows: [ReportRow]
  /// At most so many rows are shown to people.
  package let shownRows: Int

  package init(
    _ name: String, title: String, remark: String? = nil, columns: [ReportColumn], rows: [ReportRow],
    shownRows: Int = .max
  ) {
    self.name = name
    self.title = title
    self.remark = remark
    self.columns = columns
    self.rows = rows
    self.shownRows = shownRows
  }

  /// Whether a number of it has this name for `--list`.
  func hasCell(_ name: String) -> Bool {
    let listed = columns.filter(\.isListed).map(\.path)
    return rows.contains { row in
      guard let cell = row.cell, name.hasPrefix("\(cell).") else { return false }
      return listed.contains { name.utf8.count == cell.utf8.count + 1 + $0.utf8.count && name.hasSuffix($0) }
    }
  }
}
