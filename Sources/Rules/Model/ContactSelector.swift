/// Which contacts or candidates a rule or a policy is about: every list that is given must match.
/// Indices of actions, kinds, groups and channels.
package struct ContactSelector: Sendable {
  package var actions: [Int]?
  package var kinds: [Int]?
  package var groups: [Int]?
  package var channels: [Int]?

  package init(actions: [Int]? = nil, kinds: [Int]? = nil, groups: [Int]? = nil, channels: [Int]? = nil) {
    self.actions = actions
    self.kinds = kinds
    self.groups = groups
    self.channels = channels
  }
}
