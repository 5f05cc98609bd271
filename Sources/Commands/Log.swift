import ArgumentParser

/// `waymark log`: what the daemon has logged of its decisions.
struct Log: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Look into the decision log, and check that it is whole.",
    subcommands: [Verify.self, Show.self])
}
