internal import API
internal import NIOHTTP1

extension RequestValidation {
  static func malformed(_ detail: String) -> Problem {
    Problem(.malformedRequest, detail: detail)
  }

  static let badTarget = Problem(
    .malformedTarget,
    detail: "the target is no path beginning with \"/\", or has a broken percent escape; send \"/v1/...\"")

  static let hostMissing = Problem(
    .hostMissing, detail: "HTTP/1.1 needs a \"Host\" header, whose value may be any")

  static func contentCodingUnknown(_ coding: String) -> Problem {
    Problem(
      .contentCodingUnknown,
      detail: "the body is encoded as \"\(coding)\"; send it as it is, without \"Content-Encoding\"")
  }

  static let incomplete = Problem(
    .incompleteRequest,
    detail: "the connection was shut down before the request was complete; send all of it first")

  static let badRequestLine = malformed("the first line does not end in \"HTTP/1.1\" and CR LF")

  static let lengthRequired = Problem(
    .lengthRequired,
    detail:
      "a POST needs \"Content-Length\" or \"Transfer-Encoding: chunked\"; with curl, use --json or --data")

  static let expectationFailed = Problem(
    .expectationFailed, detail: "\"Expect\" takes \"100-continue\" only; leave it out")

  static let codingUnknown = Problem(
    .transferCodingUnknown, detail: "\"Transfer-Encoding\" takes \"chunked\" only; send the body as it is")

  static let methodUnknown = Problem(
    .methodUnknown, detail: "the method is not known here; send GET, HEAD, POST or DELETE")

  static let versionUnknown = Problem(.versionUnknown, detail: "HTTP/1.1 and HTTP/1.0 are served")

  static let unanswered = Problem(
    .internal, detail: "the request was taken but not answered; this is a bug in waymark")

  static func targetTooLong(_ limits: ServerLimits) -> Problem {
    Problem(
      .targetTooLong,
      detail: "the target is over \(limits.targetSize) bytes; shorten it, or put what is long into the body")
  }

  static func headTooLarge(_ limits: ServerLimits) -> Problem {
    Problem(
      .headTooLarge,
      detail: "request line and headers are over \(limits.headerSize) bytes or \(limits.headerCount) fields")
  }

  static func bodyTooLarge(_ limits: ServerLimits) -> Problem {
    Problem(.bodyTooLarge, detail: "the body is over \(limits.bodySize) bytes; send fewer states at once")
  }

  static func tooSlow(_ limits: ServerLimits) -> Problem {
    Problem(
      .requestTooSlow, detail: "the request was not complete after \(limits.read); send it without pauses")
  }

  static func tooManyConnections(_ reason: ServerEvent.Shedding, _ shares: ConnectionShares) -> Problem {
    let detail =
      switch reason {
      case .full: "\(shares.limit) connections may be open, and there is none left"
      case .share: "your user has \(shares.perUser) connections open, and may have no more"
      }
    return Problem(.tooManyConnections, detail: "\(detail); try again later, or keep fewer open")
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
