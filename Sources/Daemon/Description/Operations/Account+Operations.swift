import API
import JSON

private typealias Content = OperationDescription.Content

/// What both calls about an account take and answer.
private let body = [
  Content(
    .record(
      "Nothing, or when it is decided for.", isClosed: true,
      .optional("now", SchemaName.instantOrDate.orNull)))
]

private let parameters: [OperationDescription.Use] = [.required(.account), .optional(.take)]

private let answers = [
  OperationDescription.Answer.ok("what to do next", Content(SchemaName.accountAnswer.reference))
]

extension AccountsNextHandler {
  static let operations = [
    OperationDescription(
      method: "POST", id: "nextInAccount",
      summary: "Decide what to do next in an account, and record it as delivered",
      details:
        "Of the first recommendations to each of its people the best, then the best of the others, who have seen that, "
        + "and so on until there are `take`; nobody gets two. Its people are the journeys that belong to it and have no "
        + "exit. The answer leaves once all is safe, and is given again under the same `Idempotency-Key` within a day.",
      parameters: parameters, request: body, answers: answers,
      problems: [
        .badKey, .stateRefused, .clockOff, .tooManyMembers, .keyReused, .answerForgotten, .journeyErased,
        .historyDamaged, .historyUnavailable, .decisionLogUnavailable,
      ])
  ]
}

extension AccountsDecideHandler {
  static let operations = [
    OperationDescription(
      method: "POST", id: "decideInAccount", summary: "Decide what to do next in an account",
      details: "As `/v1/accounts/next` does, and nothing is recorded.",
      parameters: parameters, request: body, answers: answers,
      problems: [.stateRefused, .tooManyMembers, .historyUnavailable, .decisionLogUnavailable])
  ]
}
