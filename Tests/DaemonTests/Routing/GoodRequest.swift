import API

/// A request that an endpoint answers with 200.
struct GoodRequest {
  private(set) var target: String
  private(set) var body = ""
  private(set) var type: String?

  init(_ endpoint: Endpoint, _ method: String) {
    target = endpoint.rawValue
    switch endpoint {
    case .next, .decide: (body, type) = (Samples.state("anna"), MediaType.json)
    case .why:
      target += "?action=follow-up-call"
      (body, type) = (Samples.state("anna"), MediaType.json)
    case .outcomes:
      body =
        #"{"journey": "a", "action": "follow-up-call", "channel": "phone", "outcome": "accepted", "at": "2026-01-01T10:00:00Z"}"#
      type = MediaType.json
    case .events: (body, type) = (#"{"journey": "anna", "account": "acme"}"#, MediaType.json)
    case .accountsNext, .accountsDecide: target += "?account=acme"
    case .contacts where method == "POST": type = MediaType.lines
    case .contacts, .journeys: target += "?journey=anna"
    case .reportStages, .reportTouchpoints, .reportStalled, .reportPaths, .reportGroup, .map, .alerts,
      .backup,
      .acceptHistory, .book, .reload, .rules, .stateSchema, .description, .alive, .ready, .metrics:
      break
    }
  }
}
