import Foundation

/// How long it takes from a change of one file of a large book to the first answer under it.
enum Publishing {
  static func rows(_ table: SocketTable) throws -> [SocketTable.Row] {
    let made = try Workload.made(for: "\(SocketTable.rulesMade)")
    let served = try ServedBook(table.program, serving: made.files, in: table.workplace, named: "publishing")
    let request = Requests.post("/v1/decide", [made.states[0]])
    let versions = ChangingFile(made.files)
    var times: [Double] = []
    for _ in 0..<max(3, 5 / table.haste) {
      let before = try revision(served, request)
      let file = versions.next()
      let began = ContinuousClock.now
      try served.writing(file)
      while try revision(served, request) == before {
        guard ContinuousClock.now - began < .seconds(60) else {
          throw ServerFailure("a changed file is not taken:\n\(served.server.written)")
        }
        usleep(1_000)
      }
      times.append((ContinuousClock.now - began).milliseconds)
    }
    let time = Measure.median(times)
    return [
      .init(
        name: "from a change of one file to the first answer under it, 10,000 rules",
        ours: String(format: "%.0f ms", time),
        other: "of which 500 ms are waited for more changes (rules.settle)")
    ]
  }

  private static func revision(_ served: ServedBook, _ request: Requests) throws -> String {
    try served.client.fetch(request, longest: 64 << 10).field("Waymark-Revision") ?? ""
  }
}
