import Foundation

/// How long single requests wait while the daemon does much for others, beside how long they take otherwise.
enum Sharing {
  static func rows(_ table: SocketTable) throws -> [SocketTable.Row] {
    let made = try Workload.made(for: "\(SocketTable.rulesMade)")
    let lines = Requests.lines(made.states)
    let stream = try row("while one stream runs", made, "sharing-stream", [], table) { served in
      let client = served.client
      return Background { try client.stream("/v1/decide", lines, times: 5) }
    }
    // Loaded by the calls alone, and not once more because the files are new.
    let reload = try row(
      "while 10,000 rules are loaded again and again", made, "sharing-reload", ["rules: {publish: manual}"],
      table
    ) { served in
      let versions = ChangingFile(made.files)
      let (write, reload) = (served.writing, served.reload)
      return Background {
        try write(versions.next())
        try reload()
      }
    }
    return [stream, reload]
  }

  private static func row(
    _ name: String, _ made: Workload, _ folder: String, _ settings: [String], _ table: SocketTable,
    _ work: (ServedBook) -> Background
  ) throws -> SocketTable.Row {
    let served = try ServedBook(
      table.program, serving: made.files, in: table.workplace, named: folder, settings: settings)
    let requests = Requests.post("/v1/decide", made.states)
    func ask() throws -> Answers {
      try served.client.ask(requests, connections: 1, for: .milliseconds(1_000 / table.haste))
    }
    _ = try ask()
    var (idle, busy): ([Answers], [Answers]) = ([], [])
    for _ in 0..<max(3, 7 / table.haste) {
      idle.append(try ask())
      let background = work(served)
      busy.append(try ask())
      _ = try background.stop()
    }
    let (alone, shared) = (Measure.median(idle.map(\.p99)), Measure.median(busy.map(\.p99)))
    return .init(
      name: "a request at a time, \(name)",
      ours: String(format: "p99 %.1f µs, median %.1f µs", shared, Measure.median(busy.map(\.median))),
      other: String(
        format: "without: p99 %.1f µs, median %.1f µs", alone, Measure.median(idle.map(\.median))),
      ratio: String(format: "%.2f", shared / alone))
  }
}
