import API
import Serving

/// `GET /v1/openapi.json`: the description of the whole API. It belongs to the event loop.
final class DescriptionHandler: RequestHandler {
  private let state: ServingState
  /// Of all routes, this one too.
  var paths: [PathDescription] = []
  /// Once it was asked for.
  private var text: [UInt8]?

  init(state: ServingState) { self.state = state }

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) {
    if let text { return state.reply(HTTPResponse(body: text), to: writer) }
    state.offload({ [paths] in APIDescription(paths: paths).text }) { [self] text in
      self.text = text
      state.reply(HTTPResponse(body: text), to: writer)
    }
  }
}
