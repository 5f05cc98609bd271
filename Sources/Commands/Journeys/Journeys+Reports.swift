import ArgumentParser
import Journeys
import Time

extension Journeys {
  /// `waymark journeys stages`.
  struct Stages: JourneyReportCommand {
    static let configuration = CommandConfiguration(
      abstract: "How long journeys stay in each stage, where they go, and where they are lost.",
      discussion: """
        Time in stage is estimated by Kaplan and Meier, where they go by Aalen and Johansen: with open journeys, and \
        with those that were first seen after they had entered. Both are shown after 7, 14, 30 and 90 days.
        """)

    @OptionGroup var options: JourneysOptions

    @Option(
      name: .customLong("mature"),
      help: ArgumentHelp(
        "Of those who entered a stage at least so long ago, count who was in a later one within that time.",
        valueName: "duration"))
    var matureText = "30d"

    var mature: TimeSpan {
      get throws {
        guard let span = TimeSpan(matureText) else {
          throw Failure(.wrongUse, "'--mature' is a duration such as 30d; '\(matureText)' is none")
        }
        return span
      }
    }

    func builder(_ frame: ReportFrame, _ recollection: Recollection) -> StagesReport.Builder {
      StagesReport.Builder(frame)
    }
  }

  /// `waymark journeys touchpoints`.
  struct Touchpoints: JourneyReportCommand {
    static let configuration = CommandConfiguration(
      abstract: "What customers met, how they felt about it, and what went with losing them.")

    @OptionGroup var options: JourneysOptions

    func builder(_ frame: ReportFrame, _ recollection: Recollection) -> TouchpointsReport.Builder {
      TouchpointsReport.Builder(frame)
    }
  }

  /// `waymark journeys stalled`.
  struct Stalled: JourneyReportCommand {
    static let configuration = CommandConfiguration(
      abstract: "The journeys that have been in a stage for too long, and what to do next for each.",
      discussion: """
        Too long is the stalls_after of the stage, or else longer than nine in ten stay. With each stands what \
        `decide` gives it at the instant of the report, by what the events say, or why nothing.
        """)

    @OptionGroup var options: JourneysOptions

    func builder(_ frame: ReportFrame, _ recollection: Recollection) -> StalledReport.Builder {
      let advice = StalledAdvice(recollection, at: frame.asOf)
      return StalledReport.Builder(frame) { advice.text(for: $0.journey) }
    }
  }

  /// `waymark journeys paths`.
  struct Paths: JourneyReportCommand {
    static let configuration = CommandConfiguration(
      abstract: "Which ways journeys take from stage to stage, against those that the rule book expects.")

    @OptionGroup var options: JourneysOptions

    func builder(_ frame: ReportFrame, _ recollection: Recollection) -> PathsReport.Builder {
      PathsReport.Builder(frame)
    }
  }

  /// `waymark journeys group`.
  struct Group: JourneyReportCommand {
    static let configuration = CommandConfiguration(
      abstract: "How far the buying groups of accounts are complete, and which roles are missing.")

    @OptionGroup var options: JourneysOptions

    func builder(_ frame: ReportFrame, _ recollection: Recollection) -> GroupReport.Builder {
      GroupReport.Builder(frame)
    }
  }
}
