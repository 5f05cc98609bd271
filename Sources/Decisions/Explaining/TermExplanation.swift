package import Rules
package import Time

/// What one key of a condition found in a state.
package struct TermExplanation: Sendable {
  package let term: Condition.Term
  package let verdict: Verdict
  package let seen: SeenValue
  /// Of `any_of`, `all_of` and `none_of`: the keys of each condition in the list.
  package let branches: [[TermExplanation]]
  /// Why an expression failed.
  package let failure: String?
}

/// What a condition looked at, as the state has it.
package enum SeenValue: Sendable {
  /// Not known.
  case absent
  case bool(Bool)
  case int(Int64)
  case number(Double)
  case instant(Instant)
  case text(String)
  case texts([String])
  /// The pain points that are there, with their severities.
  case painPoints([(id: String, severity: Double)])
  /// How many entries of a list passed the filters.
  case count(Int)
  /// What an expression reads, by name.
  case facts([(name: String, value: SeenValue)])
  /// A list of conditions, each of which has seen something for itself.
  case branches
}
