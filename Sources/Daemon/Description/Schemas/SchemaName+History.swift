import Decisions
import History
import JSON
import Rules

extension SchemaName {
  private static let outcomeWords = JSONValue.words(Outcome.allCases.map(\.rawValue))

  /// An instant, or a bare date, which is midnight in the time zone of the rule book.
  static let instantOrDate: JSONValue = [
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

  static let eventReportSchema = JSONValue.record(
    "Something that happened on a journey, at an instant or now. Words are those of the rule book, as in states; at least "
      + "one thing is said beside whose it is and when.",
    isClosed: true, [.init("journey", .id), .optional("at", instantOrDate.orNull)] + partsOfEvents)

  static let eventSchema = JSONValue.record(
    "Something that happened on a journey, as it can be told again.", isClosed: true,
    [.optional("journey", .id), .init("at", .instant)] + partsOfEvents)

  private static let partsOfEvents: [JSONValue.Field] = [
    .optional("id", JSONValue.id.orNull.described("chosen by the caller: by it an event is known again")),
    .optional("account", .id.orNull), .optional("touchpoint", .id.orNull),
    .optional("sentiment", JSONValue.amount.orNull.described("from -1 to 1, of the touchpoint")),
    .optional("channel", JSONValue.text.orNull.described("of the touchpoint")),
    .optional("stage", .text.orNull),
    .optional("stage_entered", instantOrDate.orNull.described("since when the stage is in force")),
    .optional(
      "observed", JSONValue.text.orNull.described("a stage that a decision saw, as exports name it")),
    .optional("exit", .text.orNull), .optional("trigger", .text.orNull),
    .optional("pain_point", .text.orNull),
    .optional("severity", JSONValue.amount.orNull.described("from 0 to 1, of the pain point")),
    .optional("resolved", JSONValue.text.orNull.described("a pain point that is one no more")),
    .optional(
      "consent",
      JSONValue.object([
        .init("type", "object"), .init("additionalProperties", ["type": ["boolean", "null"]]),
      ]).orNull.described("by channel; a yes needs `at`")),
    .optional(
      "profile",
      JSONValue.object([.init("type", "object")]).orNull
        .described("persona, market and attributes, as in a state; a null takes one back")),
  ]

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

  static let reportSchema = JSONValue.record(
    "A report on journeys over time: what it says of itself, and a list of rows for each of its tables. Lengths of time "
      + "are numbers of days.",
    .init("report", .text), .init("as_of", .instant), .optional("since", .instant),
    .optional("complete_since", .instant.described("since when no event is missing")),
    .init("journeys", .count),
    .init("entered_unseen", .count.described("stays of which nobody knows since when they last")),
    .optional("by", .list(of: .text)), .optional("cell", .text), .optional("listed", .list(of: .id)),
    .optional(
      "cells",
      JSONValue.object([
        .init("type", "object"), .init("additionalProperties", .list(of: .text)),
      ]).described("by table: what stands behind a row's `cell` and a dot in the name of a number")),
    .init("notes", .list(of: .text))
  ).adding([.init("additionalProperties", .list(of: ["type": "object"]))])

  static let alertSchema = JSONValue.record(
    "An alert that was raised.",
    .init("number", .count), .init("at", .instant), .init("rule", .text),
    .optional("severity", .words(AlertSeverity.allCases.map(\.rawValue))), .optional("summary", .text),
    .optional("journey", JSONValue.id.described("absent where it was raised for many together")),
    .optional("account", .looseID), .optional("decision", .decisionID),
    .optional("revision", .revision))
}
