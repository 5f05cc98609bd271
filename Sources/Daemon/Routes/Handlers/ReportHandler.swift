import API
import Decisions
import Diagnostics
import History
import JSON
import Journeys
import Rules
import Serving
import Settings
import Time

/// Which report a path gives.
protocol ReportRoute {
  static var kind: ReportKind { get }
}

enum StagesRoute: ReportRoute { static let kind = ReportKind.stages }
enum TouchpointsRoute: ReportRoute { static let kind = ReportKind.touchpoints }
enum StalledRoute: ReportRoute { static let kind = ReportKind.stalled }
enum PathsRoute: ReportRoute { static let kind = ReportKind.paths }
enum GroupRoute: ReportRoute { static let kind = ReportKind.group }

/// `GET /v1/reports/…`: a report on all journeys, as JSON, as a text for people or as CSV.
struct ReportHandler<Route: ReportRoute>: RequestHandler {
  let state: ServingState

  private var kind: ReportKind { Route.kind }

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) throws {
    let frame = try frame(request)
    let form = ReportForm(request)
    let kind = kind
    let job = ReportJob(state, frame) { advice in
      ReportMaker(kind, frame, advice: advice)
    } add: { maker, record in
      maker.add(record)
    }
    let book = state.book
    job.run({ $0.finish() }) { [state] result in
      switch result {
      case .failure(let fault): state.reply(.historyUnreadable(fault), to: writer)
      case .success(let document):
        if let listing = document.listing, !listing.isKnown {
          return state.reply(
            .unknownNumber(listing.cell, nearest: nearest(to: listing.cell, among: listing.candidates)),
            to: writer)
        }
        let body =
          switch form {
          case .json: document.json
          case .text: Array(document.text.utf8)
          case .csv: Array(document.csv.utf8)
          }
        state.reply(HTTPResponse(contentType: form.contentType, body: body), to: writer, under: book)
      }
    }
  }

  private func frame(_ request: HTTPRequest) throws(QueryProblem) -> ReportFrame {
    var query = ReportQuery()
    for item in request.query {
      switch Parameter(rawValue: item.name) {
      case .asOf: query.asOf = item.value
      case .since: query.since = item.value
      case .by: query.dimensions = item.value
      case .mature where kind == .stages: query.mature = item.value
      case .list: query.cell = item.value
      default:
        let mature = kind == .stages ? ", 'mature'" : ""
        throw QueryProblem(
          "unknown parameter '\(item.name)'; there are 'as_of', 'since', 'by'\(mature) and 'list'")
      }
    }
    let clock = state.clock()
    do throws(ReportQuery.Mistake) {
      var frame = try query.frame(state.book.book, clock: clock)
      frame.keptSince = clock - state.kept
      return frame
    } catch {
      let name: Parameter =
        switch error.part {
        case .asOf: .asOf
        case .since: .since
        case .dimensions: .by
        case .mature: .mature
        }
      throw QueryProblem("'\(name.rawValue)' \(error.detail)\(error.help.map { "; \($0)" } ?? "")")
    }
  }

}

/// How a report is written.
private enum ReportForm {
  case json, text, csv

  init(_ request: HTTPRequest) {
    switch request.header("accept").map({ MediaType.withoutParameters($0) }) {
    case MediaType.text: self = .text
    case MediaType.csv: self = .csv
    default: self = .json
    }
  }

  var contentType: String {
    switch self {
    case .json: MediaType.json
    case .text: "\(MediaType.text); charset=utf-8"
    case .csv: "\(MediaType.csv); charset=utf-8"
    }
  }
}
