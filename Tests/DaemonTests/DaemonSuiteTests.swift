import API
import Foundation
import Testing
import TestSupport

/// The cases that others wrote, against the daemon as it runs.
@Suite struct DaemonSuiteTests {
  /// What is wrong with a request as HTTP; every other problem is of a request that could be read.
  private static let problemsOfHTTP: Set<String> = Set(
    [
      ProblemType.hostMissing, .malformedRequest, .malformedTarget, .incompleteRequest, .lengthRequired,
      .targetTooLong, .contentCodingUnknown, .expectationFailed, .headTooLarge, .methodUnknown,
      .transferCodingUnknown, .versionUnknown,
    ].map(\.rawValue))

  @Test(.needs(.http))
  func
    `each case of HTTP is read or refused as its suite says, apart from the exceptions, and nothing is smuggled`()
    throws
  {
    let daemon = try TestDaemon(in: try TestFolder())
    var surprises: Set<String> = []
    for item in try HTTPCorpus.cases() {
      let outcome = try HTTPCorpus.outcome(of: item.bytes, at: daemon.socketPath)
      #expect(outcome.isClean, "\(item.id)")
      #expect(!outcome.statuses.contains(500), "\(item.id)")
      let refusals = outcome.problems.filter(Self.problemsOfHTTP.contains)
      // Nothing is read behind what was refused: where the next request would begin is not known.
      if let refusal = outcome.problems.firstIndex(where: Self.problemsOfHTTP.contains) {
        #expect(refusal == outcome.statuses.count - 1, "\(item.id): \(outcome.statuses)")
      }
      if item.isLenient { continue }
      // A POST without a length is HTTP, though the daemon wants one; one that is cut short says nothing of its form.
      let agrees =
        item.expectsAcceptance
        ? refusals.allSatisfy {
          $0 == "incomplete-request" || $0 == "length-required" || $0 == "host-missing" && !item.hasHost
        }
        : !refusals.isEmpty
      if !agrees { surprises.insert(item.id) }
    }
    #expect(surprises.symmetricDifference(HTTPCorpus.exceptions.keys) == [])
    #expect(daemon.log.lines(of: "request.unanswered").isEmpty)
    #expect(try daemon.get("/livez").status == 200)
  }

  /// A request hidden in the body of another, in every way that two readers could differ on where it ends.
  @Test(arguments: [
    "Content-Length: 6\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 6",
    "Content-Length: 0\r\nContent-Length: 60", "Content-Length: 0, 60", "Content-Length: +0",
    "Transfer-Encoding: xchunked", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
    "Transfer-Encoding: identity, chunked, identity", "Transfer-Encoding : chunked",
    "Transfer-Encoding:\u{B}chunked", " Transfer-Encoding: chunked", "X: y\nTransfer-Encoding: chunked",
    "Transfer-Encoding\r\n : chunked",
  ])
  func `a request in the body of another is never answered`(_ framing: String) throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let hidden = "0\r\n\r\nGET /v1/backup HTTP/1.1\r\nHost: w\r\n\r\n"
    let outcome = try HTTPCorpus.outcome(
      of: Array("POST /v1/decide HTTP/1.1\r\nHost: w\r\n\(framing)\r\n\r\n\(hidden)".utf8),
      at: daemon.socketPath)
    #expect(outcome.isClean && outcome.statuses.count == 1, "\(outcome.statuses)")
    #expect(outcome.problems.count == 1 && Self.problemsOfHTTP.contains(outcome.problems[0]))
  }

  @Test(.needs(.json))
  func `each case of JSON is read or refused as its suite says, as a body and as a line`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    for name in SharedSuite.json.names.filter({ $0.hasSuffix(".json") }) {
      let bytes = Array(try Data(contentsOf: SharedSuite.json.url.appending(path: name)))
      let isRefused = try refuses(bytes, at: daemon)
      switch name.prefix(2) {
      // Two of the suite's valid texts have a key twice, which is refused here.
      case "y_": #expect(isRefused == name.hasPrefix("y_object_duplicated_key"), "\(name)")
      case "n_": #expect(isRefused, "\(name)")
      default: break
      }
      // What stands on several lines, or on none, is no line.
      if bytes.contains(0x0A) || bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      #expect(try refuses(bytes + [0x0A], as: MediaType.lines, at: daemon) == isRefused, "\(name) as a line")
    }
    #expect(daemon.log.lines(of: "request.unanswered").isEmpty)
    #expect(try daemon.get("/livez").status == 200)
  }

  /// Whether a body, or the only line of one, is answered as no JSON; otherwise it is one that can be read.
  private func refuses(
    _ body: [UInt8], as type: String = MediaType.json, at daemon: TestDaemon
  ) throws -> Bool {
    let head =
      "POST /v1/decide?preview=true HTTP/1.1\r\nHost: w\r\nContent-Type: \(type)\r\nContent-Length: \(body.count)\r\n\r\n"
    let client = try RawClient(daemon.socketPath)
    client.send(Array(head.utf8) + body)
    let answer = try #require(client.answer())
    let isLines = type == MediaType.lines
    #expect(isLines ? answer.status == 200 : [200, 400, 422].contains(answer.status), "\(answer.status)")
    if isLines { #expect(answer.text.contains(#"{"end":true,"lines":1,"#), "\(answer.text)") }
    return answer.text.contains("urn:waymark:problem:not-json")
  }
}
