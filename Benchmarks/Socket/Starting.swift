import Foundation

/// How long a start takes, to the first answer, and how much memory a daemon has.
enum Starting {
  static func rows(_ table: SocketTable) throws -> [SocketTable.Row] {
    try [
      row("the shipped book", table.rules, starts: max(3, 7 / table.haste), table),
      row("10,000 rules", "10000", starts: 3, table),
      row("100,000 rules", "100000", starts: 1, table),
    ]
  }

  private static func row(_ name: String, _ book: String, starts: Int, _ table: SocketTable) throws
    -> SocketTable.Row
  {
    let made = try Workload.made(for: book)
    let requests = Requests.post("/v1/decide", made.states)
    var (times, memory, most): ([Double], [Double], [Double]) = ([], [], [])
    for number in 0..<starts {
      let served = try ServedBook(
        table.program, serving: made.files, in: table.workplace, named: "start \(name) \(number)",
        asUsual: true)
      times.append(served.starting.milliseconds)
      _ = try served.client.ask(requests, connections: 1, for: .milliseconds(500))
      memory.append(served.server.memory.now)
      most.append(served.server.memory.most)
      served.server.stop()
    }
    return .init(
      name: "a start with \(name)",
      ours: String(
        format: "%.0f ms; then %.0f MiB of memory, at most %.0f", Measure.median(times),
        Measure.median(memory), Measure.median(most)))
  }
}
