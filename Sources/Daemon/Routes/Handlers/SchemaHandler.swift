import API
import Decisions
import Serving
import Settings

/// `GET /v1/schema/state`: the JSON Schema of a journey state under the book that serves.
struct SchemaHandler: RequestHandler {
  let state: ServingState

  func respond(to request: HTTPRequest, with writer: any ResponseWriter) {
    let schema = state.book.plan.stateSchema(refusesUnknown: state.configuration.unknown == .refuse)
    state.reply(
      HTTPResponse(contentType: MediaType.schema, body: schema + [UInt8(ascii: "\n")]), to: writer)
  }
}
