import API
import Decisions
import Diagnostics
import JSON
import Rules
import Serving
import Time

/// `GET /v1/rules`: all rules, or the one that the query names, with where they are and how often each matched.
struct RulesHandler: RequestHandler {
  let state: ServingState

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) throws {
    let serving = state.book
    let book = serving.book
    var indices = Array(book.rules.indices)
    for item in request.query {
      guard item.name == "id" else {
        throw QueryProblem("unknown parameter '\(item.name)'; there is 'id'")
      }
      guard let index = serving.index(ofRule: item.value) else {
        let problem = Problem.unknownRule(
          item.value, nearest: nearest(to: item.value, among: book.rules.map(\.id)))
        return state.reply(problem, to: writer)
      }
      indices = [index]
    }
    let languages = LanguageChain(person: nil, book: book.policies.language)
    var json = JSONWriter(reservingCapacity: 160 * indices.count)
    json.beginObject()
    json.key("revision")
    json.string(book.revision)
    json.key("rules")
    json.beginArray()
    for index in indices { book.rules[index].write(serving.counts[index], in: languages, to: &json) }
    json.endArray()
    json.endObject()
    json.newline()
    state.reply(HTTPResponse(body: json.bytes), to: writer)
  }
}

extension Rule {
  fileprivate func write(
    _ count: ServingBook.RuleCount, in languages: LanguageChain, to writer: inout JSONWriter
  ) {
    writer.beginObject()
    writer.key("id")
    writer.string(id)
    writer.key("verb")
    writer.string(effect.verb)
    if let title {
      writer.key("title")
      writer.string(title.text(in: languages))
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

extension Rule.Effect {
  /// The key of a rule that says what it does.
  var verb: String {
    switch self {
    case .detect: "detect"
    case .place: "place"
    case .recommend: "recommend"
    case .suppress: "suppress"
    case .alert: "alert"
    }
  }
}
