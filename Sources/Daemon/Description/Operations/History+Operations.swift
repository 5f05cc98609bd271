import API
import JSON

private typealias Content = OperationDescription.Content

private let closedChannels = JSONValue.list(of: .record(.init("channel", .text), .init("at", .instant)))
  .described(
    "channels that the person opted out of, with no later yes, also of before the journey was erased")
private let incompleteness = JSONValue.text.described(
  "what is wrong with the history, so that more may have been known; until somebody accepts it")

extension ContactsHandler {
  static let operations = [
    OperationDescription(
      method: "GET", id: "getContacts", summary: "Read the contacts of a journey, with all that came of them",
      details:
        "Line by line where \(MediaType.lines) is accepted; then its events follow. Without a journey, those of "
        + "all journeys are answered, only line by line and only to administrators.",
      parameters: [.optional(.journey)],
      answers: [
        .ok(
          "the contacts",
          Content(
            .record(
              .init("journey", .id), .init("contacts", .list(of: SchemaName.contact.reference)),
              .init("closed", closedChannels), .optional("incomplete", incompleteness))),
          .lines(of: .any(of: SchemaName.contact.reference, SchemaName.event.reference)))
      ],
      headers: [.incomplete, .unnamedOptOuts],
      problems: [.historyUnavailable],
      links: [
        .init(
          name: "erase", target: "eraseJourney", description: "erase the journey",
          parameters: [.init("journey", "$response.body#/journey")])
      ]),
    OperationDescription(
      method: "POST", id: "importContacts", summary: "Import contacts of before, line by line",
      details:
        "Takes what an export gives, events too: what has no `action` and says what events say is one. Each line is recorded by itself; what was imported before is counted as "
        + "`repeated`. What is of before its journey was erased is refused, all but a no; with `erased` it is taken.",
      parameters: [.optional(.erased)],
      request: [.lines(of: .any(of: SchemaName.contactReport.reference, SchemaName.eventReport.reference))],
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

extension EventsHandler {
  static let operations = [
    OperationDescription(
      method: "POST", id: "tellEvents", summary: "Tell what happened on journeys",
      details:
        "One event, or an array that is recorded as a whole or not at all, or lines that are recorded each "
        + "by itself. An event that was told before is counted as `repeated`; one whose id another one has that says "
        + "something else is refused; so is what is `imported` of before its journey was erased, all but a no, without `erased`.",
      parameters: [.optional(.imported), .optional(.erased)],
      request: [
        Content(
          .any(of: SchemaName.eventReport.reference, .list(of: SchemaName.eventReport.reference)),
          example: [
            "journey": "acme/anna", "at": "2026-01-09T10:00:00Z", "id": "crm-8841", "touchpoint": "webinar",
          ]), .lines(of: SchemaName.eventReport.reference),
      ],
      answers: [
        .ok(
          "what was recorded", Content(SchemaName.recorded.reference),
          .lines(
            of: .any(
              of: SchemaName.recorded.reference, SchemaName.lineError.reference,
              SchemaName.streamEnd.reference)))
      ],
      problems: [.eventRefused, .eventConflict, .tooManyStates, .historyUnavailable])
  ]
}

extension JourneysHandler {
  static let operations = [
    OperationDescription(
      method: "GET", id: "getJourney",
      summary:
        "Read all that is remembered of a journey: its events, and its contacts with what came of them",
      parameters: [.required(.journey)],
      answers: [
        .ok(
          "what is remembered",
          Content(
            .record(
              .init("journey", .id), .init("events", .list(of: SchemaName.event.reference)),
              .init("contacts", .list(of: SchemaName.contact.reference)),
              .init("closed", closedChannels), .optional("incomplete", incompleteness))))
      ],
      headers: [.incomplete],
      problems: [.historyUnavailable]),
    OperationDescription(
      method: "DELETE", id: "eraseJourney", summary: "Erase a journey, as its person may ask",
      parameters: [.required(.journey)],
      answers: [
        .ok(
          "how much was erased",
          Content(.record(.init("journey", .id), .init("contacts", .count), .init("events", .count))))
      ],
      problems: [.historyUnavailable]),
  ]
}

extension AlertsHandler {
  static let operations = [
    OperationDescription(
      method: "GET", id: "getAlerts", summary: "Read the alerts that were raised, in their order",
      details: "Whoever follows them asks again with `after` as the number of the last.",
      parameters: [.optional(.after), .optional(.limit, .integer(RequestLimits.alerts)), .optional(.wait)],
      answers: [
        .ok(
          "the alerts, and the number that was given last",
          Content(.record(.init("alerts", .list(of: SchemaName.alert.reference)), .init("last", .count))))
      ],
      problems: [.historyUnavailable, .tooManyWaiting],
      links: [
        .init(
          name: "next", target: "getAlerts", description: "the alerts after these",
          parameters: [.init("after", "$response.body#/last")])
      ])
  ]
}

extension BackupHandler {
  static let operations = [
    OperationDescription(
      method: "GET", id: "getBackup", summary: "Copy the history",
      details:
        "While damage to it is not accepted it is copied only with `damaged`, so that no job replaces a good copy.",
      parameters: [.optional(.damaged)],
      answers: [
        .ok(
          "an SQLite file", Content(["contentMediaType": .string(MediaType.database)], as: MediaType.database)
        )
      ],
      problems: [.historyUnavailable, .historyDamaged])
  ]
}

extension AcceptHandler {
  static let operations = [
    OperationDescription(
      method: "POST", id: "acceptHistory",
      summary: "Go on with what is left of a damaged history, and by a clock that has jumped",
      answers: [
        .ok(
          "what was accepted",
          Content(
            .record(
              .init("accepted", .list(of: .text)),
              .optional("contacts", JSONValue.count.described("after damage: how many are known")),
              .optional("opt_outs", JSONValue.count.described("after damage: how many are known")))))
      ],
      problems: [.historyUnavailable])
  ]
}
