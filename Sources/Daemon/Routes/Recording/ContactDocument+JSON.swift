import Decisions
import History
import HistoryRecords
import JSON
import Rules
import Time

extension ContactDocument {
  func writeLine(to writer: inout JSONWriter) {
    write(namingJourney: true, to: &writer)
    writer.newline()
  }

  /// In the form that an import takes.
  func write(namingJourney: Bool, to writer: inout JSONWriter) {
    writer.object {
      $0.member("decision", ifPresent: decision?.text)
      if isReserved { $0.member("reserved", true) }
      if namingJourney { $0.member("journey", journey) }
      $0.member("account", ifPresent: account)
      $0.member("action", stamp.action.text)
      $0.member("kind", ifPresent: stamp.kind)
      $0.member("group", ifPresent: stamp.group)
      $0.object("caps") {
        $0.member("exempt", stamp.isExempt)
        $0.member("counts", stamp.counts)
      }
      $0.member("channel", ifPresent: channel)
      $0.member("at", at.description)
      if namingJourney, !closed.isEmpty { $0.array("closed", of: closed) { $1.write(to: &$0) } }
      $0.array("outcomes", of: results) { $1.write(to: &$0) }
    }
  }
}

extension ContactDocument.Result {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object {
      $0.member("outcome", outcome.rawValue)
      $0.member("at", at.description)
      $0.member("value", ifPresent: value)
      $0.member("channel", ifPresent: channel)
    }
  }
}

extension ContactDocument.Closed {
  func write(to writer: inout JSONWriter) {
    writer.object {
      $0.member("channel", channel)
      $0.member("at", at.description)
    }
  }
}
