/// The paths that the daemon answers.
package enum Endpoint: String, CaseIterable {
  case next = "/v1/next"
  case decide = "/v1/decide"
  case why = "/v1/why"
  case outcomes = "/v1/outcomes"
  case events = "/v1/events"
  case contacts = "/v1/contacts"
  case journeys = "/v1/journeys"
  case reportStages = "/v1/reports/stages"
  case reportTouchpoints = "/v1/reports/touchpoints"
  case reportStalled = "/v1/reports/stalled"
  case reportPaths = "/v1/reports/paths"
  case reportGroup = "/v1/reports/group"
  case map = "/v1/map"
  case accountsNext = "/v1/accounts/next"
  case accountsDecide = "/v1/accounts/decide"
  case alerts = "/v1/alerts"
  case backup = "/v1/backup"
  case acceptHistory = "/v1/history/accept"
  case book = "/v1/book"
  case reload = "/v1/book/reload"
  case rules = "/v1/rules"
  case stateSchema = "/v1/schema/state"
  case description = "/v1/openapi.json"
  case alive = "/livez"
  case ready = "/readyz"
  case metrics = "/metrics"

  package var methods: [String] {
    switch self {
    case .next, .decide, .why, .outcomes, .events, .accountsNext, .accountsDecide, .reload, .acceptHistory:
      ["POST"]
    case .contacts: ["GET", "HEAD", "POST"]
    case .journeys: ["GET", "HEAD", "DELETE"]
    case .reportStages, .reportTouchpoints, .reportStalled, .reportPaths, .reportGroup, .map, .alerts,
      .backup,
      .book,
      .rules, .stateSchema, .description, .alive, .ready, .metrics:
      ["GET", "HEAD"]
    }
  }

  /// What a peer must be allowed to do; nil: whoever may open the socket.
  package func right(_ method: String) -> Right? {
    switch self {
    case .next, .decide, .why, .accountsNext, .accountsDecide, .book, .rules, .stateSchema, .description:
      .decide
    case .contacts: method == "POST" ? .report : .decide
    case .outcomes, .events: .report
    case .journeys: method == "DELETE" ? .admin : .decide
    case .reportStages, .reportTouchpoints, .reportStalled, .reportPaths, .reportGroup, .map, .alerts,
      .backup,
      .reload, .acceptHistory:
      .admin
    case .alive, .ready, .metrics: nil
    }
  }

  package func allows(_ method: String) -> Bool { methods.contains(method) }

  /// What kind of body it takes.
  package func body(_ method: String) -> BodyKind {
    switch self {
    case .next, .why: .json
    case .decide, .outcomes, .events: .jsonOrLines
    case .contacts: method == "POST" ? .lines : .ignored
    case .accountsNext, .accountsDecide: .optionalJSON
    case .journeys, .reportStages, .reportTouchpoints, .reportStalled, .reportPaths, .reportGroup, .map,
      .alerts,
      .backup, .acceptHistory, .book, .reload, .rules, .stateSchema, .description, .alive, .ready, .metrics:
      .ignored
    }
  }

  /// What is sent to it, in words.
  package var bodyText: String {
    switch self {
    case .next, .why: "a journey state as \(MediaType.json)"
    case .decide:
      "a journey state or an array of them as \(MediaType.json), or states line by line as \(MediaType.lines)"
    case .outcomes:
      "an outcome or an array of them as \(MediaType.json), or outcomes line by line as \(MediaType.lines)"
    case .events:
      "an event or an array of them as \(MediaType.json), or events line by line as \(MediaType.lines)"
    case .contacts: "contacts line by line as \(MediaType.lines)"
    case .accountsNext, .accountsDecide: "nothing, or an object with 'now' as \(MediaType.json)"
    case .journeys, .reportStages, .reportTouchpoints, .reportStalled, .reportPaths, .reportGroup, .map,
      .alerts,
      .backup, .acceptHistory, .book, .reload, .rules, .stateSchema, .description, .alive, .ready, .metrics:
      "no body"
    }
  }

  /// What to do with many, where it takes one alone; nil where it takes many, or nothing.
  package var insteadOfMany: String? {
    switch self {
    case .next: "send many as lines to \(Endpoint.decide.rawValue)?reserve=1"
    case .why: "ask about one at a time"
    default: nil
    }
  }

  private static let places = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

  /// Its place among all.
  package var place: Int { Self.places[self, default: 0] }

  /// Whether a repeated request is known again by its `Idempotency-Key`.
  package var takesKey: Bool { self == .next || self == .accountsNext }
}
