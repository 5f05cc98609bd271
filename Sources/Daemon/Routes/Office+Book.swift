import Books
import API
import Decisions
import Diagnostics
import JSON
import Rules
import Serving
import Telemetry
import Time

extension Office {
  /// What serves, since when, how much it is, and the newest files where they are not it.
  func bookJSON() -> [UInt8] {
    let edition = desk.edition
    let book = edition.book
    var writer = JSONWriter(reservingCapacity: 1_024)
    writer.beginObject()
    writer.key("revision")
    writer.string(book.revision)
    writer.key("loaded_at")
    writer.string(edition.loadedAt.description)
    writer.key("source")
    writer.string(edition.origin.rawValue)
    writer.key("stale")
    writer.bool(rejection != nil)
    writer.key("counts")
    writer.beginObject()
    for (name, count) in edition.counts {
      writer.key(name)
      writer.int(Int64(count))
    }
    writer.endObject()
    writer.key("warnings")
    DiagnosticReport.write(edition.diagnostics, to: &writer)
    if let rejection {
      writer.key("rejected")
      rejection.write(to: &writer)
    }
    writer.endObject()
    writer.newline()
    return writer.bytes
  }

  /// The answer to a reload that was asked for.
  func answer(to result: LoadResult) -> HTTPResponse {
    switch result {
    case .loaded, .unchanged: return HTTPResponse(body: bookJSON())
    case .rejected(let rejection):
      let problem = Problem(
        "book-rejected", title: "Rule book rejected", status: 422,
        detail: "the newest rule files are not taken; rule book \(desk.revision) goes on")
      let body = problem.json { rejection.writeMembers(to: &$0) }
      return HTTPResponse(status: 422, contentType: "application/problem+json", body: body)
    }
  }

  /// All rules, or the one that the query names.
  func rules(_ request: HTTPRequest) -> HTTPResponse {
    let book = desk.edition.book
    var indices = Array(book.rules.indices)
    for item in request.query {
      guard item.name == "id" else {
        return HTTPResponse(.badQuery("unknown parameter '\(item.name)'; there is 'id'"))
      }
      guard let index = book.rules.firstIndex(where: { $0.id == item.value }) else {
        return HTTPResponse(
          .unknownRule(item.value, nearest: nearest(to: item.value, among: book.rules.map(\.id))))
      }
      indices = [index]
    }
    var writer = JSONWriter(reservingCapacity: 160 * indices.count)
    writer.beginObject()
    writer.key("revision")
    writer.string(book.revision)
    writer.key("rules")
    writer.beginArray()
    for index in indices { book.rules[index].write(desk.counts[index], to: &writer) }
    writer.endArray()
    writer.endObject()
    writer.newline()
    return HTTPResponse(body: writer.bytes)
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

  /// What a log line says of a book that serves, and of what changed against the one before.
  func logFields(after previous: LoadedBook?) -> LogFields {
    var fields: LogFields = [
      "revision": .string(book.revision), "source": .string(origin.rawValue), "files": .init(files.count),
      "rules": .init(book.rules.count), "actions": .init(book.actions.count),
      "warnings": .init(diagnostics.count { $0.severity == .warning }),
    ]
    guard let previous else { return fields }
    fields.append("previous", .string(previous.book.revision))
    let old = Dictionary(previous.files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    func append(_ name: String, _ paths: [String]) {
      if !paths.isEmpty { fields.append(name, .strings(paths.sorted().prefix(20).map { $0 })) }
    }
    append("files_changed", new.filter { path, bytes in old[path].map { $0 != bytes } ?? false }.map(\.key))
    append("files_added", new.keys.filter { old[$0] == nil })
    append("files_removed", old.keys.filter { new[$0] == nil })
    let oldRules = Set(previous.book.rules.map(\.id))
    let newRules = Set(book.rules.map(\.id))
    append("rules_added", Array(newRules.subtracting(oldRules)))
    append("rules_removed", Array(oldRules.subtracting(newRules)))
    return fields
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

  func logFields(serving revision: String) -> LogFields {
    let errors = diagnostics.filter { $0.severity == .error }
    return [
      "revision": .string(revision), "errors": .init(errors.count),
      "diagnostics": .strings(
        errors.prefix(10).map(\.onOneLine)),
    ]
  }
}

extension Rule {
  fileprivate func write(_ count: ServingBook.RuleCount, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("id")
    writer.string(id)
    writer.key("verb")
    writer.string(effect.verb.rawValue)
    if let title {
      writer.key("title")
      writer.string(title.text(in: LanguageChain(person: nil, book: "en")))
    }
    writer.key("enabled")
    writer.bool(isEnabled)
    writer.key("file")
    writer.string(location.file)
    writer.key("line")
    writer.int(Int64(location.span.line))
    if !tags.isEmpty {
      writer.key("tags")
      writer.beginArray()
      for tag in tags { writer.string(tag) }
      writer.endArray()
    }
    if let owner {
      writer.key("owner")
      writer.string(owner)
    }
    writer.key("matched")
    writer.int(Int64(count.matched))
    writer.key("errors")
    writer.int(Int64(count.errors))
    if let lastMatched = count.lastMatched {
      writer.key("last_matched")
      writer.string(lastMatched.description)
    }
    writer.endObject()
  }
}
