/// An action that the gates are asked about.
struct GateCandidate {
  /// Index of the action.
  let action: Int
  let row: ActionRow
  /// Whether the state fulfils the action's own condition.
  let isEligible: Bool
}
