import CClient
import Foundation

/// Single requests for decisions: one at a time, and over many connections.
enum Requesting {
  /// Who is measured: Waymark with a book, and whoever answers as many bytes to the same requests.
  private struct Case {
    let name: String
    let ours: Contest.Entrant
    let nginx: Contest.Entrant?
  }

  static func rows(_ table: SocketTable) throws -> [SocketTable.Row] {
    let cases = try self.cases(table)
    let redis = try self.redis(cases, table)
    let peers = cases.map(\.ours) + cases.compactMap(\.nginx) + (redis.map { [$0] } ?? [])
    let one = Contest(connections: 1, rounds: max(3, 9 / table.haste), span: .milliseconds(600 / table.haste))
    let many = Contest(
      connections: 16, rounds: max(3, 9 / table.haste), span: .milliseconds(600 / table.haste))
    let (single, crowd) = (try one.run(peers), try many.run(peers))
    var rows: [SocketTable.Row] = []
    for (index, one) in cases.enumerated() {
      let nginx = one.nginx.map { _ in cases.count + cases[..<index].count { $0.nginx != nil } }
      rows.append(latencies(one.name, single[index], nginx.map { single[$0] }))
      rows.append(throughput(one.name, crowd[index], nginx.map { crowd[$0] }))
    }
    return rows + redisRows(redis == nil ? nil : (single[peers.count - 1], crowd[peers.count - 1]))
  }

  // MARK: Who is measured

  private static func cases(_ table: SocketTable) throws -> [Case] {
    let made = try Workload.made(for: "\(SocketTable.rulesMade)")
    let shipped = try Workload.made(for: table.rules)
    return try [
      entrants("10,000 rules", made, "made", [], table),
      entrants(
        "10,000 rules, no decision log", made, "made-unlogged", ["decision_log: {enabled: false}"], table),
      entrants("the shipped book", shipped, "shipped", [], table),
    ]
  }

  private static func entrants(
    _ name: String, _ workload: Workload, _ folder: String, _ settings: [String], _ table: SocketTable
  ) throws -> Case {
    let requests = Requests.post("/v1/decide", workload.states)
    let book = try ServedBook(
      table.program, serving: workload.files, in: table.workplace, named: folder, settings: settings)
    // As many bytes as a usual answer has.
    let sizes = try workload.states.prefix(100).map {
      Double(try book.client.fetch(.post("/v1/decide", [$0])).body.count)
    }
    let nginx = try Peers.nginx(
      answering: Int(Measure.median(sizes)), in: table.workplace, named: "\(folder)-nginx")
    return Case(
      name: name, ours: .init(server: book.server, requests: requests),
      nginx: nginx.map { .init(server: $0, requests: requests) })
  }

  private static func redis(_ cases: [Case], _ table: SocketTable) throws -> Contest.Entrant? {
    try Peers.redis(answering: 1_000, in: table.workplace).map { .init(server: $0, requests: $1) }
  }

  // MARK: Rows

  private static func latencies(
    _ name: String, _ ours: Contest.Result, _ nginx: Contest.Result?
  ) -> SocketTable.Row {
    func text(_ result: Contest.Result) -> String {
      String(format: "%.1f µs, p99 %.1f µs", result.median, result.p99)
    }
    return .init(
      name: "a request at a time: \(name)", ours: text(ours),
      other: nginx.map { "nginx: \(text($0))" } ?? "nginx: not installed",
      ratio: nginx.map { String(format: "%.2f", ours.median / $0.median) } ?? "–")
  }

  private static func throughput(
    _ name: String, _ ours: Contest.Result, _ nginx: Contest.Result?
  ) -> SocketTable.Row {
    func text(_ result: Contest.Result) -> String {
      String(
        format: "%.0f a second, %.1f µs of processor each (%.0f bytes)", result.perSecond, result.processor,
        result.bytes)
    }
    return .init(
      name: "16 connections: \(name)", ours: text(ours),
      other: nginx.map { "nginx: \(text($0))" } ?? "nginx: not installed",
      ratio: nginx.map { String(format: "%.2f", ours.processor / $0.processor) } ?? "–")
  }

  private static func redisRows(_ results: (single: Contest.Result, crowd: Contest.Result)?)
    -> [SocketTable.Row]
  {
    guard let results else {
      return [.init(name: "Redis GET", ours: "", other: "Redis: not installed", ratio: "–")]
    }
    return [
      .init(
        name: "Redis GET of 1,000 bytes", ours: "",
        other: String(
          format: "%.1f µs, p99 %.1f µs; over 16 connections %.0f a second, %.1f µs of processor each",
          results.single.median, results.single.p99, results.crowd.perSecond, results.crowd.processor))
    ]
  }
}
