import API
import ArgumentParser
import JSON
import Rules
import Time

/// `waymark alerts list`: the alerts that were raised.
struct ListAlerts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Show the alerts that were raised, newest last.",
    discussion: """
      The history keeps alerts for 400 days, or for 'history.keep' where that is shorter. Only who may administer the \
      daemon sees them.
      """)

  @Option(
    help: ArgumentHelp(
      "Those raised from then on: an instant, a date (UTC), or how long ago, such as 7d.", valueName: "when"))
  var since: String?

  @Option(help: ArgumentHelp("Those of a rule.", valueName: "id"))
  var rule: String?

  @Option(help: "Those of a severity.")
  var severity: AlertSeverity?

  @Option(help: ArgumentHelp("Those of a journey.", valueName: "id"))
  var journey: String?

  @Option(help: "Text for people, or json as the daemon answers.")
  var format = OutputFormat.text

  @OptionGroup var daemon: ClientOptions

  func run() throws {
    let (alerts, last) = try read()
    let output = Terminal.standardOutput
    switch format {
    case .text: output.write(AlertTable(alerts).rendered(for: output))
    case .json:
      var json = JSONWriter()
      json.object {
        $0.array("alerts", of: alerts) { $0.raw($1.json) }
        $0.member("last", last)
      }
      json.newline()
      output.write(json: json.bytes)
    }
  }

  private func read() throws -> (alerts: [FollowedAlert], last: Int64) {
    let earliest = try since.map { try Instant(argument: $0, of: "--since", now: .systemNow) }
    let client = try daemon.client()
    var alerts: [FollowedAlert] = []
    var place: Int64 = 0
    while true {
      let page = try client.alerts(after: place)
      alerts += page.alerts.filter { isWanted($0, since: earliest) }
      guard let last = page.alerts.last else { return (alerts, page.last) }
      place = last.number
    }
  }

  private func isWanted(_ alert: FollowedAlert, since earliest: Instant?) -> Bool {
    if let earliest, alert.at < earliest { return false }
    if let rule, ExactText(alert.rule) != ExactText(rule) { return false }
    if let severity, alert.text("severity") != severity.rawValue { return false }
    if let journey, alert.text("journey").map({ ExactText($0) }) != ExactText(journey) { return false }
    return true
  }
}

extension AlertSeverity: ExpressibleByArgument {}
