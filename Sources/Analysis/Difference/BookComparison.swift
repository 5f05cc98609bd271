import Decisions
package import Rules
package import Time

/// Compares what two rule books do with all states.
///
/// Each rule becomes a diagram over the dimensions in which states differ. For each output that a changed rule touches, such
/// as one action as candidate, the rules of both books are merged into a diagram of pairs: what the one book says and what
/// the other does. Where a pair's halves are equal everywhere, no state tells the books apart.
package struct BookComparison {
  private let old: RuleBook
  private let new: RuleBook
  private let signatures: ExpressionSignatures
  private let now: Instant
  private let limit: Int
  private let tries: Int

  /// - Parameters:
  ///   - now: of the states that show a difference, where nothing asks for another time.
  ///   - limit: nodes of diagrams at most; what takes more is told and not compared.
  ///   - tries: states at most that are decided to show a region.
  package init(
    _ old: RuleBook, _ new: RuleBook, now: Instant, limit: Int = 2_000_000, tries: Int = 500
  ) {
    self.old = old
    self.new = new
    self.now = now
    self.limit = limit
    self.tries = tries
    signatures = ExpressionSignatures([old, new])
  }

  package func difference() -> BookDifference {
    let compared = comparedRules()
    let values = BookValues.differences(old, new)
    let actions = changedEligibility()
    let recommending = recommendingRules(
      of: compared.flatMap { ($0.oldContributions + $0.newContributions).compactMap(\.output.gatedAction) }
        + actions)
    let space = space(of: compared, actions, recommending)
    var store = DiagramStore(limit: limit)
    var tooLarge: [Output] = []
    let read = read(compared, in: space, &store, &tooLarge)
    var pairs = PairReader(
      space: space,
      impliesMarket: Set(old.vocabulary.personas.items.filter { $0.market != nil }.map(\.id)),
      recommended: recommended(recommending, in: space, &store))
    var regions: [RegionDifference] = []
    for (outputs, rules) in groups(of: read) {
      do throws(DiagramLimit) {
        regions += try pairs.regions(of: outputs, rules, &store)
      } catch {
        tooLarge += outputs
      }
    }
    for action in actions {
      do throws(DiagramLimit) {
        regions += try eligibility(of: action, in: space, &store, &pairs)
      } catch {
        tooLarge.append(.eligibility(action: action))
      }
    }
    let search = WitnessSearch(old, new, signatures, in: space, tries: tries, now: now)
    for index in regions.indices { regions[index].witness = search.witness(of: regions[index]) }
    return BookDifference(
      space: space, regions: regions.sorted { $0.order < $1.order }, values: values, tooLarge: tooLarge)
  }

  // MARK: Which rules matter

  /// All rules of both books that add to an output of a rule which is not the same text in both.
  private func comparedRules() -> [ComparedRule] {
    let actions = Set(old.actions.map(\.id)).intersection(new.actions.map(\.id))
    let isSameVocabulary = BookWords(old) == BookWords(new)
    let byID = Dictionary(new.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var pairs = old.rules.map { ComparedRule(id: $0.id, old: $0, new: byID[$0.id]) }
    let oldIDs = Set(old.rules.map(\.id))
    pairs += new.rules.filter { !oldIDs.contains($0.id) }.map { ComparedRule(id: $0.id, old: nil, new: $0) }
    let oldText = ConditionText(book: old, signatures: signatures)
    let newText = ConditionText(book: new, signatures: signatures)
    var touched: Set<Output> = []
    for index in pairs.indices {
      let isSuppressing =
        pairs[index].old?.effect.isSuppressing ?? pairs[index].new?.effect.isSuppressing ?? false
      let isSame =
        isSameVocabulary && !isSuppressing
        && pairs[index].old.map { oldText.text(of: $0) } == pairs[index].new.map { newText.text(of: $0) }
      // What a suppression is about depends on the actions as well.
      if let rule = pairs[index].old, rule.isEnabled {
        pairs[index].oldContributions = old.contributions(of: rule, signatures, isCommon: actions.contains)
      }
      if let rule = pairs[index].new, rule.isEnabled {
        pairs[index].newContributions = new.contributions(of: rule, signatures, isCommon: actions.contains)
      }
      let isUntouched =
        isSuppressing
        ? isSameVocabulary && pairs[index].oldContributions == pairs[index].newContributions
          && pairs[index].old.map { oldText.text(of: $0) } == pairs[index].new.map { newText.text(of: $0) }
        : isSame
      if isUntouched { continue }
      touched.formUnion((pairs[index].oldContributions + pairs[index].newContributions).map(\.output))
    }
    touched.formUnion(reorderedPlacements(pairs))
    return pairs.filter { pair in
      (pair.oldContributions + pair.newContributions).contains { touched.contains($0.output) }
    }.map { pair in
      var pair = pair
      pair.oldContributions.removeAll { !touched.contains($0.output) }
      pair.newContributions.removeAll { !touched.contains($0.output) }
      return pair
    }
  }

  /// Placements of equal confidence are settled by the order of the book.
  private func reorderedPlacements(_ pairs: [ComparedRule]) -> [Output] {
    [Output.stage, .persona].filter { output in
      func ids(_ rules: [(id: String, rule: Rule?, contributions: [Contribution])]) -> [String] {
        rules.filter { $0.contributions.contains { $0.output == output } }
          .sorted { ($0.rule?.order ?? 0) < ($1.rule?.order ?? 0) }.map(\.id)
      }
      return ids(pairs.map { ($0.id, $0.old, $0.oldContributions) })
        != ids(pairs.map { ($0.id, $0.new, $0.newContributions) })
    }
  }

  private func changedEligibility() -> [String] {
    let isSameVocabulary = BookWords(old) == BookWords(new)
    let byID = Dictionary(new.actions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return old.actions.filter { action in
      guard let other = byID[action.id] else { return false }
      let texts = (
        action.eligible.map { ConditionText(book: old, signatures: signatures).text(of: $0) },
        other.eligible.map { ConditionText(book: new, signatures: signatures).text(of: $0) }
      )
      return texts.0 != texts.1 || (!isSameVocabulary && texts.0 != nil)
    }.map(\.id)
  }

  /// Some rules that recommend actions, by the actions' ids: enough to show what is held back from whom.
  private func recommendingRules(of actions: [String]) -> [String: [Rule]] {
    var wanted = Set(actions.withoutRepeats.prefix(40))
    guard !wanted.isEmpty else { return [:] }
    var found: [String: [Rule]] = [:]
    for rule in old.rules where rule.isEnabled {
      guard case .recommend(let list) = rule.effect, rule.effect.expressions.isEmpty else { continue }
      for action in list.map({ old.actions[$0.action].id }) where wanted.contains(action) {
        found[action, default: []].append(rule)
        if found[action, default: []].count >= 5 { wanted.remove(action) }
      }
    }
    return found
  }

  /// Where such rules match.
  private func recommended(
    _ rules: [String: [Rule]], in space: StateSpace, _ store: inout DiagramStore
  ) -> [String: Diagram] {
    let reader = ConditionReader(old, in: space, signatures)
    var operations = ConditionReader.Operations()
    var diagrams: [String: Diagram] = [:]
    for (action, rules) in rules {
      do throws(DiagramLimit) {
        var diagram = ConditionReader.always(.fails)
        for rule in rules {
          diagram = try reader.or(
            diagram, try reader.verdict(of: rule, &store, &operations), &store, &operations)
        }
        diagrams[action] = diagram
      } catch {
        // Without it regions are found all the same.
        continue
      }
    }
    return diagrams
  }

  private func space(
    of rules: [ComparedRule], _ actions: [String], _ recommending: [String: [Rule]]
  ) -> StateSpace {
    var builder = StateSpaceBuilder([old, new], signatures)
    for pair in rules {
      if let rule = pair.old, rule.isEnabled { builder.add(rule, of: old) }
      if let rule = pair.new, rule.isEnabled { builder.add(rule, of: new) }
    }
    for (_, rules) in recommending.sorted(by: { $0.key < $1.key }) {
      for rule in rules { builder.add(rule, of: old) }
    }
    for book in [old, new] {
      for id in actions {
        if let eligible = book.action(id)?.eligible { builder.add(eligible, of: book) }
      }
    }
    return builder.space()
  }

  // MARK: Reading them

  /// The rules with their diagrams.
  private func read(
    _ rules: [ComparedRule], in space: StateSpace, _ store: inout DiagramStore, _ tooLarge: inout [Output]
  ) -> [ComparedRule] {
    let oldReader = ConditionReader(old, in: space, signatures)
    let newReader = ConditionReader(new, in: space, signatures)
    var operations = ConditionReader.Operations()
    var result: [ComparedRule] = []
    var lost: Set<Output> = []
    for var pair in rules {
      do throws(DiagramLimit) {
        if let rule = pair.old, rule.isEnabled {
          pair.oldVerdict = try oldReader.verdict(of: rule, &store, &operations)
        }
        if let rule = pair.new, rule.isEnabled {
          pair.newVerdict = try newReader.verdict(of: rule, &store, &operations)
        }
        result.append(pair)
      } catch {
        lost.formUnion((pair.oldContributions + pair.newContributions).map(\.output))
      }
    }
    guard !lost.isEmpty else { return result }
    tooLarge += lost.sorted { $0.order < $1.order }
    return result.map { pair in
      var pair = pair
      pair.oldContributions.removeAll { lost.contains($0.output) }
      pair.newContributions.removeAll { lost.contains($0.output) }
      return pair
    }
  }

  /// Outputs that the same rules add the same to are compared once: a suppression may hold back a thousand actions.
  private func groups(of rules: [ComparedRule]) -> [(outputs: [Output], rules: [ComparedRule])] {
    struct Key: Hashable {
      /// Only suppressions are the same for several outputs: of the others each is told by itself.
      let single: Output?
      let rules: [Int]
      let old: [[Proposals.Entry]]
      let new: [[Proposals.Entry]]
    }
    var byOutput: [Output: [Int]] = [:]
    for (index, pair) in rules.enumerated() {
      for output in Set((pair.oldContributions + pair.newContributions).map(\.output)) {
        byOutput[output, default: []].append(index)
      }
    }
    func entries(_ contributions: [Contribution], _ output: Output) -> [Proposals.Entry] {
      contributions.filter { $0.output == output }.map(\.entry)
    }
    var groups: [Key: [Output]] = [:]
    for (output, indices) in byOutput {
      guard indices.contains(where: { !rules[$0].isSame }) || output.isPlacement else { continue }
      let key = Key(
        single: output.isSuppression ? nil : output, rules: indices,
        old: indices.map { entries(rules[$0].oldContributions, output) },
        new: indices.map { entries(rules[$0].newContributions, output) })
      groups[key, default: []].append(output)
    }
    return groups.values.map { outputs in
      let sorted = outputs.sorted { $0.order < $1.order }
      return (sorted, byOutput[sorted[0], default: []].map { rules[$0] })
    }.sorted { $0.outputs[0].order < $1.outputs[0].order }
  }

  private func eligibility(
    of action: String, in space: StateSpace, _ store: inout DiagramStore, _ pairs: inout PairReader
  ) throws(DiagramLimit) -> [RegionDifference] {
    var operations = ConditionReader.Operations()
    let oldVerdict = try ConditionReader(old, in: space, signatures)
      .verdict(of: old.action(action)?.eligible, &store, &operations)
    let newVerdict = try ConditionReader(new, in: space, signatures)
      .verdict(of: new.action(action)?.eligible, &store, &operations)
    return try pairs.regions(ofEligibility: .eligibility(action: action), oldVerdict, newVerdict, &store)
  }
}

extension RuleBook {
  func action(_ id: String) -> Action? { names[.action].index(of: id).map { actions[$0] } }

  func rule(_ id: String) -> Rule? {
    // By id, so that a search among ten thousand takes some steps.
    var low = 0
    var high = rules.count
    while low < high {
      let middle = (low + high) / 2
      if bytesPrecede(rules[middle].id, id) { low = middle + 1 } else { high = middle }
    }
    return low < rules.count && rules[low].id == id ? rules[low] : nil
  }
}

extension Rule.Effect {
  var isSuppressing: Bool { if case .suppress = self { true } else { false } }
}

extension Output {
  var isSuppression: Bool { if case .suppression = self { true } else { false } }
  /// The action that it may hold back.
  var gatedAction: String? {
    switch self {
    case .suppression(let action, _), .eligibility(let action): action
    default: nil
    }
  }

  var isPlacement: Bool { self == .stage || self == .persona }

  /// In the order in which a decision is made, then by id.
  package var order: String {
    switch self {
    case .painPoint(let id): "0 \(id)"
    case .trigger(let id): "1 \(id)"
    case .stage: "2"
    case .persona: "3"
    case .candidate(let action): "4 \(action)"
    case .eligibility(let action): "5 \(action)"
    case .suppression(let action, let channel): "6 \(action) \(channel ?? "")"
    case .alert(let rule): "7 \(rule)"
    }
  }
}

extension RegionDifference {
  fileprivate var order: String { outputs.first?.order ?? "" }
}
