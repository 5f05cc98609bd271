import Time

/// What is declared of stages, exits and personas.
extension SafeguardChange {
  var exits: [Declaration] {
    old.vocabulary.exits.items.filter { new.vocabulary.exits.index(named: $0.id) == nil }.map { item in
      Declaration(subject: "exit \(item.id)", words: "the exit '\(item.id)' is gone") {
        Self.effect(on: $0, [.exit: (item.id, nil)])
      }
    }
  }

  var stages: [Declaration] {
    let (before, after) = (old.vocabulary.stages, new.vocabulary.stages)
    return before.items.flatMap { item -> [Declaration] in
      guard let now = after.index(named: item.id).map({ after[$0] }) else {
        return [
          Declaration(subject: "stage \(item.id)", words: "the stage '\(item.id)' is gone") { test in
            Self.effect(
              on: test, [.stage: (item.id, nil), .phase: (item.phase.rawValue, nil)])
          }
        ]
      }
      var changes: [Declaration] = []
      if now.phase != item.phase {
        changes.append(
          Declaration(subject: "phase of \(item.id)", words: "the stage '\(item.id)' has another 'phase' now")
          {
            Self.effect(on: $0, [.phase: (item.phase.rawValue, now.phase.rawValue)])
          })
      }
      if now.stallsAfter != item.stallsAfter {
        let words =
          switch (item.stallsAfter, now.stallsAfter) {
          case (_, nil): "has no 'stalls_after' any more"
          case (nil, let now?): "stalls after \(now.inDays) now"
          case (let before?, let now?): "stalls after \(now.inDays) in place of \(before.inDays)"
          }
        changes.append(
          Declaration(subject: "stalling of \(item.id)", words: "the stage '\(item.id)' \(words)") {
            Self.stalling($0, item.stallsAfter, now.stallsAfter)
          })
      }
      return changes
    }
  }

  private static func stalling(_ test: Test, _ before: TimeSpan?, _ now: TimeSpan?) -> Reliance.Direction {
    switch test {
    case .fact(.builtIn(.stalled), let comparisons):
      // Unknown where the stage has none: neither holds.
      guard let before else { return .more }
      guard let now else { return .less }
      let asksForIt =
        comparisons.contains(.equal(.bool(true))) || comparisons.contains(.notEqual(.bool(false)))
      return (now > before) == asksForIt ? .less : .more
    case .expression(let expression): return asks(expression, .stalled)
    default: return []
    }
  }

  var personas: [Declaration] {
    let (before, after) = (old.vocabulary, new.vocabulary)
    return before.personas.items.flatMap { item -> [Declaration] in
      let market = item.market.map { before.markets[$0].id }
      guard let now = after.personas.index(named: item.id).map({ after.personas[$0] }) else {
        return [
          Declaration(subject: "persona \(item.id)", words: "the persona '\(item.id)' is gone") { test in
            Self.effect(
              on: test, [.persona: (item.id, nil), .role: (item.role?.rawValue, nil), .market: (market, nil)])
          }
        ]
      }
      var changes: [Declaration] = []
      if now.role != item.role {
        changes.append(
          Declaration(subject: "role of \(item.id)", words: "the persona '\(item.id)' has another 'role' now")
          {
            Self.role($0, item.role, now.role)
          })
      }
      let marketNow = now.market.map { after.markets[$0].id }
      if marketNow != market {
        changes.append(
          Declaration(
            subject: "market of \(item.id)", words: "the persona '\(item.id)' has another 'market' now"
          ) { Self.effect(on: $0, [.market: (market, marketNow)]) })
      }
      return changes
    }
  }

  private static func role(_ test: Test, _ before: Role?, _ now: Role?) -> Reliance.Direction {
    switch test {
    case .buyingGroup(let count):
      guard let roles = count.roles else { return [] }
      return effect(
        of: before.map(roles.contains) ?? false, now.map(roles.contains) ?? false, on: count.bounds)
    case .expression(let expression) where expression.uses.fields.contains("role"): return .either
    default: return effect(on: test, [.role: (before?.rawValue, now?.rawValue)])
    }
  }
}
