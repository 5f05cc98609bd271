@testable import Journeys

/// Makes each of the reports.
enum AnyReport {
  static func document(
    _ kind: ReportKind, of records: [JourneyRecord], _ frame: ReportFrame
  ) -> ReportDocument {
    switch kind {
    case .stages: document(StagesReport.Builder(frame), records)
    case .touchpoints: document(TouchpointsReport.Builder(frame), records)
    case .stalled: document(StalledReport.Builder(frame) { "call \($0.journey)" }, records)
    case .paths: document(PathsReport.Builder(frame), records)
    case .group: document(GroupReport.Builder(frame), records)
    }
  }

  private static func document<Builder: ReportBuilder>(
    _ builder: Builder, _ records: [JourneyRecord]
  ) -> ReportDocument {
    var builder = builder
    for record in records { builder.add(record) }
    return builder.finish().document
  }
}
