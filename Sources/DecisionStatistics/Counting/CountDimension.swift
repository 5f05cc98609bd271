/// What decisions are counted by.
package enum CountDimension: String, Sendable, CaseIterable {
  case action, rule, stage, persona, market, channel, day
}
