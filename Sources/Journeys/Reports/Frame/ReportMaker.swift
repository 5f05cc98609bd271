/// Makes whichever report is asked for, of journeys that come one by one. For one thread.
package final class ReportMaker {
  private let addRecord: (JourneyRecord) -> Void
  private let makeDocument: () -> ReportDocument

  /// - Parameter advice: what to do next with a journey that stalls, or why nothing.
  package convenience init(
    _ kind: ReportKind, _ frame: ReportFrame, advice: @escaping (JourneyRecord) -> String?
  ) {
    switch kind {
    case .stages: self.init(StagesReport.Builder(frame))
    case .touchpoints: self.init(TouchpointsReport.Builder(frame))
    case .stalled: self.init(StalledReport.Builder(frame, recommendation: advice))
    case .paths: self.init(PathsReport.Builder(frame))
    case .group: self.init(GroupReport.Builder(frame))
    }
  }

  private init<Builder: ReportBuilder>(_ builder: Builder) {
    let box = Box(builder)
    addRecord = { box.builder.add($0) }
    makeDocument = { box.builder.finish().document }
  }

  package func add(_ record: JourneyRecord) { addRecord(record) }

  /// The report on all that were added.
  package func finish() -> ReportDocument { makeDocument() }

  /// A builder that is changed in place.
  private final class Box<Builder: ReportBuilder> {
    var builder: Builder

    init(_ builder: Builder) { self.builder = builder }
  }
}
