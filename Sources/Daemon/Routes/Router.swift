import API
import Serving
import Telemetry

/// Finds what answers a request: asks of each whether there is such a path, whether the method, the peer, the body and
/// the query are such as the endpoint declares, and hands it to the endpoint's handler. It belongs to the event loop.
final class Router {
  let state: ServingState
  private let access: AccessPolicy
  private let routes: [String: Route]

  init(_ state: ServingState, access: AccessPolicy, loader: BookLoader) {
    self.state = state
    self.access = access
    let service = DecisionService(state)
    let keys = IdempotencyKeys()
    let description = DescriptionHandler(state: state)
    routes = Dictionary(
      uniqueKeysWithValues: Endpoint.allCases.map { endpoint in
        let handler: any RequestHandler =
          switch endpoint {
          case .next: NextHandler(service: service, keys: keys)
          case .decide: DecideHandler(service: service)
          case .why: WhyHandler(service: service)
          case .outcomes: OutcomesHandler(state: state)
          case .events: EventsHandler(state: state)
          case .contacts: ContactsHandler(state: state, access: access)
          case .journeys: JourneysHandler(state: state)
          case .reportStages: ReportHandler<StagesRoute>(state: state)
          case .reportTouchpoints: ReportHandler<TouchpointsRoute>(state: state)
          case .reportStalled: ReportHandler<StalledRoute>(state: state)
          case .reportPaths: ReportHandler<PathsRoute>(state: state)
          case .reportGroup: ReportHandler<GroupRoute>(state: state)
          case .map: MapHandler(state: state)
          case .accountsNext: AccountsNextHandler(service: service, keys: keys)
          case .accountsDecide: AccountsDecideHandler(service: service)
          case .alerts: AlertsHandler(state: state)
          case .backup: BackupHandler(state: state)
          case .acceptHistory: AcceptHandler(state: state)
          case .book: BookHandler(state: state)
          case .reload: ReloadHandler(state: state, loader: loader)
          case .rules: RulesHandler(state: state)
          case .stateSchema: SchemaHandler(state: state)
          case .description: description
          case .alive: AliveHandler(state: state)
          case .ready: ReadyHandler(state: state)
          case .metrics: MetricsHandler(state: state)
          }
        return (endpoint.rawValue, Route(endpoint, handler))
      })
    description.paths = Endpoint.allCases.compactMap { routes[$0.rawValue].map { PathDescription(of: $0) } }
  }

  /// Routes a request by its head, and says how its body is read.
  func receive(_ request: HTTPRequest, _ writer: any ResponseWriter) -> BodyReader {
    let mediaType = request.mediaType
    let route: Route
    do throws(Refusal) {
      route = try findRoute(for: request, mediaType)
    } catch {
      return refuse(error, writer, atOnce: mediaType == MediaType.lines)
    }
    guard mediaType == MediaType.lines else {
      return .whole { [self] in dispatch($0, to: route, writer) }
    }
    // What else comes as lines is answered without its body, which may be longer than one that is read whole.
    guard route.endpoint.body(request.method).takesLines, let lines = route.lines else {
      dispatch(request, to: route, writer)
      return .ignored
    }
    do throws(QueryProblem) {
      return .pieces(try lines.receiveLines(of: request, with: writer))
    } catch {
      return refuse(Refusal(.badQuery(error.detail)), writer, atOnce: true)
    }
  }

  private func dispatch(_ request: HTTPRequest, to route: Route, _ writer: any ResponseWriter) {
    let body = route.endpoint.body(request.method)
    if request.body.isEmpty, body.takesJSON, body.isRequired {
      return state.reply(.emptyBody(at: route.endpoint), to: writer)
    }
    do {
      try route.handler.respond(to: request, with: writer)
    } catch {
      state.reply(error, at: route.endpoint, to: writer)
    }
  }

  // MARK: Refusals

  private struct Refusal: Error {
    let problem: Problem
    let headers: [(name: String, value: String)]

    init(_ problem: Problem, headers: [(name: String, value: String)] = []) {
      self.problem = problem
      self.headers = headers
    }
  }

  private func findRoute(for request: HTTPRequest, _ mediaType: String?) throws(Refusal) -> Route {
    guard let route = routes[request.path] else {
      throw Refusal(.notFound(request.path, endpoints: Endpoint.allCases.map(\.rawValue)))
    }
    let endpoint = route.endpoint
    guard endpoint.allows(request.method) else {
      throw Refusal(
        .methodNotAllowed(request.method, request.path, allowed: endpoint.methods),
        headers: [("Allow", endpoint.methods.joined(separator: ", "))])
    }
    if let right = endpoint.right(request.method), !access.allows(request.peer, right) {
      log(request, without: right)
      throw Refusal(.forbidden(right.what))
    }
    if let name = request.repeatedParameter {
      throw Refusal(.badQuery("the parameter '\(name)' stands there twice; give it once"))
    }
    if !endpoint.takesKey, request.header("idempotency-key") != nil {
      throw Refusal(.keyNotTaken(request.path))
    }
    guard endpoint.body(request.method).allows(mediaType) else {
      throw Refusal(.unsupportedType(mediaType, at: endpoint))
    }
    return route
  }

  private func refuse(_ refusal: Refusal, _ writer: any ResponseWriter, atOnce: Bool) -> BodyReader {
    let response = HTTPResponse(refusal.problem, headers: refusal.headers)
    guard atOnce else { return .whole { [state] _ in state.reply(response, to: writer) } }
    state.reply(response, to: writer)
    return .ignored
  }

  private func log(_ request: HTTPRequest, without right: Right) {
    let peer = request.peer
    state.metrics.countRefusedPeer()
    state.log.warning(
      .peerRefused, "user \(peer.userID) may not \(right.what)",
      [
        "uid": .int(Int64(peer.userID)), "pid": .int(Int64(peer.processID)), "path": .string(request.path),
      ], key: "\(peer.userID)")
  }
}

extension BodyReader {
  /// Of a request that is answered already.
  fileprivate static var ignored: BodyReader { .pieces(BodyReceiver(received: { _ in }, ended: {})) }
}

extension HTTPRequest {
  /// A parameter that the query gives twice.
  fileprivate var repeatedParameter: String? {
    guard query.count > 1 else { return nil }
    var names: Set<String> = []
    return query.first { !names.insert($0.name).inserted }?.name
  }
}
