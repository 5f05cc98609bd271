import Rules

extension DecisionRun {
  mutating func detect(_ decision: inout Decision) {
    guard !plan.indexes.detect.isEmpty else { return }
    var painPoints: [Int: (severity: Double, rule: Int32)] = [:]
    var triggers: [Int: Int32] = [:]
    for layer in plan.indexes.detect {
      for rule in matches(layer, &decision) {
        for detection in plan.effects.detections[rule] ?? [] {
          switch detection {
          case .painPoint(let item, let severity):
            let severity = facts.amount(severity)
            if facts.detect(painPoint: item, severity: severity) {
              painPoints[item] = (severity, rule)
            } else if let known = painPoints[item], known.severity == severity {
              painPoints[item] = (severity, min(rule, known.rule))
            }
          case .trigger(let item):
            if facts.detect(trigger: item) {
              triggers[item] = rule
            } else if let known = triggers[item] {
              triggers[item] = min(rule, known)
            }
          }
        }
      }
    }
    decision.detected =
      painPoints.sorted { $0.key < $1.key }
      .map { .painPoint($0.key, severity: $0.value.severity, rule: $0.value.rule) }
      + triggers.sorted { $0.key < $1.key }.map { .trigger($0.key, rule: $0.value) }
  }

  /// Looks only at the rules for what is asked. All are looked at before anything is placed, so that none sees a
  /// placement.
  mutating func place(_ state: JourneyState, _ decision: inout Decision) {
    var stage = Evidence()
    var persona = Evidence()
    if state.stage == nil {
      for index in matches(plan.indexes.placeStage, &decision) {
        guard case .stage(let item, let confidence)? = plan.effects.placements[index] else { continue }
        stage.weigh(item, facts.amount(confidence), order: plan.book.rules[Int(index)].order)
      }
    }
    if state.persona == nil {
      for index in matches(plan.indexes.placePersona, &decision) {
        guard case .persona(let item, let confidence)? = plan.effects.placements[index] else { continue }
        persona.weigh(item, facts.amount(confidence), order: plan.book.rules[Int(index)].order)
      }
    }
    if state.stage == nil || state.persona == nil {
      facts.place(stage: stage.item, persona: persona.item)
    }
    let supplement = state.supplement
    decision.stage = source(
      of: state.stage, isRemembered: supplement.isStageRemembered, placed: stage.item)
    decision.persona = source(
      of: state.persona, isRemembered: supplement.isPersonaRemembered, placed: persona.item)
  }
}

private func source(of known: Int?, isRemembered: Bool, placed: Int?) -> Decision.Place {
  if let known { return isRemembered ? .remembered(known) : .given(known) }
  return placed.map { .placed($0) } ?? .unknown
}

/// The placement with the highest confidence; on a tie the one whose rule stands later in the book.
private struct Evidence {
  private(set) var item: Int?
  private var weight = (confidence: -1.0, order: -1)

  mutating func weigh(_ item: Int, _ confidence: Double, order: Int) {
    guard (confidence, order) > weight else { return }
    self.item = item
    weight = (confidence, order)
  }
}
