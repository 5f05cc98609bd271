import Decisions
import JSON
import Rules

extension SchemaName {
  static let ruleExplanationSchema = JSONValue.record(
    "What the conditions of a rule found.",
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
