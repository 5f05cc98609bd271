import API
import Serving

/// Answers the requests of one endpoint, once the router has found them in order.
protocol RequestHandler {
  /// What it answers, for the description of the API: one for each method but HEAD.
  static var operations: [OperationDescription] { get }

  /// Answers a request with its whole body, at once or later. What is thrown is answered as a problem: a mistake in the
  /// request, or else Waymark's own.
  func respond(to request: HTTPRequest, with writer: any ResponseWriter) throws
}

/// Answers the bodies of an endpoint that come as lines.
protocol LineHandler {
  func receiveLines(
    of request: HTTPRequest, with writer: any ResponseWriter
  ) throws(QueryProblem) -> BodyReceiver
}

/// An endpoint with what answers it. There is one for each endpoint, which requests share.
final class Route {
  let endpoint: Endpoint
  let handler: any RequestHandler
  /// For lines; nil where the endpoint takes none.
  let lines: (any LineHandler)?

  init(_ endpoint: Endpoint, _ handler: any RequestHandler) {
    self.endpoint = endpoint
    self.handler = handler
    lines = handler as? any LineHandler
  }
}
