import API
import JSON

extension NextHandler {
  static let operations = [
    OperationDescription(
      method: "POST", id: "next",
      summary: "Decide one state, and record its first recommendation as delivered",
      details:
        "The answer leaves once that is safe. Under an `Idempotency-Key` that was used within a day, the "
        + "answer of then is given once more.",
      parameters: [
        .optional(.take), .optional(.limit), .optional(.explain), .optional(.preview), .optional(.memory),
      ],
      request: [Content(SchemaName.state.reference, example: stateExample)],
      answers: [.ok("the decision", Content(SchemaName.decision.reference))],
      problems: [
        .badKey, .stateRefused, .clockOff, .keyReused, .answerForgotten, .journeyErased, .historyDamaged,
        .historyUnavailable, .decisionLogUnavailable,
      ],
      links: afterDecision)
  ]
}

extension DecideHandler {
  static let operations = [
    OperationDescription(
      method: "POST", id: "decide", summary: "Decide a state, an array of states, or a stream of them",
      details:
        "An array is answered by an array in the same order; where one of its states is refused, all are. "
        + "Lines are answered line by line while they arrive, a refused one by a line with its `error`, and the last "
        + "line says how many there were. Nothing is recorded without `reserve`.",
      parameters: [
        .optional(.limit), .optional(.explain), .optional(.preview), .optional(.reserve), .optional(.memory),
      ],
      request: [
        Content(
          .any(of: SchemaName.state.reference, .list(of: SchemaName.state.reference)), example: stateExample),
        .lines(of: SchemaName.state.reference),
      ],
      answers: [
        .ok(
          "a decision, an array of decisions, or a line for each line",
          Content(.any(of: SchemaName.decision.reference, .list(of: SchemaName.decision.reference))),
          .lines(
            of: .any(
              of: SchemaName.decision.reference, SchemaName.lineError.reference,
              SchemaName.streamEnd.reference)))
      ],
      problems: [
        .stateRefused, .clockOff, .tooManyStates, .historyDamaged, .historyUnavailable,
        .decisionLogUnavailable,
      ],
      links: [contactsOfJourney, eraseJourney])
  ]
}

extension WhyHandler {
  static let operations = [
    OperationDescription(
      method: "POST", id: "why", summary: "Say why an action is recommended to a journey, or why not",
      details:
        "Every rule that could recommend it with what its conditions found, every gate, its rank, and the smallest "
        + "change that would put it first. Nothing is recorded. With `Accept: text/plain` it is a page for people.",
      parameters: [.required(.action), .optional(.limit), .optional(.memory)],
      request: [Content(SchemaName.state.reference, example: stateExample)],
      answers: [
        .ok(
          "the reason", Content(SchemaName.actionExplanation.reference),
          Content(["type": "string"], as: MediaType.text))
      ],
      problems: [.notFound, .stateRefused])
  ]
}

private let stateExample: JSONValue = [
  "journey": "acme/anna", "market": "b2b", "stage": "consideration", "persona": "economic-buyer",
  "consent": ["email": true],
]

private let journeyOfAnswer = [JSONValue.Member("journey", "$response.body#/journey")]

private let contactsOfJourney = OperationDescription.Link(
  name: "contacts", target: "getContacts", description: "the contacts of the journey",
  parameters: journeyOfAnswer)

private let eraseJourney = OperationDescription.Link(
  name: "erase", target: "eraseJourney", description: "erase the journey", parameters: journeyOfAnswer)

private let afterDecision = [
  OperationDescription.Link(
    name: "report", target: "reportOutcomes", description: "report what came of what was reserved",
    body: [
      "decision": "$response.body#/decision", "action": "$response.body#/reserved/0", "outcome": "opened",
    ]), contactsOfJourney, eraseJourney,
]

extension OutcomesHandler {
  static let operations = [
    OperationDescription(
      method: "POST", id: "reportOutcomes", summary: "Report what came of contacts",
      details:
        "One outcome, or an array that is recorded as a whole or not at all, or lines that are recorded each "
        + "by itself. A report that was made before is counted as `repeated`.",
      request: [
        Content(
          .any(of: SchemaName.outcomeReport.reference, .list(of: SchemaName.outcomeReport.reference)),
          example: [
            "journey": "acme/anna", "action": "product-tour", "channel": "email", "outcome": "opened",
            "at": "2026-01-09T10:00:00Z",
          ]), .lines(of: SchemaName.outcomeReport.reference),
      ],
      answers: [
        .ok(
          "what was recorded", Content(SchemaName.recorded.reference),
          .lines(
            of: .any(
              of: SchemaName.recorded.reference, SchemaName.lineError.reference,
              SchemaName.streamEnd.reference)))
      ],
      problems: [.outcomeRefused, .unknownDecision, .tooManyStates, .historyUnavailable])
  ]
}

private typealias Content = OperationDescription.Content
