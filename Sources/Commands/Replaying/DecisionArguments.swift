import ArgumentParser

/// A decision of the log that a command is about.
struct DecisionArguments: ParsableArguments {
  @Argument(help: ArgumentHelp("The decision's id.", valueName: "id"))
  var id: String

  @Argument(
    help: ArgumentHelp("The folder of the log, or a file of it; by default the daemon's.", valueName: "log"),
    completion: .file(extensions: ["ndjson", "gz"]))
  var log: String?
}
