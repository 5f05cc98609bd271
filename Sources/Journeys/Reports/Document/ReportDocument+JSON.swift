package import JSON
import Time

extension ReportDocument {
  /// One object: what the report says of itself, then a list of rows for each table. Keys are in snake case, instants in
  /// RFC 3339, lengths of time numbers of days in members whose names end in `_days`. What is not known, or not to be
  /// said of so few, has no member; a row with such counts has `few`.
  package var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("report", kind.rawValue)
      writer.member("as_of", header.asOf.description)
      writer.member("since", ifPresent: header.since?.description)
      writer.member("complete_since", ifPresent: header.completeSince?.description)
      writer.member("journeys", header.journeys)
      writer.member("entered_unseen", header.enteredUnseen)
      if !header.dimensions.isEmpty { writer.array("by", of: header.dimensions.map(\.name)) }
      if let listing {
        writer.member("cell", listing.cell)
        writer.array("listed", of: listing.journeys)
      } else {
        for table in tables {
          writer.member(named: table.name) { $0.array(of: table.rows) { table.write($1, to: &$0) } }
        }
        writer.object("cells") { writer in
          for table in tables where table.columns.contains(where: \.isListed) {
            writer.member(named: table.name) { $0.array(of: table.columns.filter(\.isListed).map(\.path)) }
          }
        }
      }
      writer.array("notes", of: notes)
    }
    writer.newline()
    return writer.bytes
  }
}

extension ReportTable {
  /// Writes a row as an object.
  package func write(_ row: ReportRow, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("cell", ifPresent: row.cell)
      var column = 0
      while column < columns.count {
        guard let parent = columns[column].parent else {
          write(row.values[column], columns[column].key, to: &writer)
          column += 1
          continue
        }
        let end = columns[column...].firstIndex { $0.parent != parent } ?? columns.count
        writer.member(named: parent) { writer in
          writer.object { writer in
            for inner in column..<end { write(row.values[inner], columns[inner].key, to: &writer) }
          }
        }
        column = end
      }
      if row.values.contains(.few) { writer.member("few", true) }
    }
  }

  private func write(_ value: ReportValue, _ key: String, to writer: inout JSONWriter) {
    switch value {
    case .absent, .unknown, .few: break
    case .text(let text): writer.member(named: key) { $0.string(text) }
    case .list(let texts): writer.member(named: key) { $0.array(of: texts) }
    case .count(let count): writer.member(named: key) { $0.int(Int64(count)) }
    case .number(let number), .share(let number): writer.member(named: key) { $0.double(number.shortened) }
    case .span(let span): writer.member(named: key) { $0.double(span.days) }
    case .instant(let instant): writer.member(named: key) { $0.string(instant.description) }
    case .flag(let flag): writer.member(named: key) { $0.bool(flag) }
    case .estimate(let share, let interval):
      writer.member(named: key) { $0.double(share.shortened) }
      guard let interval else { break }
      writer.member(named: "\(key)_low") { $0.double(interval.lowerBound.shortened) }
      writer.member(named: "\(key)_high") { $0.double(interval.upperBound.shortened) }
    }
  }
}
