import ArgumentParser

/// `waymark journeys`: reports on journeys over time.
struct Journeys: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journeys",
    abstract: "Report on journeys over time: stages, touchpoints, stalled journeys, paths, buying groups.",
    discussion: """
      Reads events, one JSON object a line, as `/v1/events` takes them, and says where journeys are, how long they \
      stay, where they go and where they are lost. Journeys that have not ended count as long as they were watched: \
      neither as lost nor as done. The report is a function of the events, the rule book and --as-of.
      """,
    subcommands: [Stages.self, Touchpoints.self, Stalled.self, Paths.self, Group.self])
}
