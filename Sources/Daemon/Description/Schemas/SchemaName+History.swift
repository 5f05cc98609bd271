import Decisions
import History
import JSON
import Rules

extension SchemaName {
  private static let outcomeWords = JSONValue.words(Outcome.allCases.map(\.rawValue))

  /// An instant, or a bare date, which is midnight in the time zone of the rule book.
  private static let instantOrDate: JSONValue = [
    "type": "string", "anyOf": [["format": "date-time"], ["format": "date"]],
  ]

  static let outcomeReportSchema = JSONValue.record(
    "What came of a contact: of one that a decision reserved, or, without a decision, of the journey's contact by that "
      + "action and channel. Words count in any capitals.",
    isClosed: true,
    .optional("decision", .decisionID.orNull), .optional("journey", .id.orNull),
    .optional("account", .looseID.orNull), .init("action", .looseID),
    .optional("channel", .text.orNull.described("an id or a label of the rule book")),
    .init("outcome", outcomeWords), .optional("at", instantOrDate.orNull), .optional("value", .amount.orNull)
  ).adding([
    .init(
      "anyOf",
      [
        ["required": ["decision"], "properties": ["decision": ["type": "string"]]],
        [
          "required": ["journey", "at"],
          "properties": ["journey": ["type": "string"], "at": ["type": "string"]],
        ],
      ])
  ])

  static let contactReportSchema = JSONValue.record(
    "A contact of before, or a line of an export. Without an outcome it was delivered.",
    isClosed: true,
    .optional("decision", .decisionID.orNull), .optional("reserved", .flag.orNull), .init("journey", .id),
    .optional("account", .looseID.orNull), .init("action", .looseID), .optional("kind", .text.orNull),
    .optional("group", .text.orNull),
    .optional(
      "caps", JSONValue.record(.optional("exempt", .flag.orNull), .optional("counts", .flag.orNull)).orNull),
    .optional("channel", .text.orNull), .init("at", instantOrDate),
    .optional(
      "closed",
      JSONValue.list(of: .record(.init("channel", .text), .init("at", instantOrDate))).orNull
        .described("channels that the journey has opted out of")),
    .optional("outcome", outcomeWords.orNull),
    .optional(
      "outcomes",
      JSONValue.list(
        of: .record(
          .init("outcome", outcomeWords), .optional("at", instantOrDate.orNull),
          .optional("value", .amount.orNull), .optional("channel", .text.orNull))
      ).orNull))

  static let recordedSchema = JSONValue.record(
    .init("recorded", .count), .init("repeated", .count.described("what was known already")),
    .init("warnings", .list(of: warning.reference)))

  static let contactSchema = JSONValue.record(
    "A contact with all that came of it, as an import takes it.",
    .optional("decision", .decisionID), .optional("reserved", .flag), .optional("journey", .id),
    .optional("account", .looseID), .init("action", .text), .optional("kind", .text),
    .optional("group", .text),
    .init("caps", .record(.init("exempt", .flag), .init("counts", .flag))), .optional("channel", .text),
    .init("at", .instant),
    .optional("closed", .list(of: .record(.init("channel", .text), .init("at", .instant)))),
    .init(
      "outcomes",
      .list(
        of: .record(
          .init("outcome", outcomeWords), .init("at", .instant), .optional("value", .amount),
          .optional("channel", .text)))))

  static let alertSchema = JSONValue.record(
    "An alert that was raised.",
    .init("number", .count), .init("at", .instant), .init("rule", .text),
    .optional("severity", .words(AlertSeverity.allCases.map(\.rawValue))), .optional("summary", .text),
    .init("journey", .id), .optional("account", .looseID), .optional("decision", .decisionID),
    .optional("revision", .revision))
}
