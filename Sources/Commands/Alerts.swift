import ArgumentParser

/// `waymark alerts`: what alert rules raised, and how it reaches somebody.
struct Alerts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alerts",
    abstract: "Bring the alerts that rules raise to people, or list them.",
    discussion: """
      `waymark alerts` follows: it goes on delivering each alert that is raised, by a command, by a webhook or as a \
      line, and `waymark help alerts follow` names its options. `waymark alerts list` shows what was raised.

      Only who may administer the daemon sees alerts.
      """,
    subcommands: [FollowAlerts.self, ListAlerts.self], defaultSubcommand: FollowAlerts.self)
}
