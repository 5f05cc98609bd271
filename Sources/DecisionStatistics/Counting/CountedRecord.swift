import Decisions
import JSON
import Time

/// What is counted in the record of a decision: places in its document.
struct CountedRecord {
  let document: JSONDocument
  let at: Instant
  let revision: JSONToken
  let call: JSONToken?
  let state: JSONToken?
  let considered: JSONToken?
  let decision: JSONToken
  let outcome: JSONToken
  let matched: JSONToken?
  private let id: JSONToken

  /// Nil where it is no record of a decision.
  init?(_ document: JSONDocument) {
    let root = document.root
    guard let at = document.member("at", of: root), let instant = Instant(rfc3339: document.string(at: at)),
      let id = document.member("id", of: root), let revision = document.member("revision", of: root),
      let decision = document.member("decision", of: root),
      let outcome = document.member("outcome", of: decision)
    else { return nil }
    self.document = document
    self.at = instant
    self.id = id
    self.revision = revision
    self.decision = decision
    self.outcome = outcome
    call = document.member("query", of: root).flatMap { document.member("call", of: $0) }
    state = document.member("state", of: root)
    considered = document.member("considered", of: root)
    matched = document.member("matched", of: root)
  }

  /// Nil where it is none that the daemon gives.
  var decisionID: DecisionID? { DecisionID(document.string(at: id), inAnyCase: false) }

  /// No elements.
  var none: JSONElements { document.elements(of: outcome) }

  /// The elements of a list; nil where there is none.
  func elements(_ key: StaticString, of token: JSONToken?) -> JSONElements? {
    token.flatMap { document.member(key, of: $0) }.map { document.elements(of: $0) }
  }
}
