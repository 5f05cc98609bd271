import JSON
import Rules

extension SchemaName {
  private static let share: JSONValue = ["type": "number", "minimum": 0, "maximum": 1]

  private static let roleWords = JSONValue.words(Role.allCases.map(\.rawValue))

  static let accountAnswerSchema = JSONValue.record(
    "What to do next in an account, for whom, and what was held back from the others.",
    .init("account", .id),
    .optional(
      "coverage",
      JSONValue.record(
        .init("roles", .list(of: seatSchema)),
        .init("completeness", share.described("seats that are filled, of those that are required")),
        .init("engaged_completeness", share.described("the same, of people who are engaged"))
      ).described("how far the buying group is complete; where the rule book says what it needs")),
    .init("members", .list(of: memberSchema)),
    .init(
      "recommendations",
      .list(of: recommendation(.init("journey", .id), .init("decision", .decisionID)))),
    .init(
      "held_back",
      JSONValue.list(of: heldBack(.init("journey", .id)))
        .described("the ten best, of those to whom nothing is recommended")),
    .optional("next_possible", .instant.described("when the first of what was held back may go out")),
    .optional("errors", .list(of: failureSchema).described("where there are any")),
    .optional("warnings", .list(of: warning.reference).described("where there are any")))

  private static let seatSchema = JSONValue.record(
    "A role that the buying group needs.",
    .init("role", roleWords), .init("required", .count), .init("filled", .count), .init("engaged", .count),
    .init("missing", .count),
    .optional("last_contact", .instant.described("the latest contact with one of them")))

  private static let memberSchema = JSONValue.record(
    "Somebody of the account, as remembered.",
    .init("journey", .id), .optional("persona", .text), .optional("role", roleWords),
    .optional("stage", .text), .init("engaged", .flag),
    .optional("last_heard", .instant.described("the latest touchpoint or response")))
}
