/// The paths that the daemon answers.
enum Endpoint: String, CaseIterable {
  case decide = "/v1/decide"
  case book = "/v1/book"
  case reload = "/v1/book/reload"
  case rules = "/v1/rules"
  case stateSchema = "/v1/schema/state"
  case alive = "/livez"
  case ready = "/readyz"

  var methods: [String] {
    switch self {
    case .decide, .reload: ["POST"]
    case .book, .rules, .stateSchema, .alive, .ready: ["GET", "HEAD"]
    }
  }

  /// What a peer must be allowed to do; nil: whoever may open the socket.
  var access: AccessRules.Right? {
    switch self {
    case .decide, .book, .rules, .stateSchema: .decide
    case .reload: .admin
    case .alive, .ready: nil
    }
  }
}
