import API
import Decisions
import History
import Journeys
import Rules
import Serving
import Settings
import Time

/// `GET /v1/map`: the journey as one page for people, drawn of all that is remembered.
struct MapHandler: RequestHandler {
  let state: ServingState

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) throws {
    let (frame, language) = try question(request)
    let plan = state.book.plan
    let job = ReportJob(state, frame) { _ in
      JourneyMap.Builder(plan, asOf: frame.asOf, keptSince: frame.keptSince, language: language)
    } add: { builder, record in
      builder.add(record)
    }
    let book = state.book
    job.run({ Array($0.finish().html.utf8) }) { [state] result in
      switch result {
      case .failure(let fault): state.reply(.historyUnreadable(fault), to: writer)
      case .success(let page):
        state.reply(
          HTTPResponse(contentType: "\(MediaType.html); charset=utf-8", body: page), to: writer, under: book)
      }
    }
  }

  private func question(
    _ request: HTTPRequest
  ) throws(QueryProblem) -> (frame: ReportFrame, language: String?) {
    var query = ReportQuery()
    var language: String?
    for item in request.query {
      switch Parameter(rawValue: item.name) {
      case .asOf: query.asOf = item.value
      case .language: language = item.value
      default: throw QueryProblem("unknown parameter '\(item.name)'; there are 'as_of' and 'lang'")
      }
    }
    do throws(ReportQuery.Mistake) {
      var frame = try query.frame(state.book.book, clock: state.clock())
      frame.keptSince = state.clock() - state.kept
      return (frame, language)
    } catch {
      throw QueryProblem("'\(Parameter.asOf.rawValue)' \(error.detail)")
    }
  }
}
