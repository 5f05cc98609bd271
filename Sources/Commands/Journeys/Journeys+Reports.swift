import ArgumentParser
import Journeys

extension Journeys {
  /// `waymark journeys stages`.
  struct Stages: JourneyReportCommand {
    static let configuration = CommandConfiguration(
      commandName: "stages",
      abstract: "How long journeys stay in each stage, where they go, and where they are lost.",
      discussion: """
        Time in stage is estimated by Kaplan and Meier, where they go by Aalen and Johansen: with open journeys, and \
        with those that were first seen after they had entered. Both are shown after 7, 14, 30 and 90 days.
        """)

    @OptionGroup var options: JourneysOptions

    @Option(
      help: ArgumentHelp(
        "Of those who entered a stage at least so long ago, count who was in a later one within that time; by default 30d.",
        valueName: "duration"))
    var mature: String?

    static let kind = ReportKind.stages
  }

  /// `waymark journeys touchpoints`.
  struct Touchpoints: JourneyReportCommand {
    static let configuration = CommandConfiguration(
      commandName: "touchpoints",
      abstract: "What customers met, how they felt about it, and what went with losing them.")

    @OptionGroup var options: JourneysOptions

    static let kind = ReportKind.touchpoints
  }

  /// `waymark journeys stalled`.
  struct Stalled: JourneyReportCommand {
    static let configuration = CommandConfiguration(
      commandName: "stalled",
      abstract: "The journeys that have been in a stage for too long, and what to do next for each.",
      discussion: """
        Too long is the stalls_after of the stage, or else longer than nine in ten stay. With each stands what \
        `decide` gives it at the instant of the report, by what the events say, or why nothing.
        """)

    @OptionGroup var options: JourneysOptions

    static let kind = ReportKind.stalled
  }

  /// `waymark journeys paths`.
  struct Paths: JourneyReportCommand {
    static let configuration = CommandConfiguration(
      commandName: "paths",
      abstract: "Which ways journeys take from stage to stage, against those that the rule book expects.")

    @OptionGroup var options: JourneysOptions

    static let kind = ReportKind.paths
  }

  /// `waymark journeys group`.
  struct Group: JourneyReportCommand {
    static let configuration = CommandConfiguration(
      commandName: "group",
      abstract: "How far the buying groups of accounts are complete, and which roles are missing.")

    @OptionGroup var options: JourneysOptions

    static let kind = ReportKind.group
  }
}
