import Rules
import Time

/// What follows from a stage, as facts.
struct StageRow: Sendable {
  let stage: FactValue
  let phase: FactValue
  let stallsAfter: TimeSpan?

  init(_ stage: Stage, _ interner: inout Interner) {
    self.stage = .string(interner.intern(stage.id))
    phase = .string(interner.intern(stage.phase.rawValue))
    stallsAfter = stage.stallsAfter
  }
}

/// What follows from a persona, as facts.
struct PersonaRow: Sendable {
  let persona: FactValue
  let role: FactValue
  /// Index of the persona's market; -1 for none.
  private let marketIndex: Int32

  init(_ persona: Persona, _ interner: inout Interner) {
    self.persona = .string(interner.intern(persona.id))
    role = persona.role.map { .string(interner.intern($0.rawValue)) } ?? .absent
    marketIndex = Int32(persona.market ?? -1)
  }

  var market: Int? { marketIndex < 0 ? nil : Int(marketIndex) }
}
