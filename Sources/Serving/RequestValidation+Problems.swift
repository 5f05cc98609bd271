internal import API
internal import NIOHTTP1

extension RequestValidation {
  static func malformed(_ detail: String) -> Problem {
    Problem("malformed-request", title: "The request is not HTTP/1.1", status: 400, detail: detail)
  }

  static let badTarget = Problem(
    "malformed-target", title: "The request target is malformed", status: 400,
    detail: "the target is no path beginning with \"/\", or has a broken percent escape; send \"/v1/...\"")

  static let hostMissing = Problem(
    "host-missing", title: "The request names no host", status: 400,
    detail: "HTTP/1.1 needs a \"Host\" header, whose value may be any")

  static func contentCodingUnknown(_ coding: String) -> Problem {
    Problem(
      "content-coding-unknown", title: "The content coding is not known", status: 415,
      detail: "the body is encoded as \"\(coding)\"; send it as it is, without \"Content-Encoding\"")
  }

  static let incomplete = Problem(
    "incomplete-request", title: "The request ends too early", status: 400,
    detail: "the connection was shut down before the request was complete; send all of it first")

  static let badRequestLine = malformed("the first line does not end in \"HTTP/1.1\" and CR LF")

  static let lengthRequired = Problem(
    "length-required", title: "The request has no body", status: 411,
    detail:
      "a POST needs \"Content-Length\" or \"Transfer-Encoding: chunked\"; with curl, use --json or --data")

  static let expectationFailed = Problem(
    "expectation-failed", title: "The expectation is not known", status: 417,
    detail: "\"Expect\" takes \"100-continue\" only; leave it out")

  static let codingUnknown = Problem(
    "transfer-coding-unknown", title: "The transfer coding is not known", status: 501,
    detail: "\"Transfer-Encoding\" takes \"chunked\" only; send the body as it is")

  static let methodUnknown = Problem(
    "method-unknown", title: "The method is not served", status: 501,
    detail: "the method is not known here; send GET, HEAD, POST or DELETE")

  static let versionUnknown = Problem(
    "version-unknown", title: "The HTTP version is not served", status: 505,
    detail: "HTTP/1.1 and HTTP/1.0 are served")

  static let unanswered = Problem(
    "internal", title: "The daemon failed to answer", status: 500,
    detail: "the request was taken but not answered; this is a bug in waymark")

  static func targetTooLong(_ limits: ServerLimits) -> Problem {
    Problem(
      "target-too-long", title: "The request target is too long", status: 414,
      detail: "the target is over \(limits.targetSize) bytes; shorten it, or put what is long into the body")
  }

  static func headTooLarge(_ limits: ServerLimits) -> Problem {
    Problem(
      "head-too-large", title: "The request head is too large", status: 431,
      detail: "request line and headers are over \(limits.headerSize) bytes or \(limits.headerCount) fields")
  }

  static func bodyTooLarge(_ limits: ServerLimits) -> Problem {
    Problem(
      "body-too-large", title: "The body is too large", status: 413,
      detail: "the body is over \(limits.bodySize) bytes; send fewer states at once")
  }

  static func tooSlow(_ limits: ServerLimits) -> Problem {
    Problem(
      "request-too-slow", title: "The request did not arrive in time", status: 408,
      detail: "the request was not complete after \(limits.read); send it without pauses")
  }

  static func tooManyConnections(_ reason: ServerEvent.Shedding, _ shares: ConnectionShares) -> Problem {
    let detail =
      switch reason {
      case .full: "\(shares.limit) connections may be open, and there is none left"
      case .share: "your user has \(shares.perUser) connections open, and may have no more"
      }
    return Problem(
      "too-many-connections", title: "There are too many connections", status: 503,
      detail: "\(detail); try again later, or keep fewer open")
  }

  /// What a mistake that the parser found is answered with.
  static func problem(for error: any Error, limits: ServerLimits) -> Problem {
    switch error as? HTTPParserError {
    case .headerOverflow: headTooLarge(limits)
    case .invalidEOFState: incomplete
    case .invalidMethod: malformed("the method is not known; send GET, POST or DELETE")
    case .invalidURL: badTarget
    case .invalidHeaderToken: malformed("a header's name or value has a character that may not stand there")
    case .invalidContentLength: malformed("\"Content-Length\" is not a number of bytes")
    case .unexpectedContentLength:
      malformed("\"Content-Length\" stands there twice or with \"Transfer-Encoding\"")
    case .invalidChunkSize: malformed("the size of a chunk is malformed")
    case .lfExpected, .strictModeAssertion: malformed("a line does not end in CR LF")
    case .closedConnection: malformed("there are bytes after the last request")
    default: malformed("the request cannot be read as HTTP/1.1")
    }
  }
}
