import API
import JSON

private typealias Content = OperationDescription.Content

extension BookHandler {
  static let operations = [
    OperationDescription(
      method: "GET", id: "getBook",
      summary: "Read which rule book serves, and what is wrong with the newest files",
      answers: [.ok("the rule book", Content(SchemaName.book.reference))])
  ]
}

extension ReloadHandler {
  static let operations = [
    OperationDescription(
      method: "POST", id: "reloadBook", summary: "Read the rule files now",
      details:
        "Answered once the new rule book serves. Where the files have a mistake, the one before goes on.",
      answers: [.ok("the rule book that serves", Content(SchemaName.book.reference))],
      problems: [.bookRejected])
  ]
}

extension RulesHandler {
  static let operations = [
    OperationDescription(
      method: "GET", id: "getRules", summary: "Read the rules, where they stand and how often each matched",
      parameters: [.optional(.id)],
      answers: [
        .ok(
          "all rules, or the one that was named",
          Content(.record(.init("revision", .revision), .init("rules", .list(of: SchemaName.rule.reference))))
        )
      ],
      problems: [.notFound],
      links: [
        .init(
          name: "rule", target: "getRules", description: "the first of the rules alone",
          parameters: [.init("id", "$response.body#/rules/0/id")])
      ])
  ]
}

extension SchemaHandler {
  static let operations = [
    OperationDescription(
      method: "GET", id: "getStateSchema",
      summary: "Read the JSON Schema of a state under the rule book that serves",
      answers: [.ok("the schema", Content(["type": "object"], as: MediaType.schema))])
  ]
}

extension DescriptionHandler {
  static let operations = [
    OperationDescription(
      method: "GET", id: "getDescription", summary: "Read this description",
      answers: [
        .ok("an OpenAPI document", Content(["type": "object", "required": ["openapi", "info", "paths"]]))
      ])
  ]
}

extension AliveHandler {
  static let operations = [
    OperationDescription(
      method: "GET", id: "getLiveness", summary: "Ask whether the daemon runs",
      answers: [.ok("it does", Content(.record(.init("alive", ["const": true]))))])
  ]
}

extension ReadyHandler {
  private static let readiness = JSONValue.record(.init("ready", .flag), .optional("reason", .text))

  static let operations = [
    OperationDescription(
      method: "GET", id: "getReadiness",
      summary: "Ask whether a rule book serves and what is to be recorded can be",
      answers: [
        .ok("both are so", Content(readiness)),
        .init(status: 503, description: "what is to be recorded cannot be", contents: [Content(readiness)]),
      ],
      headers: [.decisionLog])
  ]
}
