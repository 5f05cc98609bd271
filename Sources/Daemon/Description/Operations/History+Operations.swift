import API
import JSON

private typealias Content = OperationDescription.Content

extension ContactsHandler {
  static let operations = [
    OperationDescription(
      method: "GET", id: "getContacts", summary: "Read the contacts of a journey, with all that came of them",
      details:
        "Line by line where \(MediaType.lines) is accepted. Without a journey, those of all journeys are "
        + "answered, only line by line and only to administrators.",
      parameters: [.optional(.journey)],
      answers: [
        .ok(
          "the contacts",
          Content(
            .record(.init("journey", .id), .init("contacts", .list(of: SchemaName.contact.reference)))),
          .lines(of: SchemaName.contact.reference))
      ],
      links: [
        .init(
          name: "erase", target: "eraseJourney", description: "erase the journey",
          parameters: [.init("journey", "$response.body#/journey")])
      ]),
    OperationDescription(
      method: "POST", id: "importContacts", summary: "Import contacts of before, line by line",
      details:
        "Takes what an export gives. Each line is recorded by itself; what was imported before is counted as "
        + "`repeated`.",
      request: [.lines(of: SchemaName.contactReport.reference)],
      answers: [
        .ok(
          "a line for each line",
          .lines(
            of: .any(
              of: SchemaName.recorded.reference, SchemaName.lineError.reference,
              SchemaName.streamEnd.reference)))
      ]),
  ]
}

extension JourneysHandler {
  static let operations = [
    OperationDescription(
      method: "DELETE", id: "eraseJourney", summary: "Erase a journey, as its person may ask",
      parameters: [.required(.journey)],
      answers: [
        .ok(
          "how many contacts were erased", Content(.record(.init("journey", .id), .init("contacts", .count))))
      ],
      problems: [.historyUnavailable])
  ]
}

extension AlertsHandler {
  static let operations = [
    OperationDescription(
      method: "GET", id: "getAlerts", summary: "Read the alerts that rules have raised, in order",
      details:
        "`last` is the number that was given last; where it is less than `after`, the history is another one.",
      parameters: [.optional(.after), .optional(.limit), .optional(.wait)],
      answers: [
        .ok(
          "the alerts behind the number",
          Content(.record(.init("alerts", .list(of: SchemaName.alert.reference)), .init("last", .count))))
      ],
      problems: [.historyUnavailable, .tooManyWaiting])
  ]
}

extension BackupHandler {
  static let operations = [
    OperationDescription(
      method: "GET", id: "getBackup", summary: "Copy the history",
      answers: [
        .ok(
          "an SQLite file", Content(["contentMediaType": .string(MediaType.database)], as: MediaType.database)
        )
      ],
      problems: [.historyUnavailable])
  ]
}

extension AcceptHandler {
  static let operations = [
    OperationDescription(
      method: "POST", id: "acceptHistory",
      summary: "Go on with what is left of a damaged history, and by a clock that has jumped",
      answers: [.ok("what was accepted", Content(.record(.init("accepted", .list(of: .text)))))],
      problems: [.historyUnavailable])
  ]
}
