import API
import Books
import Decisions
import Diagnostics
import JSON
import RuleFiles
import Rules
import Serving
import Settings
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
    writer.object {
      $0.member("revision", loaded.book.revision)
      $0.member("loaded_at", loaded.loadedAt.description)
      $0.member("source", loaded.origin.rawValue)
      $0.member("stale", isStale)
      $0.member("publish", configuration.publish.rawValue)
      $0.object("counts") {
        for (name, count) in loaded.counts { $0.member(named: name) { $0.int(Int64(count)) } }
      }
      $0.member("warnings") { DiagnosticReport.write(loaded.diagnostics, to: &$0) }
      if let lastChange { $0.member("changed") { lastChange.rules.write(to: &$0) } }
      if let loss = lastChange?.loss {
        $0.object("removed") {
          $0.member("rules", loss.rules)
          $0.member("suppress", loss.suppressRules)
          $0.member("previous", loss.previous)
        }
      }
      let weakened = weakenedNow
      if !weakened.isEmpty {
        $0.array("weakened", of: weakened.prefix(RuleChanges.mostNames)) { $1.write(to: &$0) }
      }
      if let unsettled {
        $0.object("unsettled") { $0.array("files", of: unsettled) }
      }
      if let rejection { $0.member("rejected") { rejection.write(to: &$0) } }
    }
    writer.newline()
    return writer.bytes
  }
}

extension RecentlyWeakened.Entry {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object {
      safeguard.writeMembers(to: &$0)
      $0.member("at", at.description)
    }
  }
}

extension RuleChanges {
  /// How many names stand in an answer at most.
  fileprivate static let mostNames = 20

  func write(to writer: inout JSONWriter) {
    writer.object {
      $0.member("previous", previous)
      $0.member("added", added.count)
      $0.member("removed", removed.count)
      $0.array("rules_added", of: Array(added.prefix(Self.mostNames)))
      $0.array("rules_removed", of: Array(removed.prefix(Self.mostNames)))
    }
  }
}

extension LoadedBook {
  var counts: [(String, Int)] {
    let vocabulary = book.vocabulary
    return [
      ("files", files.count), ("markets", vocabulary.markets.count), ("stages", vocabulary.stages.count),
      ("exits", vocabulary.exits.count), ("personas", vocabulary.personas.count),
      ("pain_points", vocabulary.painPoints.count), ("triggers", vocabulary.triggers.count),
      ("touchpoints", vocabulary.touchpoints.count), ("channels", vocabulary.channels.count),
      ("attributes", book.attributes.count), ("actions", book.actions.count), ("rules", book.rules.count),
    ]
  }
}

extension Rejection {
  func write(to writer: inout JSONWriter) {
    writer.object {
      $0.member("at", at.description)
      writeMembers(to: &$0)
    }
  }

  /// The revision of the files, where they could all be read, and what is wrong with them.
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("revision", ifPresent: revision)
    writer.member("diagnostics") { DiagnosticReport.write(diagnostics, to: &$0) }
  }
}
