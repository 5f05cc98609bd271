import JSON
import Time

extension DecisionTally {
  /// Counts a decision.
  mutating func count(_ record: CountedRecord) {
    let document = record.document
    let outcome = names.index(of: record.outcome, in: document)
    outcomes[outcome] += 1
    if let call = record.call { calls[names.index(of: call, in: document)] += 1 }
    let stage = place("stage", record)
    let persona = place("persona", record)
    if outcome == words.noMatch { noMatch.add(stage, persona) }
    for warning in record.elements("warnings", of: record.decision) ?? record.none {
      warnings.add(warning, in: document)
    }
    seenActions.removeAll()
    seenRules.removeAll()
    seenChannels.removeAll()
    countMatched(record)
    let isRecommended = countRecommended(record)
    let isHeldBack = countHeldBack(record)
    guard let group = group(of: record, stage: stage, persona: persona) else { return }
    groups[group].decisions += 1
    if isRecommended {
      groups[group].recommended += 1
      groups[group].first += 1
    }
    if isHeldBack { groups[group].heldBack += 1 }
    if outcome == words.noMatch { groups[group].noMatch += 1 }
  }

  /// The index of a stage or a persona.
  private mutating func place(_ key: StaticString, _ record: CountedRecord) -> Int {
    guard
      let id = record.document.member(key, of: record.decision).flatMap({
        record.document.member("id", of: $0)
      })
    else { return words.unknown }
    return names.index(of: id, in: record.document)
  }

  /// What the decision is counted by; nil where that is nothing that it has one of.
  private mutating func group(of record: CountedRecord, stage: Int, persona: Int) -> Int? {
    switch dimension {
    case .stage: return stage
    case .persona: return persona
    case .market:
      guard let market = record.state.flatMap({ record.document.member("market", of: $0) }),
        record.document.kind(of: market) == .string
      else { return words.unknown }
      return names.index(of: market, in: record.document)
    case .day: return names.index(of: String(record.at.description.prefix(10)))
    case .action, .rule, .channel, nil: return nil
    }
  }

  private mutating func countMatched(_ record: CountedRecord) {
    guard let matched = record.matched else { return }
    for entry in record.document.elements(of: matched) {
      guard let rule = record.document.member("rule", of: entry) else { continue }
      let index = names.index(of: rule, in: record.document)
      rules[index].matched += 1
      rules[index].last = max(rules[index].last ?? record.at, record.at)
    }
  }
}
