import ArgumentParser
import Journeys

/// What every report on journeys is asked for.
struct JourneysOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file with events, one a line, or - for standard input; without it the daemon is asked.",
      valueName: "file"),
    completion: .file(extensions: ["ndjson", "jsonl"]))
  var from: String?

  @Option(
    help: ArgumentHelp("The directory of the rule book, with --from.", valueName: "dir"),
    completion: .directory)
  var rules = "rules"

  @Option(
    help: ArgumentHelp(
      "What happened later does not count; an instant or a date, by default now.", valueName: "instant"))
  var asOf: String?

  @Option(
    help: ArgumentHelp("What happened before is not looked at; an instant or a date.", valueName: "instant"))
  var since: String?

  @Option(
    name: .customLong("by"),
    help: ArgumentHelp(
      "Group by these, with commas between: market, persona, role, or attributes such as account.industry.",
      valueName: "names"))
  var dimensions: String?

  @Option(help: "Text for people (the default), json for programs, or csv for spreadsheets.")
  var format = Format.text

  @Option(
    name: .customLong("list"),
    help: ArgumentHelp(
      "Print the journeys behind one number instead; the report says how each is called.", valueName: "name"))
  var cell: String?

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv
  }

  @OptionGroup var daemon: ClientOptions

  /// - Parameter mature: of the report on stages.
  func query(mature: String?) -> ReportQuery {
    var query = ReportQuery()
    query.asOf = asOf
    query.since = since
    query.dimensions = dimensions
    query.mature = mature
    query.cell = cell
    return query
  }
}

extension ReportQuery.Part {
  /// The option that says it.
  var option: String {
    switch self {
    case .asOf: "--as-of"
    case .since: "--since"
    case .dimensions: "--by"
    case .mature: "--mature"
    }
  }
}
