import Foundation
import Serving
import Testing
import TestSupport

/// The request cases of gunicorn and llhttp.
@Suite struct CorpusTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let id: String
    let expectsAcceptance: Bool
    let isLenient: Bool
    let bytes: [UInt8]

    var testDescription: String { id }

    var hasHost: Bool { String(decoding: bytes, as: UTF8.self).lowercased().contains("\nhost:") }
  }

  /// Cases that are answered otherwise than their suite says, and why.
  static let exceptions: [String: String] = [
    "invalid/006": "a request line of 4 KiB is within our limit",
    "invalid/007": "a header of 8 KiB is within our limit",
    "invalid/008": "a header of 8 KiB is within our limit",
    "invalid/009": "a hundred and one header fields are within our limit",
    "invalid/011": "three header fields are within our limit",
    "invalid/limit_header_default_01": "a header of 8 KiB is within our limit",
    "valid/009": "a length beside a transfer coding is how requests are smuggled",
    "valid/025_line": "501: gzip as a transfer coding is not served",
    "valid/027": "the parser takes no bytes beyond ASCII in a target; they are to be percent-encoded",
    "valid/029": "501: identity is no transfer coding any more",
    "valid/030": "501: identity is no transfer coding any more",
    "valid/rfc9112_smuggle_te_identity_chunked_01": "501: identity is no transfer coding any more",
    "valid/031compat": "the parser does not know the method",
    "valid/031compat2": "the parser does not know the method",
    "valid/compat_obs_fold": "a header over several lines is obsolete",
    "valid/pp_01": "the PROXY protocol is not served on a Unix socket",
    "valid/pp_04": "the PROXY protocol is not served on a Unix socket",
    "valid/rfc9112_target_authority_connect_01": "501: CONNECT is not served",
    "valid/rfc9112_target_authority_ipv6_01": "501: CONNECT is not served",
    "request/method.md#QUERY request": "501: the method is not known",
    "request/method.md#CONNECT request": "501: CONNECT is not served",
    "request/method.md#CONNECT request with CAPS": "501: CONNECT is not served",
    "request/method.md#CONNECT with body": "501: CONNECT is not served",
    "request/transfer-encoding.md#POST with `chunked` as last transfer-encoding":
      "501: deflate as a transfer coding is not served",
    "request/transfer-encoding.md#POST with `chunked` as last transfer-encoding (multiple headers)":
      "501: deflate as a transfer coding is not served",
  ]

  @Test(.needs(.http))
  func `each case is answered as its suite says, apart from the exceptions, and never with a hang`()
    async throws
  {
    try await TestServer.run { server in
      var surprises: Set<String> = []
      for item in try Corpus.cases() {
        let outcome = try Corpus.outcome(of: item, at: server)
        #expect(outcome.isClean, "\(item.id)")
        if !item.isLenient, !outcome.agrees(with: item) { surprises.insert(item.id) }
      }
      #expect(surprises.symmetricDifference(Self.exceptions.keys) == [])
    }
  }

  @Test(.needs(.http))
  func `a request that comes byte by byte is answered like one that comes at once`() async throws {
    try await TestServer.run { server in
      for item in try Corpus.cases() where item.bytes.count < 600 {
        let whole = try Corpus.outcome(of: item, at: server)
        let pieces = try Corpus.outcome(of: item, at: server, inPieces: true)
        #expect(whole.statuses == pieces.statuses, "\(item.id)")
      }
    }
  }

  @Test(.needs(.http))
  func `cases with bytes changed, taken out or doubled end in whole answers and the end`() async throws {
    try await TestServer.run { server in
      var dice = SeededRandom(seed: 20)
      let cases = try Corpus.cases().filter { $0.bytes.count < 600 }
      for _ in 0..<1500 {
        var bytes = cases[Int(dice.next() % UInt64(cases.count))].bytes
        for _ in 0...(dice.next() % 3) { dice.damage(&bytes) }
        // What is answered to HEAD has no body, which the reader below would wait for.
        if bytes.contains("HEAD".utf8) { continue }
        let item = Case(id: "", expectsAcceptance: false, isLenient: true, bytes: bytes)
        let outcome = try Corpus.outcome(of: item, at: server)
        #expect(outcome.isClean, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
      }
    }
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

enum Corpus {
  private struct Row: Decodable {
    let suite: String
    let id: String
    let expect: String
    let mode: String?
    let raw_b64: Data
  }

  static func cases() throws -> [CorpusTests.Case] {
    let lines = try String(contentsOf: SharedSuite.http.url, encoding: .utf8).split(separator: "\n")
    return try lines.map { line in
      let row = try JSONDecoder().decode(Row.self, from: Data(line.utf8))
      return CorpusTests.Case(
        id: row.id, expectsAcceptance: row.expect == "accept",
        isLenient: row.mode?.contains("lenient") ?? false,
        bytes: Array(row.raw_b64))
    }
  }

  struct Outcome {
    let statuses: [Int]
    /// The types of the problems among the answers.
    var problems: [String] = []
    /// Whether what came were whole answers and then the end.
    let isClean: Bool

    /// A request that is cut short, or names no host, is refused here; that says nothing of its form.
    func agrees(with item: CorpusTests.Case) -> Bool {
      guard item.expectsAcceptance else { return !problems.isEmpty }
      return problems.allSatisfy {
        $0 == "urn:waymark:problem:incomplete-request"
          || $0 == "urn:waymark:problem:host-missing" && !item.hasHost
      }
    }
  }

  static func outcome(of item: CorpusTests.Case, at server: TestServer, inPieces: Bool = false) throws
    -> Outcome
  {
    let client = try server.client()
    if inPieces {
      for byte in item.bytes { client.send([byte]) }
    } else {
      client.send(item.bytes)
    }
    client.endSending()
    guard let all = client.receiveAll() else { return Outcome(statuses: [], isClean: false) }
    var rest = all[...]
    var statuses: [Int] = []
    var problems: [String] = []
    while !rest.isEmpty {
      guard let (answer, tail) = RawAnswer.parse(rest, toHead: item.bytes.starts(with: "HEAD".utf8)) else {
        return Outcome(statuses: statuses, isClean: false)
      }
      statuses.append(answer.status)
      if let type = try? JSONDecoder().decode(ProblemType.self, from: Data(answer.body)) {
        problems.append(type.type)
      }
      rest = tail
    }
    return Outcome(statuses: statuses, problems: problems, isClean: true)
  }

  private struct ProblemType: Decodable { let type: String }
}
