import Foundation
import Testing
import TestSupport

/// Requests that are almost HTTP.
@Suite struct HTTPFuzzTests {
  private static let corpus = [
    "GET /livez HTTP/1.1\r\nHost: waymark\r\n\r\n",
    "POST /v1/next?take=2 HTTP/1.1\r\nHost: w\r\nContent-Length: 5\r\nIdempotency-Key: k\r\n\r\nhello",
    "POST / HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3;x=y\r\nyou\r\n0\r\nTrailer: t\r\n\r\n",
    "POST / HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}GET /2 HTTP/1.1\r\nHost: w\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: w\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx",
  ].map { Array($0.utf8) }

  private static let tokens = [
    "\r\n", "\r\n\r\n", "\n", "\r", " ", "\t", ":", "\0", "Content-Length: 3\r\n",
    "Content-Length: 99999999999999999999\r\n",
    "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip, chunked\r\n", "Expect: 100-continue\r\n",
    "Host: a\r\n",
    "HTTP/1.1", "HTTP/2.0", "GET ", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "0\r\n\r\n", "ffffffffffffffff\r\n",
    "%00", "%2F", "../", "?a=b&",
    "Connection: close\r\n", "Upgrade: websocket\r\n", "é",
  ]

  @Test func `whatever bytes come, each connection ends, with answers or without, and others are answered`()
    async throws
  {
    var mutator = Mutator(Self.corpus, tokens: Self.tokens, random: .ofThisRun())
    try await TestServer.run { server in
      try Fuzzing.run(1_500) {
        let bytes = mutator.next()
        let client = try server.client()
        client.send(bytes)
        client.endSending()
        let input = "\(String(decoding: bytes, as: UTF8.self).debugDescription)"
        // A reset ends it as well: whoever sends on after a refusal may not see it.
        var rest = (client.receiveAll() ?? [])[...]
        while !rest.isEmpty {
          if rest.starts(with: "HTTP/1.1 100 Continue\r\n\r\n".utf8) { rest = rest.dropFirst(25) }
          guard let (answer, after) = RawAnswer.parse(rest, toHead: false) else {
            // The answer to HEAD has no body, though it says how long it would be.
            #expect(bytes.contains(UInt8(ascii: "H")), "no answer to \(input)")
            break
          }
          #expect((200..<600).contains(answer.status) && answer.status != 500, "\(answer.status) to \(input)")
          rest = after
        }
      }
      #expect(try server.answer(to: "GET /last HTTP/1.1\r\nHost: w\r\n\r\n")?.status == 200)
    }
  }
}
