import ArgumentParser
import Diagnostics
import Journeys
import Rules
import Time

/// What every report on journeys is asked for.
struct JourneysOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The file with events, one a line, or - for standard input.", valueName: "file"),
    completion: .file(extensions: ["ndjson", "jsonl"]))
  var from: String

  @Option(help: ArgumentHelp("The directory of the rule book.", valueName: "dir"), completion: .directory)
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

  func frame(_ book: RuleBook, clock: Instant, mature: TimeSpan) throws -> ReportFrame {
    let zone = book.policies.zone
    return ReportFrame(
      vocabulary: book.vocabulary, policies: book.policies,
      asOf: try Self.instant(asOf, "--as-of", zone) ?? clock, since: try Self.instant(since, "--since", zone),
      by: try dimensions(book), mature: mature, listing: cell)
  }

  private static func instant(_ text: String?, _ option: String, _ zone: Zone) throws -> Instant? {
    guard let text else { return nil }
    guard let instant = Instant(text, bareDatesIn: zone) else {
      throw Failure(
        .wrongUse, "'\(option)' is an instant such as 2026-09-23T10:00:00Z, or a date; '\(text)' is neither")
    }
    return instant
  }

  private func dimensions(_ book: RuleBook) throws -> [ReportDimension] {
    let names = dimensions?.split(separator: ",").map { String($0.trimmed) } ?? []
    return try names.map { name in
      if let dimension = ReportDimension(named: name, in: book.names) { return dimension }
      let known = ["market", "persona", "role"] + book.attributes.map(\.path)
      throw Failure(
        .wrongUse, "there is nothing called '\(name)' to group by",
        help: nearest(to: name, among: known).map { "did you mean '\($0)'?" }
          ?? "there are \(known.joined(separator: ", "))")
    }
  }
}

extension Substring {
  /// Without spaces around it.
  fileprivate var trimmed: Substring {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return text
  }
}
