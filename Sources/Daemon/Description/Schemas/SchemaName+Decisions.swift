import Decisions
import JSON
import RuleFiles
import Rules

extension SchemaName {
  /// A state under a rule book that declares nothing; `GET /v1/schema/state` has the one of the book that serves.
  static let stateSchema: JSONValue = {
    guard let empty = RuleBook.load([]).book else { return ["type": "object"] }
    return DecisionPlan(empty).generalStateSchema
  }()

  static let decisionSchema = JSONValue.record(
    "What to do next in a journey, what was held back, and why.",
    .init("decision", .decisionID), .init("journey", .id),
    .init("revision", .revision.described("of the rule book that it was made under")),
    .init("now", .instant), .init("outcome", .words(DecisionOutcome.allCases.map(\.rawValue))),
    .init("stage", place.reference), .init("persona", place.reference),
    .init("detected", .list(of: detectedSchema)),
    .init("recommendations", .list(of: recommendation.reference)),
    .init("held_back", .list(of: heldBack.reference)),
    .optional("next_possible", .instant.described("when the first of what was held back may go out")),
    .init("alerts", .list(of: raisedSchema)),
    .init("errors", .list(of: failureSchema)),
    .init("warnings", .list(of: warning.reference)),
    .optional(
      "reserved",
      .list(of: .text).described("the actions that were recorded as delivered; where any were to be")),
    .optional(
      "matched",
      .list(of: ruleExplanation.reference).described(
        "what the rules found that matched; where it was asked for")),
    .optional(
      "near_misses",
      .list(of: ruleExplanation.reference).described(
        "recommend rules that one condition kept from matching; where it was asked for")))

  static let placeSchema = JSONValue.record(
    "A stage or a persona, and where it comes from.",
    .optional("id", .text), .init("source", .words(["given", "remembered", "placed", "unknown"])))

  static let detectedSchema = JSONValue.record(
    "A pain point or a trigger that a rule added.",
    .optional("pain_point", .text), .optional("severity", .amount), .optional("trigger", .text),
    .init("rule", .text))

  static let recommendationSchema = recommendation(
    .init("rank", ["type": "integer", "minimum": 1]))

  /// - Parameter first: what stands before the action.
  static func recommendation(_ first: JSONValue.Field...) -> JSONValue {
    .record(
      first + [
        .init("action", .text), .init("kind", .text),
        .optional("group", .text), .optional("channel", .text),
        .optional("passed_over", .list(of: passedOverSchema)),
        .optional("priority", .amount), .optional("score", .amount), .init("title", .text),
        .optional("because", .text), .init("rules", .list(of: .text)),
        .optional("treatment", [:]), .optional("payload", [:]), .optional("fallback", .flag),
      ])
  }

  private static let passedOverSchema = JSONValue.record(
    "A channel that the action would rather have had.",
    .optional("channel", .text), .init("reason", reasonSchema), .optional("by", .text),
    .optional("until", .instant))

  static let heldBackSchema = heldBack()

  /// - Parameter first: what stands before the action.
  static func heldBack(_ first: JSONValue.Field...) -> JSONValue {
    .record(
      first + [
        .init("action", .text), .optional("priority", .amount), .init("reason", reasonSchema),
        .optional("by", .text), .optional("because", .text), .optional("channel", .text),
        .optional("until", .instant),
      ])
  }

  static let reasonSchema = JSONValue.words(Gate.allCases.map(\.reason))

  private static let raisedSchema = JSONValue.record(
    .init("rule", .text), .init("severity", .words(AlertSeverity.allCases.map(\.rawValue))),
    .init("summary", .text))

  static let failureSchema = JSONValue.record(
    "An expression that failed.",
    .optional("rule", .text), .optional("action", .text), .init("message", .text))

  static let warningSchema = JSONValue.record(
    "What was read otherwise than its sender may think.",
    .init("pointer", ["type": "string", "format": "json-pointer"]), .init("detail", .text))

  static let lineErrorSchema = JSONValue.record(
    "Stands in the place of the answer to a line that was refused.", .init("error", problem.reference))

  static let streamEndSchema = JSONValue.record(
    "The last line of a stream.", .init("end", ["const": true]), .init("lines", .count),
    .init("errors", .count))
}
