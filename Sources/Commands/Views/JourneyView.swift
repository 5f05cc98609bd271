import JSON

/// All that is remembered of a journey for a person to read: what was delivered when, and what came of it; then what was
/// told of it.
struct JourneyView {
  private let document: JSONDocument

  /// - Parameter json: what `/v1/journeys` answers.
  init(_ json: [UInt8]) {
    document = (try? JSONDocument(parsing: json)) ?? JSONDocument()
  }

  /// Whether nothing is known of the journey.
  var isEmpty: Bool {
    entries("contacts", of: document.root).isEmpty && entries("events", of: document.root).isEmpty
      && entries("closed", of: document.root).isEmpty
  }

  func rendered(for terminal: Terminal) -> String {
    let contacts = entries("contacts", of: document.root)
    let events = entries("events", of: document.root)
    let counts = [count(contacts, "contact")] + (events.isEmpty ? [] : [count(events, "event")])
    let name = terminal.bold(document.shown("journey", of: document.root))
    var text = "\(name): \(counts.joined(separator: ", "))\n"
    let closed = entries("closed", of: document.root).map { entry in
      "\(document.shown("channel", of: entry)) since \(document.shown("at", of: entry))"
    }
    if !closed.isEmpty { text += "closed: \(closed.joined(separator: ", "))\n" }
    if !contacts.isEmpty { text += "\n\(table(ofContacts: contacts).rendered(for: terminal))" }
    if !events.isEmpty { text += "\n\(table(ofEvents: events).rendered(for: terminal))" }
    return text
  }

  private func count(_ list: [JSONToken], _ what: String) -> String {
    list.isEmpty ? "no \(what)s" : list.count == 1 ? "1 \(what)" : "\(list.count) \(what)s"
  }

  private func table(ofContacts contacts: [JSONToken]) -> TextTable {
    var table = TextTable(["WHEN", "ACTION", "CHANNEL", "OUTCOMES", "DECISION"])
    for contact in contacts {
      table.add([
        document.shown("at", of: contact), document.shown("action", of: contact),
        document.shown("channel", of: contact),
        entries("outcomes", of: contact).map(outcome).joined(separator: ", "),
        document.shown("decision", of: contact),
      ])
    }
    return table
  }

  private func table(ofEvents events: [JSONToken]) -> TextTable {
    var table = TextTable(["WHEN", "WHAT", "ID"])
    for event in events {
      table.add([
        document.shown("at", of: event), EventWords(document, event).text, document.shown("id", of: event),
      ])
    }
    return table
  }

  /// What came of it, when, and what it was worth.
  private func outcome(_ entry: JSONToken) -> String {
    let value = document.shown("value", of: entry)
    let worth = value.isEmpty ? "" : " (\(value))"
    return "\(document.shown("outcome", of: entry)) \(document.shown("at", of: entry))\(worth)"
  }

  private func entries(_ key: StaticString, of token: JSONToken) -> [JSONToken] {
    document.member(key, of: token).map { Array(document.elements(of: $0)) } ?? []
  }
}
