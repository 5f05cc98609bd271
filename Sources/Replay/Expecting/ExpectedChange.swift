package import Diagnostics

/// Changes that are meant: what an entry says of them. Everything that it says must be so.
package struct ExpectedChange: Sendable {
  /// Ids of rules that are the cause; nil: any cause.
  var rules: [String]?
  /// Keys of policies that are the cause, or the beginnings of keys.
  var policies: [String]?
  /// Ids of actions that are changed by the cause.
  var actions: [String]?
  var stages: [String]?
  var personas: [String]?
  var markets: [String]?
  /// Outcomes of the new decision.
  var outcomes: [String]?
  /// Why it is meant.
  package internal(set) var because: String?
  /// Where it stands.
  package let location: SourceLocation

  init(at location: SourceLocation) { self.location = location }

  /// What a decision is that changed, for entries.
  struct Subject {
    let stage: String?
    let persona: String?
    let market: String?
    let outcome: String
  }

  /// Whether it covers one cause of a decision's change.
  ///
  /// - Parameter noticed: the actions that a customer notices, for a cause that moves actions only through others.
  func covers(_ found: FoundCause, of subject: Subject, noticed: [String]) -> Bool {
    guard allows(stages, subject.stage), allows(personas, subject.persona), allows(markets, subject.market),
      allows(outcomes, subject.outcome)
    else { return false }
    if let rules {
      guard case .rule(let id) = found.cause.subject, rules.contains(id) else { return false }
    }
    if let policies {
      guard case .policy(let key) = found.cause.subject,
        policies.contains(where: { key == $0 || key.hasPrefix("\($0).") })
      else { return false }
    }
    guard let actions else { return true }
    let touched = found.actions.isEmpty ? noticed : found.actions
    return touched.contains { actions.contains($0) }
  }

  private func allows(_ list: [String]?, _ value: String?) -> Bool {
    guard let list else { return true }
    return value.map { list.contains($0) } ?? false
  }
}
