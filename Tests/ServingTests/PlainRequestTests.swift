import API
import NIOCore
import TestSupport
import Testing

@testable import Serving

/// What is read without the parser, and that it is read as the parser would.
@Suite struct PlainRequestTests {
  private static let peer = Peer(processID: 1, userID: 1, groupID: 1)

  private static func reader(_ change: (inout ServerConfiguration) -> Void = { _ in }) -> PlainRequests {
    var configuration = ServerConfiguration(socket: .path("/none"))
    configuration.bodilessPaths = ["/reload"]
    change(&configuration)
    return PlainRequests(peer: peer, configuration: configuration)
  }

  private static func isPlain(_ head: String, _ change: (inout ServerConfiguration) -> Void = { _ in })
    -> Bool
  {
    var reader = reader(change)
    var buffer = ByteBuffer(string: head.replacing("|", with: "\r\n") + "\r\n\r\n")
    if case .head = reader.next(&buffer) { return true }
    return false
  }

  @Test(arguments: [
    "GET / HTTP/1.1|Host: w", "GET /v1/decide?a=b&c=%20d+e HTTP/1.1|hOST:|Accept: */*",
    "POST /v1/next HTTP/1.1|Host: w|Content-Length: 12|Content-Type: application/json|Idempotency-Key: a:b c",
    "DELETE /v1/contacts?journey=a%2Fb HTTP/1.1|Host:   w   |Connection: keep-Alive",
    "HEAD / HTTP/1.1|X-1: |Host: w", "POST /reload HTTP/1.1|Host: w",
    "POST / HTTP/1.1|Host: w|Content-Length: 007",
  ]) func `what clients usually send is plain`(_ head: String) { #expect(Self.isPlain(head)) }

  @Test(arguments: [
    "PUT / HTTP/1.1|Host: w", "get / HTTP/1.1|Host: w", "GET / HTTP/1.0|Host: w", "GET  / HTTP/1.1|Host: w",
    "GET http://w/ HTTP/1.1|Host: w", "GET * HTTP/1.1|Host: w", "GET /# HTTP/1.1|Host: w",
    "GET /é HTTP/1.1|Host: w",
    "GET /%zz HTTP/1.1|Host: w", "GET / HTTP/1.1", "GET / HTTP/1.1|Host: w|HOST: w",
    "|GET / HTTP/1.1|Host: w",
    "GET / HTTP/1.1|Host : w", "GET / HTTP/1.1|Host: w| folded", "GET / HTTP/1.1|Host: w\tx",
    "GET / HTTP/1.1|Host: é",
    "GET / HTTP/1.1|Host: w|X_1: 2", "GET / HTTP/1.1|Host: w|: 2", "GET / HTTP/1.1|Host: w|X",
    "GET / HTTP/1.1\nHost: w",
    "GET / HTTP/1.1|Host: w\nX: y", "GET / HTTP/1.1|Host: w\rX: y",
    "GET / HTTP/1.1|Host: w|Connection: close",
    "GET / HTTP/1.1|Host: w|Upgrade: h2c", "GET / HTTP/1.1|Host: w|Proxy-Connection: close",
    "POST / HTTP/1.1|Host: w", "POST / HTTP/1.1|Host: w|Content-Length: +1",
    "POST / HTTP/1.1|Host: w|Content-Length: ",
    "POST / HTTP/1.1|Host: w|Content-Length: 1|Content-length: 1",
    "POST / HTTP/1.1|Host: w|Content-Length: 1, 1",
    "POST / HTTP/1.1|Host: w|Content-Length: 1234567890123456",
    "POST / HTTP/1.1|Host: w|Transfer-Encoding: chunked",
    "POST / HTTP/1.1|Host: w|Content-Length: 1|tRANSFER-eNCODING: x",
    "POST / HTTP/1.1|Host: w|Content-Length: 1|Content-Encoding: identity",
    "POST / HTTP/1.1|Host: w|Content-Length: 1|Expect: 100-continue",
    "POST / HTTP/1.1|Host: w|Content-Length: 1|Content-Type: a|content-type: a",
  ]) func `all else is the parser's`(_ head: String) { #expect(!Self.isPlain(head)) }

  @Test func `what is over a limit is the parser's, which says so`() {
    let path = "GET /" + String(repeating: "a", count: 99) + " HTTP/1.1|Host: w"
    #expect(Self.isPlain(path) { $0.limits.targetSize = 100 })
    #expect(!Self.isPlain(path) { $0.limits.targetSize = 99 })
    #expect(!Self.isPlain(path) { $0.limits.headerSize = 100 })
    let fields = "GET / HTTP/1.1|Host: w" + String(repeating: "|X: y", count: 9)
    #expect(Self.isPlain(fields) { $0.limits.headerCount = 10 })
    #expect(!Self.isPlain(fields) { $0.limits.headerCount = 9 })
  }

  @Test func `a head that is cut anywhere is the parser's`() {
    let head = Array("POST /v1/next HTTP/1.1\r\nHost: w\r\nContent-Length: 2\r\n\r\n".utf8)
    for size in 1..<head.count {
      var reader = Self.reader()
      var buffer = ByteBuffer(bytes: head[..<size])
      guard case .notPlain = reader.next(&buffer) else {
        Issue.record("plain after \(size) bytes")
        continue
      }
      #expect(buffer.readableBytes == size, "the parser gets all of it")
    }
  }

  /// Requests with the same bytes, but for an empty line before the first, which only the parser takes.
  @Test func `what is plain is answered as the parser's requests are, in whatever pieces it comes`()
    async throws
  {
    var random = SeededRandom.ofThisRun()
    try await TestServer.run(handler: { request, responder in
      let names = ["host", "content-length", "content-type", "accept", "x-one", "x-two", "x-three"]
      let fields = names.map { "\($0)=\(request.headers($0)) \(request.header($0) ?? "none")" }.joined(
        separator: "; ")
      let query = request.query.map { "\($0.name)=\($0.value) \($0.hasPlus)" }.joined(separator: "&")
      let text = "\(request.method) \(request.path) \(query) \(fields) "
      responder.finish(HTTPResponse(contentType: "text/plain", body: Array(text.utf8) + request.body))
    }) { server in
      for _ in 0..<200 {
        let requests = (0...random.pick([0, 1, 3])).map { _ in random.plainRequest() }
        let bytes = Array(requests.joined().utf8)
        #expect(
          Self.isRead(bytes, requests.count), "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
        let plain = try server.client()
        // A head that is cut would be the parser's: cuts are in bodies, or anywhere.
        for piece in random.pieces(of: bytes) { plain.send(piece) }
        let parsed = try server.client()
        parsed.send(Array("\r\n".utf8) + bytes)
        for request in requests {
          let isHead = request.hasPrefix("HEAD")
          let first = plain.answer(toHead: isHead)
          let second = parsed.answer(toHead: isHead)
          #expect(first?.status == 200)
          #expect(first?.text == second?.text)
          #expect(first?.header("content-length") == second?.header("content-length"))
        }
      }
    }
  }

  /// Whether all bytes are read as so many plain requests.
  private static func isRead(_ bytes: [UInt8], _ count: Int) -> Bool {
    var reader = reader()
    var buffer = ByteBuffer(bytes: bytes)
    var ends = 0
    while let part = reader.next(&buffer) {
      switch part {
      case .bodyEnd: ends += 1
      case .notPlain: return false
      case .head, .body: break
      }
    }
    return ends == count && buffer.readableBytes == 0
  }
}

extension SeededRandom {
  /// A request with whatever a plain one may have.
  fileprivate mutating func plainRequest() -> String {
    let body = String(repeating: pick(["", "x", "hello\r\n\r\n", "é{}"]), count: pick([0, 1, 7, 600]))
    let method = body.isEmpty ? pick(["GET", "HEAD", "DELETE", "POST"]) : "POST"
    var lines = [
      "\(pick(["Host", "host", "HOST"])):\(pick(["", " ", "   "]))\(pick(["w", "", "a b:c"]))\(pick(["", " "]))"
    ]
    if method == "POST" || chance(10) {
      lines.append("\(pick(["Content-Length", "content-length"])): \(body.utf8.count)")
    }
    if chance(50) { lines.append("Content-Type: application/json") }
    for name in ["X-One", "x-two", "X-Two", "x-THREE", "Accept"] where chance(40) {
      lines.append(
        "\(name):\(pick(["", " ", "  "]))\(pick(["", "a", "a  b", "*/*;q=0.1", "\"~!\""]))\(pick(["", "  "]))"
      )
    }
    if chance(20) { lines.append("Connection: \(pick(["keep-alive", "Keep-Alive"]))") }
    let target = pick([
      "/", "/v1/decide", "/a%2Fb%C3%A9", "//x", "/a?b", "/a?b=c+d&e=%2B&=f&&g=", "/?", "/x:y@z,~",
    ])
    return "\(method) \(target) HTTP/1.1\r\n" + shuffled(lines).map { "\($0)\r\n" }.joined() + "\r\n" + body
  }

  private mutating func shuffled(_ lines: [String]) -> [String] { lines.shuffled(using: &self) }

  fileprivate mutating func pieces(of bytes: [UInt8]) -> [[UInt8]] {
    let cuts = Set((0..<pick([0, 0, 1, 4])).map { _ in Int.random(in: 0...bytes.count, using: &self) })
    let ends = cuts.sorted() + [bytes.count]
    return zip([0] + ends, ends).map { Array(bytes[$0..<$1]) }.filter { !$0.isEmpty }
  }
}
