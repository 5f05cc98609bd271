import API
package import Decisions
package import JSON
import Rules
import Time

extension ReportReader {
  static let outcomeKeys: Set = [
    "decision", "journey", "account", "action", "channel", "outcome", "at", "value",
  ]

  package mutating func readOutcome(_ document: borrowing JSONDocument) throws(StateRefusal) -> Outcome {
    let root = fields.root
    guard fields.isObject(document, root, "an outcome") else { throw fields.refusal }
    let members = members(document, Self.outcomeKeys)
    let decision = decision(document, members["decision"])
    let journey = journey(document, members["journey"])
    let outcome = members["outcome"].flatMap { fields.outcome(document, $0) }
    let action = action(document, members, outcome)
    let channel = channel(document, members["channel"])
    let at = instant(document, members["at"])
    if members["outcome"] == nil { fields.refuse(document, root, "'outcome' is missing") }
    if members["decision"] == nil {
      if members["journey"] == nil {
        fields.refuse(
          document, root, "'decision' is missing; without one, give 'journey', 'action', 'channel' and 'at'")
      } else if members["at"] == nil {
        fields.refuse(
          document, root, "'at' is missing; it tells an outcome without a decision from a repeated one")
      }
    }
    // Of what a decision reserved it is known.
    let isReserved = decision.flatMap { id in action.map { known.hasContact(of: id, action: $0) } } ?? false
    if let action, members["channel"] == nil {
      if isReserved, let outcome, outcome.withdrawsConsent, let decision,
        known.channel(of: decision, action: action) == nil
      {
        warnings.append(
          .init(
            pointer: "",
            detail:
              "'\(outcome.rawValue)' is of a contact that went by no channel, \(WarningText.closesNone)"))
      } else if journey != nil, !isReserved {
        needChannel(document, action, of: outcome.map { [$0] } ?? [])
      }
    }
    guard let action, let outcome else { throw fields.refusal }
    let report = OutcomeReport(
      decision: decision, journey: journey, account: account(document, members["account"]),
      stamp: stamp(document, action, members["action"]), channel: channel, outcome: outcome, at: at,
      value: members["value"].flatMap { fields.number(document, $0) })
    try fields.check()
    return Outcome(
      report: report, isDate: members["at"].map { fields.isDate(document, $0) } ?? false, warnings: warnings)
  }

  /// The action that the outcome came of. Whoever opts out may not say of what.
  private mutating func action(
    _ document: borrowing JSONDocument, _ members: [String: JSONToken], _ outcome: Rules.Outcome?
  ) -> String? {
    guard members["action"] == nil, outcome == .unsubscribed || outcome == .complained else {
      return required("action", document, members)
    }
    fields.refuse(
      document, fields.root,
      #"'action' is missing; if nobody knows it, tell an event instead, such as {"journey": "…", "consent": {"email": false}}"#
    )
    return nil
  }

  /// Refuses what names no channel where its action has some; of an opt-out it is said in any case that it closes none.
  ///
  /// - Parameter outcomes: those that name none.
  mutating func needChannel(
    _ document: borrowing JSONDocument, _ action: String, of outcomes: [Rules.Outcome]
  ) {
    guard let index = plan.action(named: action), !book.actions[index].channels.isEmpty else {
      if let outcome = outcomes.first(where: \.withdrawsConsent) {
        warnings.append(
          .init(
            pointer: "",
            detail:
              "'\(outcome.rawValue)' names no channel, \(WarningText.closesNone)"
          ))
      }
      return
    }
    let names = book.actions[index].channels.map { "'\(book.vocabulary.channels[$0].id)'" }
    fields.refuse(
      document, fields.root, "'channel' is missing; '\(action)' goes by \(names.joined(separator: " or "))")
  }
}
