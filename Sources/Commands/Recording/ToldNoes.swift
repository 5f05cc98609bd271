import Decisions
import JSON
import Rules

/// Noes that an event, an outcome or a contact tells in their own place.
struct ToldNoes {
  /// The channels that are named.
  private(set) var channels: [String] = []
  /// Whether an outcome is one, whose channel may be known otherwise.
  private(set) var isOptOut = false

  init(_ document: JSONDocument, _ token: JSONToken) {
    guard document.kind(of: token) == .object else { return }
    if let consent = document.member("consent", of: token),
      document.kind(of: consent) == .object
    {
      for (key, value) in document.members(of: consent) where Self.isNo(value, document) {
        channels.append(document.string(at: key))
      }
    }
    let outcomes = document.member("outcomes", of: token)
      .flatMap { document.kind(of: $0) == .array ? document.elements(of: $0).map(\.self) : nil }
    for entry in [token] + (outcomes ?? []) where document.kind(of: entry) == .object {
      if let outcome = document.member("outcome", of: entry), document.kind(of: outcome) == .string,
        Outcome(named: document.string(at: outcome))?.withdrawsConsent ?? false
      {
        isOptOut = true
      }
    }
  }

  var isEmpty: Bool { channels.isEmpty && !isOptOut }

  /// A no also where it has not the form of one.
  private static func isNo(_ value: JSONToken, _ document: JSONDocument) -> Bool {
    switch document.kind(of: value) {
    case .bool: !document.bool(at: value)
    case .string: ConsentAnswer.isNo(document.string(at: value))
    case .object: document.member("given", of: value).map { isNo($0, document) } ?? false
    default: false
    }
  }
}
