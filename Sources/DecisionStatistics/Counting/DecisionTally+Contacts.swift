import Decisions
import JSON
import Rules

extension DecisionTally {
  /// Notes all contacts that were considered: those of the journey, and those of others of its account.
  mutating func addContacts(_ record: CountedRecord) {
    guard let considered = record.considered else { return }
    see(record.elements("contacts", of: considered), record)
    for other in record.elements("others", of: considered) ?? record.none {
      see(record.elements("contacts", of: other), record)
    }
  }

  private mutating func see(_ list: JSONElements?, _ record: CountedRecord) {
    let document = record.document
    for contact in list ?? record.none {
      guard let action = document.member("action", of: contact),
        let decision = document.member("decision", of: contact).flatMap({
          DecisionID(document.string(at: $0), inAnyCase: true)
        })
      else { continue }
      let outcomes = (record.elements("outcomes", of: contact) ?? record.none).compactMap { entry in
        document.member("outcome", of: entry).flatMap { Outcome(rawValue: document.string(at: $0)) }
      }
      contacts.see(names.index(of: action, in: document), of: decision, at: record.at, outcomes)
    }
  }
}
