import Decisions
import JSON
import Rules

extension SchemaName {
  static let actionExplanationSchema = JSONValue.record(
    "Why an action is recommended to a journey, or why not.",
    .init("action", .text), .init("title", .text), .init("journey", .id),
    .init("revision", .revision.described("of the rule book that it is explained by")),
    .init("now", .instant), .init("stage", place.reference), .init("persona", place.reference),
    .init("detected", .list(of: detectedSchema)),
    .init("verdict", .words(ActionExplanation.Verdict.words)),
    .optional("reason", reasonSchema), .optional("by", .text), .optional("channel", .text),
    .optional("until", .instant.described("when all gates are open, if nothing but time passes")),
    .optional(
      "rank", (["type": "integer", "minimum": 1] as JSONValue).described("it has this, or would have")),
    .optional("priority", .amount.described("it has this, or would have by the best of its rules")),
    .init(
      "rules",
      .list(of: ruleExplanation.reference).described("all that could recommend it, the nearest first")),
    .optional("eligible", conditionsSchema), .init("gates", .list(of: gateExplanationSchema)),
    .init("smallest_change", smallestChangeSchema), .init("errors", .list(of: failureSchema)),
    .init("warnings", .list(of: warning.reference)))

  private static let gateExplanationSchema = JSONValue.record(
    "What a gate says of the action, at its place in the ranking.",
    .init("gate", reasonSchema), .optional("channel", .text), .init("open", .flag), .optional("by", .text),
    .optional("until", .instant))

  private static let smallestChangeSchema = JSONValue.record(
    "The smallest change that would put the action first; none at all where it is first.",
    .optional("changes", .list(of: changeSchema)), .init("found", .flag),
    .init("shown_to_be_smallest", .flag.described("false where not all smaller ones were tried")),
    .init("tried", ["type": "integer", "minimum": 0]))

  private static let changeSchema = JSONValue.record(
    "One thing that would be otherwise: in the state, the time, or the book.",
    .init("change", .words(["fact", "item", "wait", "score", "weight"])),
    .optional("pointer", ["type": "string", "format": "json-pointer"]), .optional("from", [:]),
    .optional("to", [:]), .optional("add", [:]), .optional("remove", [:]), .optional("until", .instant),
    .optional("rule", .text), .optional("action", .text), .optional("file", .text),
    .optional("line", ["type": "integer", "minimum": 1]))

  static let ruleExplanationSchema = JSONValue.record(
    "What the conditions of a rule found.",
    .optional("score", .amount.described("that it gives the action; where that was asked about")),
    .init("rule", .text), .init("verb", .words(Rule.Verb.allCases.map(\.rawValue))), .init("file", .text),
    .init("line", ["type": "integer", "minimum": 1]), .init("verdict", verdictSchema),
    .optional("enabled", ["const": false]), .optional("from", .instant), .optional("until", .instant),
    .init("when", conditionsSchema), .optional("unless", conditionsSchema))

  static let conditionExplanationSchema = JSONValue.record(
    "What one key of a condition asks for, and what the state has.",
    .init("key", .text), .init("line", ["type": "integer", "minimum": 1]),
    .init("column", ["type": "integer", "minimum": 1]), .init("verdict", verdictSchema),
    .optional("wanted", [:]), .optional("seen", [:]), .optional("branches", .list(of: conditionsSchema)),
    .optional("error", .text))

  private static let conditionsSchema = JSONValue.list(of: conditionExplanation.reference)

  private static let verdictSchema = JSONValue.words(Verdict.allCases.map(\.word))
}
