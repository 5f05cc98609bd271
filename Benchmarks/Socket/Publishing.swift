import Diagnostics
import Foundation

/// How long it takes from a change of one file of a large book to the first answer under it.
enum Publishing {
  static func rows(_ table: SocketTable) throws -> [SocketTable.Row] {
    let made = try Workload.made(for: "\(SocketTable.rulesMade)")
    let served = try ServedBook(table.program, serving: made.files, in: table.workplace, named: "publishing")
    let request = Requests.post("/v1/decide", [made.states[0]])
    let versions = ChangingFile(made.files)
    let rounds = max(3, 5 / table.haste)
    let noticed = try (0..<rounds).map { _ in try noticing(served, request, versions.next()) }
    let called = try (0..<rounds).map { _ in try reloading(served, versions.next()) }
    return [
      .init(
        name: "from a change of one file to the first answer under it, 10,000 rules",
        ours: String(format: "%.0f ms", Measure.median(noticed)),
        other: "of which 500 ms are waited for more changes (rules.settle)"),
      .init(
        name: "a reload by call, 10,000 rules, of which a file has changed",
        ours: String(format: "%.0f ms", Measure.median(called))),
    ]
  }

  /// - Returns: ms until an answer names another revision.
  private static func noticing(_ served: ServedBook, _ request: Requests, _ file: SourceFile) throws -> Double
  {
    let before = try revision(served, request)
    let began = ContinuousClock.now
    try served.writing(file)
    while try revision(served, request) == before {
      guard ContinuousClock.now - began < .seconds(60) else {
        throw ServerFailure("a changed file is not taken:\n\(served.server.written)")
      }
      usleep(1_000)
    }
    return (ContinuousClock.now - began).milliseconds
  }

  /// - Returns: ms until the call is answered, when the changed book serves.
  private static func reloading(_ served: ServedBook, _ file: SourceFile) throws -> Double {
    try served.writing(file)
    let began = ContinuousClock.now
    try served.reload()
    return (ContinuousClock.now - began).milliseconds
  }

  private static func revision(_ served: ServedBook, _ request: Requests) throws -> String {
    try served.client.fetch(request, longest: 64 << 10).field("Waymark-Revision") ?? ""
  }
}
