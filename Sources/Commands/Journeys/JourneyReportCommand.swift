import API
import ArgumentParser
import Decisions
import Diagnostics
import Journeys
import Rules
import Time

/// A command that prints one report on journeys, made here of a file of events, or by the daemon.
protocol JourneyReportCommand: ParsableCommand {
  static var kind: ReportKind { get }

  var options: JourneysOptions { get }
  /// Of those who entered a stage so long ago it is counted who came further.
  var mature: String? { get }
}

extension JourneyReportCommand {
  var mature: String? { nil }

  func run() throws {
    guard let path = options.from else { return try askDaemon() }
    let book = try RuleBookFolder(at: options.rules, option: "--rules").soundBook()
    let plan = DecisionPlan(book)
    let clock = Instant.systemNow
    var frame = try frame(book, clock: clock)
    let file = try EventsFile(path, plan, clock: clock)
    file.mistakes.end()
    frame.completeSince = file.earliest.flatMap { $0 <= frame.asOf ? $0 : nil }
    let recollection = file.recollection(for: plan)
    var reader = RecordReader(recollection, frame)
    let advice = StalledAdvice(recollection, at: frame.asOf)
    let maker = ReportMaker(Self.kind, frame) { advice.text(for: $0.journey) }
    for journey in file.journeys {
      if let record = reader.record(of: journey) { maker.add(record) }
    }
    try print(maker.finish())
    if file.mistakes.count > 0 { throw Status.findings.code }
  }

  private func frame(_ book: RuleBook, clock: Instant) throws -> ReportFrame {
    do throws(ReportQuery.Mistake) {
      return try options.query(mature: mature).frame(book, clock: clock)
    } catch {
      throw Failure(.wrongUse, "'\(error.part.option)' \(error.detail)", help: error.help)
    }
  }

  private func askDaemon() throws {
    let query = options.query(mature: mature)
    var request = DaemonRequest(
      .get, Self.kind.endpoint,
      [
        .asOf: query.asOf, .since: query.since, .by: query.dimensions, .mature: query.mature,
        .list: query.cell,
      ])
    request.accepted = options.format.mediaType
    let answer = try options.daemon.client(patience: .seconds(60)).ask(request)
    guard answer.isSuccess else { throw ProblemReport(answer).failure }
    switch options.format {
    case .text: Terminal.standardOutput.write(String(decoding: answer.body, as: UTF8.self).visibleLines)
    case .json: Terminal.standardOutput.write(json: answer.body)
    case .csv: Terminal.standardOutput.write(String(decoding: answer.body, as: UTF8.self))
    }
  }

  private func print(_ document: ReportDocument) throws {
    if let listing = document.listing, !listing.isKnown {
      throw Failure(
        .wrongUse, "the report has no number called '\(listing.cell)'",
        help: nearest(to: listing.cell, among: listing.candidates).map { "did you mean '\($0)'?" }
          ?? "the report names them: leave '--list' out")
    }
    switch options.format {
    case .text: Terminal.standardOutput.write(document.text.visibleLines)
    case .json: Terminal.standardOutput.write(json: document.json)
    case .csv: Terminal.standardOutput.write(document.csv)
    }
  }
}

extension ReportKind {
  /// Where the daemon gives it.
  fileprivate var endpoint: Endpoint {
    switch self {
    case .stages: .reportStages
    case .touchpoints: .reportTouchpoints
    case .stalled: .reportStalled
    case .paths: .reportPaths
    case .group: .reportGroup
    }
  }
}

extension JourneysOptions.Format {
  fileprivate var mediaType: String {
    switch self {
    case .text: MediaType.text
    case .json: MediaType.json
    case .csv: MediaType.csv
    }
  }
}
