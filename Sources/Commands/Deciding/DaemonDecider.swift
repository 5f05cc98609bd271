import API
import Decisions
import JSON

/// Lets the daemon decide, by arrays of states. The daemon refuses an array as a whole; what it found wrong is taken
/// out, and the rest is asked for again.
struct DaemonDecider: StateDecider {
  private let client: DaemonClient
  private let request: DaemonRequest

  init(client: DaemonClient, limit: Int?, explanation: Explanation) {
    self.client = client
    request = DaemonRequest(
      .post, .decide,
      [.limit: limit.map { "\($0)" }, .explain: explanation == .none ? nil : explanation.rawValue])
  }

  func decide(_ states: [AskedState]) throws(Failure) -> [StateResult] {
    guard !states.isEmpty else { return [] }
    var writer = JSONWriter()
    writer.array(of: states) { $0.raw($1.document.rawBytes(of: $1.document.root)) }
    let answer = try client.ask(request, body: writer.bytes)
    switch answer.status {
    case 200: return try decisions(in: answer, count: states.count)
    case 422: return try decideOthers(states, ProblemReport(answer))
    case 413 where states.count > 1:
      let middle = states.count / 2
      return try decide(Array(states[..<middle])) + decide(Array(states[middle...]))
    case 413: return [.refused(Refusal(mistakes: [.init(pointer: "", detail: ProblemReport(answer).detail)]))]
    default: throw ProblemReport(answer).failure
    }
  }

  private func decisions(in answer: DaemonAnswer, count: Int) throws(Failure) -> [StateResult] {
    guard let document = try? JSONDocument(parsing: answer.body), document.count(of: document.root) == count
    else { throw Failure(.internalError, "the daemon's answer is not an array of \(count) decisions") }
    var results: [StateResult] = []
    for element in document.elements(of: document.root) {
      results.append(try StateResult(decision: Array(document.rawBytes(of: element))))
    }
    return results
  }

  /// Asks again without the states that were refused.
  private func decideOthers(_ states: [AskedState], _ problem: ProblemReport) throws(Failure)
    -> [StateResult]
  {
    var mistakes: [Int: [Refusal.Mistake]] = [:]
    for mistake in problem.mistakes {
      let path = mistake.pointer.dropFirst()
      guard let index = Int(path.prefix { $0 != "/" }), states.indices.contains(index) else { continue }
      let pointer = String(path.drop { $0 != "/" })
      mistakes[index, default: []].append(.init(pointer: pointer, detail: mistake.detail))
    }
    guard !mistakes.isEmpty else { throw problem.failure }
    let others = states.indices.filter { mistakes[$0] == nil }
    var decided = try decide(others.map { states[$0] }).makeIterator()
    return states.indices.map { index in
      if let mistakes = mistakes[index] { return .refused(Refusal(mistakes: mistakes)) }
      guard let result = decided.next() else { preconditionFailure("a result for each state") }
      return result
    }
  }
}

extension DecidingWay {
  /// By the daemon, which decides one array after the other; meanwhile the next states are read, and the answers before
  /// are written.
  static func byDaemon(_ place: DaemonPlace, limit: Int?, explanation: Explanation) -> DecidingWay {
    .onThreads(
      Threads(count: 1, states: 250, bytes: 1 << 20) {
        DaemonDecider(client: DaemonClient(place), limit: limit, explanation: explanation)
      })
  }
}
