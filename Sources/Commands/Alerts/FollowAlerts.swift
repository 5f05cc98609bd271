import ArgumentParser
import Foundation
import Glibc
import Time

/// `waymark alerts follow`: delivers each alert that is raised.
struct FollowAlerts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "follow",
    abstract: "Deliver each alert that is raised, in order, at least once (the default).",
    discussion: """
      An alert is printed as a line, unless --run or --webhook says otherwise:

      --run gives it as one line of JSON to a command, on its standard input; exit code 0 says that it is delivered. \
      No shell is involved. --webhook posts the same to a URL with curl; a status of 200 to 299 says that it is \
      delivered. What is not delivered is tried again, with pauses that grow to a minute, and those behind it wait.

      With --run, --webhook or --position the place of the last alert that was delivered is stored, so that none is \
      left out when this ends and is started again; one may then come twice. Without a place it begins with new \
      alerts. While the daemon is away it waits. SIGTERM ends it once the delivery in hand is done.

      Exit codes: 0 ended as it was told to; 75 with --once: no daemon answers, or a delivery failed: try again.
      """)

  @Option(
    name: .customLong("run"), parsing: .remaining,
    help: ArgumentHelp(
      "Run a command for each alert. It stands last: what follows are its arguments.", valueName: "command"))
  var command: [String] = []

  @Option(help: ArgumentHelp("Post each alert to a URL: https, or http to this machine.", valueName: "url"))
  var webhook: String?

  @Option(
    help: ArgumentHelp(
      "The same, with the URL in a file that others cannot read: so it is in no list of processes.",
      valueName: "file"), completion: .file())
  var webhookFile: String?

  @Option(
    help: ArgumentHelp(
      "Headers for the webhook, a line each, in a file that others cannot read.", valueName: "file"),
    completion: .file())
  var headerFile: String?

  @Option(
    help: ArgumentHelp("How long a delivery may take, 1s to 10m.", valueName: "time"), transform: Self.time)
  var timeout = TimeSpan(seconds: 30)

  @Option(
    help: ArgumentHelp(
      "Gather the alerts of a rule for so long, and deliver them as one: {\"alerts\": [...]}.",
      valueName: "time"), transform: Self.time)
  var group: TimeSpan?

  @Option(help: ArgumentHelp("The file that stores the place.", valueName: "file"), completion: .file())
  var position: String?

  @Flag(help: "Without a place begin with the first alert, not with new ones.")
  var fromStart = false

  @Flag(help: "Deliver what is there, and end.")
  var once = false

  @Option(help: "What is printed: text for people, or json.")
  var format: OutputFormat?

  @OptionGroup var daemon: ClientOptions

  private static func time(_ text: String) throws -> TimeSpan {
    guard let span = TimeSpan(text), span <= TimeSpan(seconds: 600) else {
      throw ValidationError("'\(text)' is no time up to ten minutes; write for instance '30s' or '2m'.")
    }
    return span
  }

  func validate() throws {
    let ways = [!command.isEmpty, webhook != nil, webhookFile != nil].count { $0 }
    if ways > 1 { throw ValidationError("'--run', '--webhook' and '--webhook-file' exclude each other.") }
    if headerFile != nil && webhook == nil && webhookFile == nil {
      throw ValidationError("'--header-file' is for a webhook: give '--webhook' as well.")
    }
    if format != nil && ways > 0 {
      throw ValidationError("'--format' is for what is printed: leave it out with '--run' and '--webhook'.")
    }
  }

  func run() throws {
    // A reader that goes away is seen when it is written to.
    signal(SIGPIPE, SIG_IGN)
    let environment = ProcessInfo.processInfo.environment
    let delivery = try delivery(environment["PATH"] ?? "/usr/bin:/bin")
    let file = try positionFile(environment)
    let options = AlertFollower.Options(
      group: group.map { .microseconds($0.microseconds) }, isOnce: once, isFromStart: fromStart)
    let follower = AlertFollower(try daemon.client(patience: .seconds(90)), delivery, file: file, options)
    try follower.run()
  }

  private func delivery(_ folders: String) throws -> any AlertDelivery {
    let time = Duration.microseconds(timeout.microseconds)
    if !command.isEmpty { return try CommandDelivery(command, within: time, in: folders) }
    guard let url = try url() else {
      return PrintedDelivery(format: format ?? .text, terminal: .standardOutput)
    }
    return try WebhookDelivery(
      WebhookURL(url), headers: headerFile.map(SecretFile.headers) ?? [], within: time, in: folders)
  }

  private func url() throws -> String? {
    guard let webhookFile else { return webhook }
    let lines = try SecretFile.lines(webhookFile)
    guard lines.count == 1 else {
      throw Failure(.findings, "'\(webhookFile)' has \(lines.count) lines, and a URL is one")
    }
    return lines[0]
  }

  private func positionFile(_ environment: [String: String]) throws -> AlertPositionFile? {
    if let position { return try AlertPositionFile(position) }
    if command.isEmpty && webhook == nil && webhookFile == nil { return nil }
    return try AlertPositionFile(AlertPositionFile.usualPath(environment))
  }
}
