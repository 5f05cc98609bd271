import ArgumentParser
import Decisions
import Diagnostics
import Journeys
import Rules
import Time

/// A command that prints one report on journeys.
protocol JourneyReportCommand: ParsableCommand {
  associatedtype Builder: ReportBuilder

  var options: JourneysOptions { get }
  /// Of those who entered a stage so long ago it is counted who came further.
  var mature: TimeSpan { get throws }

  func builder(_ frame: ReportFrame, _ recollection: Recollection) -> Builder
}

extension JourneyReportCommand {
  var mature: TimeSpan { ReportFrame.standardMature }

  func run() throws {
    let book = try RuleBookFolder(at: options.rules, option: "--rules").soundBook()
    let plan = DecisionPlan(book)
    let clock = Instant.systemNow
    let frame = try options.frame(book, clock: clock, mature: try mature)
    let file = try EventsFile(options.from, plan, clock: clock)
    file.mistakes.end()
    let recollection = file.recollection(for: plan)
    var reader = RecordReader(recollection, frame)
    var builder = builder(frame, recollection)
    for journey in file.journeys {
      if let record = reader.record(of: journey) { builder.add(record) }
    }
    try print(builder.finish().document)
    if file.mistakes.count > 0 { throw Status.findings.code }
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
