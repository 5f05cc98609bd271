import Rules

extension ContactSelector {
  /// Whether it can select something with an action, as far as its channel lets it.
  ///
  /// - Parameter index: of the action.
  func selects(_ action: Action, _ index: Int) -> Bool {
    (actions?.contains(index) ?? true) && (kinds?.contains(action.kind) ?? true)
      && (groups.map { groups in action.group.map(groups.contains) ?? false } ?? true)
  }

  /// Whether it selects an action on a channel; nil: on none.
  func selects(_ action: Action, _ index: Int, on channel: Int?) -> Bool {
    selects(action, index) && (channels.map { channels in channel.map(channels.contains) ?? false } ?? true)
  }
}
