import API
import Books
import Decisions
import Diagnostics
import JSON
import RuleFiles
import Rules
import Serving
import Time

/// `GET /v1/book`: what serves, since when, how much it is, and the newest files where they are not it.
struct BookHandler: RequestHandler {
  let state: ServingState

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) {
    state.reply(HTTPResponse(body: state.bookJSON()), to: writer)
  }
}

extension ServingState {
  func bookJSON() -> [UInt8] {
    let loaded = book.loaded
    var writer = JSONWriter(reservingCapacity: 1_024)
    writer.beginObject()
    writer.key("revision")
    writer.string(loaded.book.revision)
    writer.key("loaded_at")
    writer.string(loaded.loadedAt.description)
    writer.key("source")
    writer.string(loaded.origin.rawValue)
    writer.key("stale")
    writer.bool(rejection != nil)
    writer.key("counts")
    writer.beginObject()
    for (name, count) in loaded.counts {
      writer.key(name)
      writer.int(Int64(count))
    }
    writer.endObject()
    writer.key("warnings")
    DiagnosticReport.write(loaded.diagnostics, to: &writer)
    if let rejection {
      writer.key("rejected")
      rejection.write(to: &writer)
    }
    writer.endObject()
    writer.newline()
    return writer.bytes
  }
}

extension LoadedBook {
  var counts: [(String, Int)] {
    let vocabulary = book.vocabulary
    return [
      ("files", files.count), ("markets", vocabulary.markets.count), ("stages", vocabulary.stages.count),
      ("personas", vocabulary.personas.count), ("pain_points", vocabulary.painPoints.count),
      ("triggers", vocabulary.triggers.count), ("touchpoints", vocabulary.touchpoints.count),
      ("channels", vocabulary.channels.count), ("attributes", book.attributes.count),
      ("actions", book.actions.count), ("rules", book.rules.count),
    ]
  }
}

extension Rejection {
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("at")
    writer.string(at.description)
    writeMembers(to: &writer)
    writer.endObject()
  }

  /// The revision of the files, where they could all be read, and what is wrong with them.
  func writeMembers(to writer: inout JSONWriter) {
    if let revision {
      writer.key("revision")
      writer.string(revision)
    }
    writer.key("diagnostics")
    DiagnosticReport.write(diagnostics, to: &writer)
  }
}
