package import Decisions
package import Rules
package import Time

/// The map of all customers, of a market, or of a persona in a market.
package struct MapSheet: Sendable {
  package let scope: MapScope
  /// For how many personas the book was asked.
  package let situations: Int
  /// Nil where there are no events.
  package let journeys: MapCount?
  /// In the order of the book.
  package let stages: [MapStage]
  /// What was met over the whole journey, as the report on touchpoints has it; empty without events.
  package let touchpoints: [MapTouchpoint]
  /// What was reported over the whole journey; empty without events.
  package let painPoints: [MapPainPoint]
  /// Only on the map of all, where the book requires roles.
  package let roles: [MapRole]
  /// Pain points that no rule answers in any stage of this map: indices into `Vocabulary.painPoints`.
  package let unanswered: [Int]
}

/// Of whom a map is. Indices into the vocabulary; nil: of all.
package struct MapScope: Sendable, Hashable {
  package let market: Int?
  package let persona: Int?
}

/// One column of a map.
package struct MapStage: Sendable {
  /// Index into `Vocabulary.stages`.
  package let stage: Int
  /// Nil where there are no events.
  package let customers: MapCustomers?
  /// All that was felt in the stage; nil where nothing is to be said.
  package let feeling: MapFeeling?
  /// Those that the book expects here and those that were met, by ownership.
  package let touchpoints: [MapTouchpoint]
  /// Those that the book answers here and those that were reported.
  package let painPoints: [MapPainPoint]
  package let actions: MapActions
  /// Who gets no recommendation by any rule here, with every consent given.
  package let gaps: [MapScope]
}

package struct MapCustomers: Sendable, Equatable {
  /// Journeys that were in the stage at some time.
  package let reached: MapCount
  /// Stays that go on.
  package let open: MapCount
  /// Stays that ended by an exit that means a loss.
  package let lost: MapCount
  /// Nil where it is not reached, or not to be said.
  package let median: TimeSpan?
  /// Whether more are lost from here than from any other stage; only where it is shown how many.
  package let isWorst: Bool
}

package struct MapTouchpoint: Sendable, Equatable {
  /// Index into `Vocabulary.touchpoints`; nil: those that the book does not declare.
  package let touchpoint: Int?
  /// Whether the book expects it here.
  package let isPlanned: Bool
  /// Journeys that met it; nil without events.
  package let met: MapCount?
  package let feeling: MapFeeling?
}

package struct MapPainPoint: Sendable, Equatable {
  /// Index into `Vocabulary.painPoints`.
  package let painPoint: Int
  /// Journeys that reported it; nil without events.
  package let reported: MapCount?
  /// What the rules recommend for it, the best first: indices of actions.
  package let answers: [Int]
}

package struct MapActions: Sendable, Equatable {
  /// What the rules recommend to somebody of whom no more is known than the map's persona, market and the stage.
  package let recommended: [PlannedAction]
  /// What they would recommend, had a gate not held it back.
  package let heldBack: [PlannedAction]
  /// From the contact history; nil where there is none.
  package let sent: MapCount?
  package let accepted: MapCount?
}

package struct PlannedAction: Sendable, Equatable {
  /// Index of the action.
  package let action: Int
  /// For how many personas.
  package internal(set) var situations: Int
  /// Why it is held back; nil where it is not.
  package let reason: Gate?
}

package struct MapRole: Sendable, Equatable {
  package let role: Role
  package let required: Int
  /// Accounts that lack members of it; nil without events.
  package let missing: MapCount?
  /// All accounts.
  package let accounts: MapCount?
}
