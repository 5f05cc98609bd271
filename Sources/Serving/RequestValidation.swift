internal import API
internal import NIOHTTP1

/// What makes a request's head acceptable, beyond what the parser sees to: how its body is framed (RFC 9112, 6),
/// what stands in it once only, and the size limits.
enum RequestValidation {
  struct Accepted {
    let request: HTTPRequest
    /// The length that was declared; nil for a chunked body or none.
    let length: Int?
    let hasBody: Bool
    let expectsContinue: Bool
    let isOldVersion: Bool
    /// Whether the client wants the connection to go on, and what follows on it is to be read as HTTP/1.
    let keepsAlive: Bool
  }

  enum Verdict {
    case accepted(Accepted)
    case refused(Problem)
  }

  static func check(_ head: HTTPRequestHead, peer: Peer, configuration: ServerConfiguration) -> Verdict {
    if head.method == .CONNECT { return .refused(methodUnknown) }
    if head.uri.utf8.count > configuration.limits.targetSize {
      return .refused(targetTooLong(configuration.limits))
    }
    let method = head.method.rawValue
    guard let target = RequestTarget(head.uri, method: method) else { return .refused(badTarget) }
    if let problem = singleFields.lazy.compactMap({ repeated($0, in: head.headers) }).first {
      return .refused(problem)
    }
    let isOld = head.version.minor < 1
    let length: Int?
    let isChunked: Bool
    switch framing(head.headers, isOld: isOld) {
    case .malformed(let problem): return .refused(problem)
    case .none: (length, isChunked) = (nil, false)
    case .chunked: (length, isChunked) = (nil, true)
    case .length(let count): (length, isChunked) = (count, false)
    }
    if method == "POST", length == nil, !isChunked, !configuration.bodilessPaths.contains(target.path) {
      return .refused(lengthRequired)
    }
    var expectsContinue = false
    if !isOld, let expectation = head.headers.trimmedFirst("expect") {
      guard expectation.lowercased() == "100-continue" else { return .refused(expectationFailed) }
      expectsContinue = true
    }
    let hasBody = isChunked || (length ?? 0) > 0
    if hasBody, let coding = head.headers[canonicalForm: "content-encoding"].first(where: { !isIdentity($0) })
    {
      return .refused(contentCodingUnknown(String(coding.prefix(40))))
    }
    if !isOld, !head.headers.contains(name: "host") { return .refused(hostMissing) }
    return .accepted(
      Accepted(
        request: HTTPRequest(
          method: method, path: target.path, query: target.query, fields: .parsed(head.headers), body: [],
          peer: peer),
        length: length, hasBody: hasBody, expectsContinue: expectsContinue && hasBody, isOldVersion: isOld,
        keepsAlive: head.isKeepAlive && !head.headers.contains(name: "upgrade")))
  }

  private static func isIdentity(_ coding: Substring) -> Bool {
    coding.isEmpty || coding.lowercased() == "identity"
  }

  private static let singleFields = ["host", "content-type", "content-length"]

  private static func repeated(_ name: String, in headers: HTTPHeaders) -> Problem? {
    var count = 0
    for field in headers where field.name.utf8.count == name.utf8.count {
      if field.name.lowercased() == name { count += 1 }
    }
    return count > 1
      ? malformed("the header \"\(name)\" stands there \(count) times; it may stand once") : nil
  }

  private enum Framing {
    case none, chunked
    case length(Int)
    case malformed(Problem)
  }

  private static func framing(_ headers: HTTPHeaders, isOld: Bool) -> Framing {
    let lengthText = headers.trimmedFirst("content-length")
    let codings = headers[canonicalForm: "transfer-encoding"].map { $0.lowercased() }
    if headers.contains(name: "transfer-encoding") {
      if lengthText != nil {
        return .malformed(malformed("both \"Content-Length\" and \"Transfer-Encoding\" are given; give one"))
      }
      if isOld { return .malformed(malformed("HTTP/1.0 has no \"Transfer-Encoding\"; use HTTP/1.1")) }
      guard codings.last == "chunked", !codings.dropLast().contains("chunked") else {
        return .malformed(malformed("\"Transfer-Encoding\" does not end in \"chunked\", once"))
      }
      return codings.count == 1 ? .chunked : .malformed(codingUnknown)
    }
    guard let lengthText else { return .none }
    let digits = lengthText.utf8
    guard !digits.isEmpty, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let length = Int(lengthText)
    else { return .malformed(malformed("\"Content-Length\" is not a number of bytes")) }
    return .length(length)
  }

  /// Fields that would change what was already decided, had they stood in the head.
  static func problem(inTrailers trailers: HTTPHeaders) -> Problem? {
    let forbidden = ["transfer-encoding", "content-length", "host"]
    guard let name = forbidden.first(where: { trailers.contains(name: $0) }) else { return nil }
    return malformed("the header \"\(name)\" stands after the body; it may not")
  }
}
