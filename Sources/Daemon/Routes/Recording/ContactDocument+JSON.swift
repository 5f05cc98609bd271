import Decisions
import History
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
    writer.beginObject()
    if let decision {
      writer.key("decision")
      writer.string(decision.text)
    }
    if isReserved {
      writer.key("reserved")
      writer.bool(true)
    }
    if namingJourney {
      writer.key("journey")
      writer.string(journey)
    }
    if let account {
      writer.key("account")
      writer.string(account)
    }
    writer.key("action")
    writer.string(stamp.action.text)
    if let kind = stamp.kind {
      writer.key("kind")
      writer.string(kind)
    }
    if let group = stamp.group {
      writer.key("group")
      writer.string(group)
    }
    writer.key("caps")
    writer.beginObject()
    writer.key("exempt")
    writer.bool(stamp.isExempt)
    writer.key("counts")
    writer.bool(stamp.counts)
    writer.endObject()
    if let channel {
      writer.key("channel")
      writer.string(channel)
    }
    writer.key("at")
    writer.string(at.description)
    if namingJourney, !closed.isEmpty {
      writer.key("closed")
      writer.beginArray()
      for item in closed { item.write(to: &writer) }
      writer.endArray()
    }
    writer.key("outcomes")
    writer.beginArray()
    for result in results { result.write(to: &writer) }
    writer.endArray()
    writer.endObject()
  }
}

extension ContactDocument.Result {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("outcome")
    writer.string(outcome.rawValue)
    writer.key("at")
    writer.string(at.description)
    if let value {
      writer.key("value")
      writer.double(value)
    }
    if let channel {
      writer.key("channel")
      writer.string(channel)
    }
    writer.endObject()
  }
}

extension ContactDocument.Closed {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("channel")
    writer.string(channel)
    writer.key("at")
    writer.string(at.description)
    writer.endObject()
  }
}
