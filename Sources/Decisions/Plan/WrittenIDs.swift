package import JSON
import Rules

/// The ids of a rule book as the JSON that answers carry, each list by the index of what it names.
package struct WrittenIDs: Sendable {
  let stages: JSONValues
  let personas: JSONValues
  let channels: JSONValues
  let kinds: JSONValues
  let groups: JSONValues
  package let actions: JSONValues
  package let rules: JSONValues

  init(of book: RuleBook) {
    stages = JSONValues(book.vocabulary.stages.items.map(\.id))
    personas = JSONValues(book.vocabulary.personas.items.map(\.id))
    channels = JSONValues(book.vocabulary.channels.items.map(\.id))
    kinds = JSONValues(book.kinds)
    groups = JSONValues(book.groups)
    actions = JSONValues(book.actions.map(\.id))
    rules = JSONValues(book.rules.map(\.id))
  }
}
