import Foundation

/// Reservations over many connections at once, each on the disk before it is answered, beside what the disk can do.
enum Reserving {
  private static let connections = 64
  private static let journeys = 20_000

  static func rows(_ table: SocketTable) throws -> [SocketTable.Row] {
    // As somebody asks now.
    let made = try Workload.made(for: "\(SocketTable.rulesMade)", states: journeys, now: nil)
    let served = try ServedBook(
      table.program, serving: made.files, in: table.workplace, named: "next",
      settings: ["history: {durability: full}"])
    let requests = Requests.post("/v1/next", made.states)
    var (rates, syncs, shares, processor): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
    for _ in 0..<max(2, 5 / table.haste) {
      let possible = try Disk.syncsPerSecond(in: table.workplace.path("pages"), count: 1_000 / table.haste)
      let before = try Counters(served.client)
      let used = served.server.processorTime
      let answers = try served.client.ask(
        requests, connections: connections, for: .milliseconds(1_500 / table.haste))
      let made = try Counters(served.client) - before
      guard Int(made.contacts) == answers.count else {
        throw ServerFailure("\(answers.count) answers of next, and \(made.contacts) contacts recorded")
      }
      processor.append((served.server.processorTime - used) / 1e3 / Double(answers.count))
      rates.append(answers.perSecond)
      syncs.append(possible)
      shares.append(made.contacts / made.commits)
    }
    let (rate, possible) = (Measure.median(rates), Measure.median(syncs))
    return [
      .init(
        name: "next, \(connections) connections, each answer on the disk",
        ours: String(
          format: "%.0f a second, %.1f in a commit, %.1f µs of processor each", rate, Measure.median(shares),
          Measure.median(processor)),
        other: String(format: "fdatasync of 8 KiB: %.0f a second", possible),
        ratio: String(format: "%.1f", rate / possible))
    ]
  }

  /// What the daemon counts.
  private struct Counters {
    var contacts, commits: Double

    init(_ client: Client) throws {
      let metrics = try client.fetch(.get("/metrics"))
      contacts = metrics.metric("waymark_history_contacts_total")
      commits = metrics.metric("waymark_history_commit_seconds_count")
    }

    static func - (later: Counters, earlier: Counters) -> Counters {
      var difference = later
      difference.contacts -= earlier.contacts
      difference.commits -= earlier.commits
      return difference
    }
  }
}
