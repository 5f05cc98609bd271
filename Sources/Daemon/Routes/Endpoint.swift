/// The paths that the daemon answers.
enum Endpoint: String, CaseIterable {
  case next = "/v1/next"
  case decide = "/v1/decide"
  case outcomes = "/v1/outcomes"
  case contacts = "/v1/contacts"
  case journeys = "/v1/journeys"
  case backup = "/v1/backup"
  case acceptHistory = "/v1/history/accept"
  case book = "/v1/book"
  case reload = "/v1/book/reload"
  case rules = "/v1/rules"
  case stateSchema = "/v1/schema/state"
  case alive = "/livez"
  case ready = "/readyz"

  var methods: [String] {
    switch self {
    case .next, .decide, .outcomes, .reload, .acceptHistory: ["POST"]
    case .contacts: ["GET", "HEAD", "POST"]
    case .journeys: ["DELETE"]
    case .backup, .book, .rules, .stateSchema, .alive, .ready: ["GET", "HEAD"]
    }
  }

  /// What a peer must be allowed to do; nil: whoever may open the socket.
  var access: AccessRules.Right? {
    switch self {
    case .next, .decide, .outcomes, .contacts, .book, .rules, .stateSchema: .decide
    case .journeys, .backup, .acceptHistory, .reload: .admin
    case .alive, .ready: nil
    }
  }
}
