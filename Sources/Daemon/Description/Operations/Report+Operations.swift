import API
import JSON
import Journeys

private typealias Content = OperationDescription.Content

extension ReportHandler {
  static var operations: [OperationDescription] {
    [
      OperationDescription(
        method: "GET", id: Route.kind.operation, summary: Route.kind.summary,
        details:
          "As JSON; with `Accept: text/plain` for people, with `Accept: text/csv` for spreadsheets. With `list` the very "
          + "journeys behind one of its numbers are answered.",
        parameters: [.optional(.asOf), .optional(.since), .optional(.by)]
          + (Route.kind == .stages ? [.optional(.mature)] : []) + [.optional(.list)],
        answers: [
          .ok(
            "the report", Content(SchemaName.report.reference),
            Content(["type": "string"], as: MediaType.text), Content(["type": "string"], as: MediaType.csv))
        ],
        problems: [.notFound, .historyUnavailable])
    ]
  }
}

extension MapHandler {
  static let operations = [
    OperationDescription(
      method: "GET", id: "getMap", summary: "Draw the customer journey as one HTML file that needs no other",
      details:
        "Stages with customers, how they feel, touchpoints, pain points, actions and gaps, and how complete the mapping "
        + "is. It names no journey, and says of fewer than five only that they are few.",
      parameters: [.optional(.asOf), .optional(.language)],
      answers: [.ok("the page", Content(["type": "string"], as: MediaType.html))],
      problems: [.historyUnavailable])
  ]
}

extension ReportKind {
  fileprivate var operation: String {
    let name = rawValue
    return "report" + name.prefix(1).uppercased() + name.dropFirst()
  }

  fileprivate var summary: String {
    switch self {
    case .stages: "Report how long journeys stay in each stage, where they go, and where they are lost"
    case .touchpoints: "Report what customers met, how they felt about it, and what went with losing them"
    case .stalled: "Report the journeys that have been in a stage for too long, and what to do next for each"
    case .paths: "Report which ways journeys take from stage to stage"
    case .group: "Report how far the buying groups of accounts are complete"
    }
  }
}
