/// Headers of Waymark's own, and the one that it has from a draft of the IETF.
package enum HeaderName {
  /// By which a request that is repeated is known again.
  package static let idempotencyKey = "Idempotency-Key"
  /// On an answer that was given before, under the same key.
  package static let replayed = "Idempotency-Replayed"
  /// On such an answer, what of it was given back since, with commas between.
  package static let released = "Idempotency-Released"
  /// On such an answer, what of it goes by a channel that the person closed since, with commas between.
  package static let closed = "Idempotency-Closed"
  /// On an answer from a history of which something is missing: what is wrong with it, until that is accepted.
  package static let incomplete = "Waymark-Incomplete"
  /// On the contacts of all journeys: how many opt-outs are of journeys that nobody can name any more.
  package static let unnamedOptOuts = "Waymark-Unnamed-Opt-Outs"
  /// On whether the daemon is ready: the folder of its decision log, percent-encoded.
  package static let decisionLog = "Waymark-Decision-Log"
  /// Of the rule book that an answer was made under.
  package static let revision = "Waymark-Revision"
}
