package import Decisions
import Rules
package import Time

/// What is remembered of journeys, wherever it is kept, for decisions under one plan.
package struct Recollection {
  package let plan: DecisionPlan
  /// What was told of a journey.
  let journey: (String) -> RememberedJourney
  /// The journeys that were ever said to belong to an account, by id.
  let members: (String) -> [String]
  /// The latest of a journey's outcomes that show that somebody takes part, not later than an instant.
  let response: (String, Instant) -> Instant?
  /// A group that was looked up before, which saves looking it up for each of its people.
  package var knownGroup: KnownGroup?

  package init(
    _ plan: DecisionPlan, journey: @escaping (String) -> RememberedJourney,
    members: @escaping (String) -> [String], response: @escaping (String, Instant) -> Instant?
  ) {
    self.plan = plan
    self.journey = journey
    self.members = members
    self.response = response
  }
}

/// What is known of an account at an instant.
struct AccountMemory {
  /// The JSON of the value, by index of the attribute.
  private(set) var attributes: [Int: [UInt8]] = [:]
  private var told: [Int: (at: Instant, value: [UInt8]?)] = [:]

  /// Takes what a journey told of the account while it belonged to it; of one instant the greater value in bytes.
  ///
  /// - Parameter account: nil: nobody's, of a journey that belonged to none.
  mutating func add(_ journey: RememberedJourney, of account: String?, at now: Instant, in plan: DecisionPlan)
  {
    for trait in journey.traits where trait.at <= now {
      guard case .attribute(let index) = trait.subject, plan.isOfAccount(attribute: index),
        journey.account(at: trait.at).map(ExactText.init) == account.map(ExactText.init)
      else { continue }
      if let known = told[index] {
        if trait.at < known.at { continue }
        if trait.at == known.at, (trait.value ?? []).lexicographicallyPrecedes(known.value ?? []) { continue }
      }
      told[index] = (trait.at, trait.value)
      attributes[index] = trait.value
    }
  }
}
