import JSON
import Time

extension ReportDocument {
  /// One table by RFC 4180, whose first column names the table that a row belongs to, so that any tool reads it whole;
  /// columns that a table does not have are empty in its rows. Of a listing the journeys, one a line.
  package var csv: String {
    if let listing {
      return (["journey"] + listing.journeys).map { "\($0.csvField)\r\n" }.joined()
    }
    var paths: [String] = []
    var places: [String: Int] = [:]
    for path in tables.flatMap({ $0.columns.flatMap(\.csvPaths) }) where places[path] == nil {
      places[path] = paths.count
      paths.append(path)
    }
    var lines = [["table", "cell"] + paths + ["few"]]
    for table in tables {
      for row in table.rows {
        var fields = [String](repeating: "", count: paths.count)
        for (column, value) in zip(table.columns, row.values) {
          for (path, field) in zip(column.csvPaths, value.csvFields) {
            if let place = places[path] { fields[place] = field }
          }
        }
        lines.append([table.name, row.cell ?? ""] + fields + [row.values.contains(.few) ? "true" : ""])
      }
    }
    return lines.map { "\($0.map(\.csvField).joined(separator: ","))\r\n" }.joined()
  }
}

extension ReportTable {
  /// The table alone, by RFC 4180.
  package var csv: String {
    let lines = [columns.flatMap(\.csvPaths)] + rows.map { row in row.values.flatMap(\.csvFields) }
    return lines.map { "\($0.map(\.csvField).joined(separator: ","))\r\n" }.joined()
  }
}

extension ReportColumn {
  /// An estimate has its interval beside it.
  fileprivate var csvPaths: [String] { isEstimate ? [path, "\(path)_low", "\(path)_high"] : [path] }
}

extension ReportValue {
  fileprivate var csvFields: [String] {
    switch self {
    case .absent, .unknown, .few: [""]
    case .text(let text): [text]
    case .list(let texts): [texts.joined(separator: "; ")]
    case .count(let count): ["\(count)"]
    case .number(let number), .share(let number): [number.shortened.plain]
    case .span(let span): [span.days.plain]
    case .instant(let instant): [instant.description]
    case .flag(let flag): [flag ? "true" : "false"]
    case .estimate(let share, let interval):
      [share.shortened.plain]
        + (interval.map { [$0.lowerBound.shortened.plain, $0.upperBound.shortened.plain] } ?? [])
    }
  }
}

extension Double {
  /// As JSON writes it.
  fileprivate var plain: String {
    var writer = JSONWriter()
    writer.double(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension String {
  /// In quotes where it must be; a text that a spreadsheet would take for a formula begins with an apostrophe.
  fileprivate var csvField: String {
    let isFormula = utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false && Double(self) == nil
    let text = isFormula ? "'\(self)" : self
    guard text.utf8.contains(where: { "\",\r\n".utf8.contains($0) }) else { return text }
    return "\"\(text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
  }
}
