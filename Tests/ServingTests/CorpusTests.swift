import Serving
import Testing
import TestSupport

/// The request cases of gunicorn and llhttp.
@Suite struct CorpusTests {
  @Test(.needs(.http))
  func `each case is answered as its suite says, apart from the exceptions, and never with a hang`()
    async throws
  {
    try await TestServer.run { server in
      var surprises: Set<String> = []
      for item in try HTTPCorpus.cases() {
        let outcome = try HTTPCorpus.outcome(of: item.bytes, at: server.path)
        #expect(outcome.isClean, "\(item.id)")
        if !item.isLenient, !agrees(outcome, with: item) { surprises.insert(item.id) }
      }
      #expect(surprises.symmetricDifference(HTTPCorpus.exceptions.keys) == [])
    }
  }

  @Test(.needs(.http))
  func `a request that comes byte by byte is answered like one that comes at once`() async throws {
    try await TestServer.run { server in
      for item in try HTTPCorpus.cases() where item.bytes.count < 600 {
        let whole = try HTTPCorpus.outcome(of: item.bytes, at: server.path)
        let pieces = try HTTPCorpus.outcome(of: item.bytes, at: server.path, inPieces: true)
        #expect(whole.statuses == pieces.statuses, "\(item.id)")
      }
    }
  }

  @Test(.needs(.http))
  func `cases with bytes changed, taken out or doubled end in whole answers and the end`() async throws {
    try await TestServer.run { server in
      var dice = SeededRandom(seed: 20)
      let cases = try HTTPCorpus.cases().filter { $0.bytes.count < 600 }
      for _ in 0..<1500 {
        var bytes = cases[Int(dice.next() % UInt64(cases.count))].bytes
        for _ in 0...(dice.next() % 3) { dice.damage(&bytes) }
        // What is answered to HEAD has no body, which the reader below would wait for.
        if bytes.contains("HEAD".utf8) { continue }
        let outcome = try HTTPCorpus.outcome(of: bytes, at: server.path)
        #expect(outcome.isClean, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
      }
    }
  }

  /// A request that is cut short, or names no host, is refused here; that says nothing of its form.
  private func agrees(_ outcome: HTTPCorpus.Outcome, with item: HTTPCorpus.Case) -> Bool {
    guard item.expectsAcceptance else { return !outcome.problems.isEmpty }
    return outcome.problems.allSatisfy { $0 == "incomplete-request" || $0 == "host-missing" && !item.hasHost }
  }
}

extension SeededRandom {
  fileprivate mutating func damage(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let place = Int(next() % UInt64(bytes.count))
    switch next() % 4 {
    case 0: bytes[place] = UInt8(truncatingIfNeeded: next())
    case 1: bytes.remove(at: place)
    case 2: bytes.insert(bytes[place], at: place)
    default: bytes.insert([0, 10, 13, 32, 58, 59, 255][Int(next() % 7)], at: place)
    }
  }
}
