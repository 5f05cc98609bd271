package import JSON
import Rules

/// The ids of a rule book as the JSON that answers carry, each list by the index of what it names.
package struct WrittenIDs: Sendable {
  let stages: JSONValues
  let personas: JSONValues
  let channels: JSONValues
  package let actions: JSONValues
  package let rules: JSONValues
  /// What a recommendation says of its action: members `action`, `kind` and, where it has one, `group`.
  let actionAndKindMembers: JSONValues
  /// The member `action`.
  let actionMembers: JSONValues
  /// The member `channel`.
  let channelMembers: JSONValues
  /// By gate: the member `reason`.
  let reasonMembers: JSONValues
  /// Bytes that the members need of an action that was held back by nothing that has a name, without an instant.
  let plainHeldSize: Int

  init(of book: RuleBook) {
    stages = JSONValues(book.vocabulary.stages.items.map(\.id))
    personas = JSONValues(book.vocabulary.personas.items.map(\.id))
    channels = JSONValues(book.vocabulary.channels.items.map(\.id))
    actions = JSONValues(book.actions.map(\.id))
    rules = JSONValues(book.rules.map(\.id))
    actionAndKindMembers = JSONValues(of: book.actions) { writer, action in
      writer.member("action", action.id)
      writer.member("kind", book.kinds[action.kind])
      if let group = action.group { writer.member("group", book.groups[group]) }
    }
    actionMembers = JSONValues(of: book.actions) { $0.member("action", $1.id) }
    channelMembers = JSONValues(of: book.vocabulary.channels.items) { $0.member("channel", $1.id) }
    reasonMembers = JSONValues(of: Gate.allCases) { $0.member("reason", $1.reason) }
    plainHeldSize =
      actionMembers.longest + ObjectRoom.size(of: "priority") + reasonMembers.longest + channelMembers.longest
      + 3
  }
}
