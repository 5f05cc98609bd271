import JSON

/// The contacts of a journey for a person to read: what was delivered when, and what came of it.
struct ContactTable {
  private let document: JSONDocument

  /// - Parameter json: what `/v1/contacts` answers.
  init(_ json: [UInt8]) {
    document = (try? JSONDocument(parsing: json)) ?? JSONDocument()
  }

  func rendered(for terminal: Terminal) -> String {
    let contacts = entries("contacts", of: document.root)
    let count =
      contacts.isEmpty ? "no contacts" : contacts.count == 1 ? "1 contact" : "\(contacts.count) contacts"
    let title = "\(terminal.bold(document.shown("journey", of: document.root))): \(count)\n"
    guard !contacts.isEmpty else { return title }
    var table = TextTable(["WHEN", "ACTION", "CHANNEL", "OUTCOMES", "DECISION"])
    for contact in contacts {
      table.add([
        document.shown("at", of: contact), document.shown("action", of: contact),
        document.shown("channel", of: contact),
        entries("outcomes", of: contact).map(outcome).joined(separator: ", "),
        document.shown("decision", of: contact),
      ])
    }
    return "\(title)\n\(table.rendered(for: terminal))"
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
