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
      guard item.name == Parameter.id.rawValue else {
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
    json.object {
      $0.member("revision", book.revision)
      $0.array("rules", of: indices) { book.rules[$1].write(serving.counts[$1], in: languages, to: &$0) }
    }
    json.newline()
    state.reply(HTTPResponse(body: json.bytes), to: writer)
  }
}

extension Rule {
  fileprivate func write(
    _ count: ServingBook.RuleCount, in languages: LanguageChain, to writer: inout JSONWriter
  ) {
    writer.object {
      $0.member("id", id)
      $0.member("verb", effect.verb)
      $0.member("title", ifPresent: title?.text(in: languages))
      $0.member("enabled", isEnabled)
      $0.member("file", location.file)
      $0.member("line", Int(location.span.line))
      if !tags.isEmpty { $0.array("tags", of: tags) }
      $0.member("owner", ifPresent: owner)
      $0.member("matched", count.matched)
      $0.member("errors", count.errors)
      $0.member("last_matched", ifPresent: count.lastMatched?.description)
    }
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
