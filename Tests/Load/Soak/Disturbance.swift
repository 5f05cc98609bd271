import Foundation
import Synchronization
import TestSupport

/// What goes on beside the polite clients: rule files that are edited, well and badly, and clients that are broken, slow or
/// greedy. Journeys of theirs begin with `bad/`.
final class Disturbance: Sendable {
  private struct State {
    var isOver = false
    var good = 0
    var bad = 0
    var broken = 0
    var problems: [String] = []
  }

  private let daemon: DaemonUnderLoad
  private let state = Mutex(State())
  private let group = DispatchGroup()

  init(_ daemon: DaemonUnderLoad) { self.daemon = daemon }

  func begin() {
    run(every: 7) { [self] turn in try edit(turn) }
    run(every: 0.5) { [self] turn in try misbehave(turn) }
  }

  func end() {
    state.withLock { $0.isOver = true }
    group.wait()
  }

  private func run(every pause: Double, _ work: @escaping @Sendable (Int) throws -> Void) {
    group.enter()
    Thread.detachNewThread { [self] in
      defer { group.leave() }
      var turn = 0
      while !state.withLock({ $0.isOver }) {
        do {
          try work(turn)
        } catch {
          state.withLock { $0.problems.append("\(error)") }
        }
        turn += 1
        Thread.sleep(forTimeInterval: pause)
      }
    }
  }

  // MARK: Rule files

  /// Each third edit is a mistake, which the next one mends.
  private func edit(_ turn: Int) throws {
    let isBad = turn % 3 == 2
    let rule = "    alert: {severity: info, summary: \"{journey} was seen\", once_per: 400d}\n"
    let text =
      "rules:\n  soak/edited:\n    when: {journey: {in: [soak/\(turn), nobody]}}\n"
      + (isBad ? rule.replacing("alert", with: "alarm") : rule)
    try daemon.folder.replace("rules/alerts/soak.yaml", with: text)
    let answer = try daemon.connect().ask("POST", "/v1/book/reload")
    guard answer.status == (isBad ? 422 : 200) else {
      throw LoadFailure("a reload was answered \(answer.status): \(answer.text.prefix(300))")
    }
    state.withLock { if isBad { $0.bad += 1 } else { $0.good += 1 } }
  }

  // MARK: Clients

  private func misbehave(_ turn: Int) throws {
    let client = try TestConnection(daemon.socket)
    let journey = "bad/\(turn)"
    switch turn % 8 {
    case 0: client.send("\u{1}\u{2} garbage\r\n\r\n".utf8)
    case 1: client.send("POST /v1/next HTTP/1.1\r\nHost: waymark\r\nContent-Le".utf8)
    case 2: client.send("POST /v1/decide HTTP/1.1\r\nHost: waymark\r\nContent-Length: 99999999\r\n\r\n".utf8)
    case 3: send("POST", "/v1/decide", "{\"journey\": \"\(journey)\", \"stage\": ", client)
    case 4:
      send(
        "POST", "/v1/next",
        "{\"journey\": \"\(journey)\", \"pain_points\": [{\"id\": \"price\", \"severity\": 7}]}", client)
    case 5: send("BREW", "/v1/coffee", "", client)
    case 6:
      // It never reads what it asks for.
      let state = "{\"journey\": \"\(journey)\", \"stage\": \"decision\"}"
      let array = "[" + [String](repeating: state, count: 1_000).joined(separator: ",") + "]"
      for _ in 0..<4 { send("POST", "/v1/decide?explain=full", array, client) }
    default:
      // It goes in the middle of a stream.
      let line = "{\"journey\": \"\(journey)\", \"stage\": \"decision\"}\n"
      client.send(
        "POST /v1/decide HTTP/1.1\r\nHost: waymark\r\nContent-Type: application/x-ndjson\r\nContent-Length: 100000\r\n\r\n"
          .utf8)
      client.send(String(repeating: line, count: 100).utf8)
    }
    state.withLock { $0.broken += 1 }
  }

  private func send(_ method: String, _ path: String, _ body: String, _ client: TestConnection) {
    client.send(
      "\(method) \(path) HTTP/1.1\r\nHost: waymark\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
  }

  func report(to findings: inout Findings) {
    state.withLock { state in
      findings.note("reloads: \(state.good) good, \(state.bad) bad; bad clients: \(state.broken)")
      for problem in state.problems { findings.add("beside the load: \(problem)") }
    }
  }
}
