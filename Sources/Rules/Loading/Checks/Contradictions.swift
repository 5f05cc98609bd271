import Diagnostics

extension BookChecks {
  /// Warns of keys of a condition that can never hold together, at any depth.
  func checkContradictions(in condition: Condition, _ file: String) {
    // The keys of a mapping differ, so that few conditions can contradict themselves at all.
    let mayContradict = condition.terms.contains { term in
      switch term.test {
      case .anyOf, .allOf, .noneOf, .fact(.builtIn(.phase), _), .fact(.builtIn(.role), _): true
      case .fact, .painPoints, .triggers, .touchpoints, .contacts, .buyingGroup, .expression: false
      }
    }
    if mayContradict { check(condition, file, Requirements()) }
  }

  private func check(_ condition: Condition, _ file: String, _ outer: Requirements) {
    var all = outer
    condition.forEachRequired { term in
      guard let (reason, other) = all.add(term, symbols) else { return }
      let article = other.key == term.key ? "the other " : ""
      report(
        .warning, .neverHolds, "'\(term.key)' contradicts \(article)'\(other.key)': \(reason)",
        at: SourceLocation(file: file, span: term.span), help: "change or remove one of the two",
        notes: [
          Diagnostic.Note("'\(other.key)' stands here", at: SourceLocation(file: file, span: other.span))
        ])
    }
    condition.forEachRequired { term in
      switch term.test {
      // Each alternative has to fit what stands beside it, or it is dead.
      case .anyOf(let conditions): for condition in conditions { check(condition, file, all) }
      case .noneOf(let conditions): for condition in conditions { check(condition, file, Requirements()) }
      default: break
      }
    }
  }
}

/// What a condition requires of each fact, with the term that says so.
private struct Requirements {
  private typealias Requirement = (comparison: Comparison, term: Condition.Term)
  private var facts: [Fact: [Requirement]] = [:]
  private var asked: [DetectionSignal: Condition.Term] = [:]
  private var ruledOut: [DetectionSignal: Condition.Term] = [:]

  /// Adds a term; the reason and the earlier term where the two contradict each other.
  mutating func add(_ term: Condition.Term, _ symbols: Symbols) -> (reason: String, other: Condition.Term)? {
    switch term.test {
    case .fact(let fact, let comparisons):
      let earlier = facts[fact] ?? []
      // More than anybody writes; the work grows with the square.
      guard earlier.count < 64 else { return nil }
      facts[fact] = earlier + comparisons.map { ($0, term) }
      if let first = earlier.first,
        let contradiction = Contradiction(
          in: earlier.map(\.comparison) + comparisons, of: symbols.type(of: fact),
          values: symbols.values(of: fact))
      {
        switch contradiction {
        case .absent: return ("it cannot be absent and pass a comparator", first.term)
        case .empty(let reason): return (reason, first.term)
        }
      }
      return derived(fact, term, symbols)
    case .painPoints(let presence): return add(presence, term, symbols.painPoints) { .painPoint($0) }
    case .triggers(let presence): return add(presence, term, symbols.triggers) { .trigger($0) }
    case .touchpoints, .contacts, .buyingGroup, .anyOf, .allOf, .noneOf, .expression: return nil
    }
  }

  private mutating func add(
    _ presence: Condition.Presence, _ term: Condition.Term, _ table: SymbolTable,
    _ signal: (Int) -> DetectionSignal
  ) -> (reason: String, other: Condition.Term)? {
    let required = (presence.all ?? []) + (presence.any?.count == 1 ? presence.any ?? [] : [])
    for index in required where asked[signal(index)] == nil { asked[signal(index)] = term }
    // What is ruled out below a severity may be there above it.
    if presence.minSeverity == nil {
      for index in presence.none ?? [] where ruledOut[signal(index)] == nil { ruledOut[signal(index)] = term }
    }
    for index in presence.named {
      guard let one = asked[signal(index)], let other = ruledOut[signal(index)], one.span != other.span else {
        continue
      }
      return ("'\(table.ids[index])' is asked for and ruled out", one.span == term.span ? other : one)
    }
    return nil
  }

  /// What follows from a stage for its phase, and from a persona for its role.
  private func derived(
    _ fact: Fact, _ term: Condition.Term, _ symbols: Symbols
  ) -> (reason: String, other: Condition.Term)? {
    switch fact {
    case .builtIn(.stage), .builtIn(.phase):
      return derived(term, from: .stage, to: .phase, symbols) { id in
        symbols.stages.index(of: id).map { symbols.phases[$0].rawValue }
      }
    case .builtIn(.persona), .builtIn(.role):
      return derived(term, from: .persona, to: .role, symbols) { id in
        symbols.personas.index(of: id).flatMap { symbols.roles[$0]?.rawValue }
      }
    default: return nil
    }
  }

  private func derived(
    _ term: Condition.Term, from source: BuiltInFact, to target: BuiltInFact, _ symbols: Symbols,
    _ value: (String) -> String?
  ) -> (reason: String, other: Condition.Term)? {
    guard let sources = facts[.builtIn(source)], let targets = facts[.builtIn(target)] else { return nil }
    for case (.isIn(let literals), let sourceTerm) in sources.map({ ($0.comparison.asList, $0.term) }) {
      let possible = literals.compactMap { literal in
        if case .string(let id) = literal { value(id).map { Literal.string($0) } } else { nil }
      }
      let comparisons = targets.map(\.comparison) + [.isIn(unique(possible))]
      guard Contradiction(in: comparisons, of: .string, values: nil) != nil, let target = targets.first?.term
      else {
        continue
      }
      let other = target.span == term.span ? sourceTerm : target
      return ("no \(source.rawValue) that is asked for has that \(targets[0].term.key)", other)
    }
    return nil
  }
}

extension Comparison {
  /// `equal` as a list of one; others as they are.
  var asList: Comparison {
    if case .equal(let literal) = self { return .isIn([literal]) }
    return self
  }
}

extension DiagnosticID {
  static let neverHolds = DiagnosticID(
    "never-holds",
    page: """
      Two keys of a condition contradict each other, so that it can never hold: for example a stage before \
      the purchase together with 'phase: after', or a pain point that is asked for in one place and ruled \
      out in another. The rule would never do anything. Both places are shown; change one of them.
      """)
}
