/// Servers that are asked by turns, so that whatever else the machine does meets all alike.
struct Contest {
  /// Who is asked what.
  struct Entrant {
    let server: Server
    let requests: Requests
  }

  /// What came of it: of each figure the median over the rounds.
  struct Result {
    /// Of single answers, in µs.
    let median, p99: Double
    let perSecond: Double
    /// µs of the server's processor time for an answer.
    let processor: Double
    /// Of an answer, with its head.
    let bytes: Double
  }

  let connections: Int
  let rounds: Int
  let span: Duration

  func run(_ entrants: [Entrant]) throws -> [Result] {
    var samples: [[Result]] = entrants.map { _ in [] }
    // The first round of each makes everything warm.
    for round in 0...rounds {
      for (index, entrant) in entrants.enumerated() {
        let before = entrant.server.processorTime
        let answers = try entrant.server.client.ask(
          entrant.requests, connections: connections, for: round == 0 ? .milliseconds(200) : span)
        let used = (entrant.server.processorTime - before) / 1e3
        guard round > 0 else { continue }
        samples[index].append(
          Result(
            median: answers.median, p99: answers.p99, perSecond: answers.perSecond,
            processor: used / Double(answers.count), bytes: answers.bytes))
      }
    }
    return samples.map { rounds in
      Result(
        median: Measure.median(rounds.map(\.median)), p99: Measure.median(rounds.map(\.p99)),
        perSecond: Measure.median(rounds.map(\.perSecond)),
        processor: Measure.median(rounds.map(\.processor)), bytes: Measure.median(rounds.map(\.bytes)))
    }
  }
}
