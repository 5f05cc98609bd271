import ArgumentParser

/// Which columns of a CSV file are left out.
struct SkippedColumns: ParsableArguments {
  @Option(
    name: .customLong("skip-columns"),
    help: ArgumentHelp("Columns of the CSV file that are left out.", valueName: "name,name"))
  private var list: String?

  var isGiven: Bool { list != nil }

  var names: Set<String> { Set((list ?? "").split(separator: ",").map { String($0) }) }
}
