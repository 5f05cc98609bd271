import JSON
import Journeys
import Time

extension DecisionReport {
  /// For people: how much was counted, then the tables that have rows.
  package var text: String {
    let rest =
      tally.dimension == nil
      ? "--top shows more, --format json has all" : "--top shows more, --format csv and json have all"
    return ([heading] + tables.compactMap { $0.text(rest: rest) } + [remarks].filter { !$0.isEmpty })
      .joined(separator: "\n")
  }

  private var heading: String {
    var text = "\(tally.decisions.grouped) \(tally.decisions == 1 ? "decision" : "decisions")"
    if let times = tally.times {
      text += " from \(times.lowerBound.inSeconds) to \(times.upperBound.inSeconds)"
    }
    text += ", in \(read.files.grouped) \(read.files == 1 ? "file" : "files")\n"
    for (count, what) in [
      (tally.dropped, "dropped when they were made, since the log was not written as fast"),
      (read.erased, "erased, with all that they said"), (read.damaged, "not read, since they are damaged"),
    ] where count > 0 {
      text += "\(what): \(count.grouped)\n"
    }
    return text
  }

  /// What is to be known in order to read the tables.
  private var remarks: String {
    var text = ""
    if tally.dimension == nil, book == nil, tally.decisions > 0 {
      text +=
        "The newest rule book that decided is not beside the log: which rules never matched is not known.\n"
    }
    if result.unknown > 0 {
      text += "Contacts of decisions that are not counted here: \(result.unknown.grouped).\n"
    }
    if tally.contacts.unseen > 0 { text += "There are too many contacts: not all of them are counted.\n" }
    return text
  }

  /// One object: how much was counted, then a list of rows for each table.
  package var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("decisions", tally.decisions)
      writer.member("from", ifPresent: tally.times?.lowerBound.description)
      writer.member("to", ifPresent: tally.times?.upperBound.description)
      writer.member("since", ifPresent: tally.window.since?.description)
      writer.member("until", ifPresent: tally.window.until?.description)
      writer.member("dropped", tally.dropped)
      writer.member("erased", read.erased)
      writer.member("damaged", read.damaged)
      writer.member("files", read.files)
      writer.member("lines", read.lines)
      writer.member("book", ifPresent: book?.revision)
      writer.object("contacts") {
        $0.member("decisions_that_recommend", tally.contacts.decisions)
        $0.member("decisions_with_a_contact", result.decisions)
        $0.member("contacts_of_other_decisions", result.unknown)
        $0.member("complete", tally.contacts.unseen == 0)
      }
      for table in tables {
        writer.member(named: table.name) { $0.array(of: table.rows) { table.write($1, to: &$0) } }
      }
    }
    writer.newline()
    return writer.bytes
  }

  /// Its tables, one after the other, by RFC 4180.
  package var csv: String { tables.map(\.csv).joined() }
}
