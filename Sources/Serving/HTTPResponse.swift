package import API

/// One response to a request: status, content type, further headers and the whole body.
package struct HTTPResponse: Sendable {
  package var status: Int
  /// Nil for a response that has no body to describe.
  package var contentType: String?
  /// Headers beside `Content-Type`, `Content-Length`, `Connection`, which the server writes. Names and values
  /// must be valid in a header; a line break in one is replaced by a space.
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]
  /// Whether the connection ends after this response.
  package var closes: Bool

  package init(
    status: Int = 200, contentType: String? = "application/json",
    headers: [(name: String, value: String)] = [], body: [UInt8] = [], closes: Bool = false
  ) {
    self.status = status
    self.contentType = contentType
    self.headers = headers
    self.body = body
    self.closes = closes
  }

  /// The response that describes a problem, as `application/problem+json`.
  package init(_ problem: Problem, headers: [(name: String, value: String)] = [], closes: Bool = false) {
    self.init(
      status: problem.status, contentType: MediaType.problem, headers: headers,
      body: problem.json(), closes: closes)
  }
}
