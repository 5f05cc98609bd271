/// An action by ids, as selectors see it.
struct SortedAction {
  let id: String
  let kind: String
  let group: String?
  /// Its channels; where it needs none, nil.
  let ways: [String?]

  init(_ action: Action, in book: RuleBook) {
    id = action.id
    kind = book.kinds[action.kind]
    group = action.group.map { book.groups[$0] }
    ways = action.channels.isEmpty ? [nil] : action.channels.map { book.vocabulary.channels[$0].id }
  }
}

/// A selector by ids, so that those of two books can be compared.
struct NamedSelector: Equatable {
  let actions: Set<String>?
  let kinds: Set<String>?
  let groups: Set<String>?
  let channels: Set<String>?

  init(_ selector: ContactSelector, in book: RuleBook) {
    actions = selector.actions.map { Set($0.map { book.actions[$0].id }) }
    kinds = selector.kinds.map { Set($0.map { book.kinds[$0] }) }
    groups = selector.groups.map { Set($0.map { book.groups[$0] }) }
    channels = selector.channels.map { Set($0.map { book.vocabulary.channels[$0].id }) }
  }

  func matches(_ action: SortedAction, by channel: String?) -> Bool {
    (actions?.contains(action.id) ?? true) && (kinds?.contains(action.kind) ?? true)
      && (groups.map { groups in action.group.map(groups.contains) ?? false } ?? true)
      && (channels.map { channels in channel.map(channels.contains) ?? false } ?? true)
  }
}

/// A suppression by ids.
struct NamedSuppression: Equatable {
  let selector: NamedSelector?
  let except: NamedSelector?

  init(_ suppression: Suppression, in book: RuleBook) {
    selector = suppression.selector.map { NamedSelector($0, in: book) }
    except = suppression.except.map { NamedSelector($0, in: book) }
  }

  func holds(_ action: SortedAction, by channel: String?) -> Bool {
    (selector?.matches(action, by: channel) ?? true) && !(except?.matches(action, by: channel) ?? false)
  }
}
