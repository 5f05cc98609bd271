/// The keys of a state that are no attributes, in the order of the schema of states. Attributes cannot have their names.
package enum StateKey: String, Sendable, CaseIterable {
  case journey, market, stage
  case stageEntered = "stage_entered"
  case persona
  case painPoints = "pain_points"
  case triggers, sentiment, consent, touchpoints
  case buyingGroup = "buying_group"
  case contacts, now
}
