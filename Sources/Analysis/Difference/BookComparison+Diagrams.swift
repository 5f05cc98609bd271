import Decisions
import Rules

extension BookComparison {
  /// Where such rules match.
  func recommended(
    _ rules: [String: [Rule]], in space: StateSpace, _ store: inout DiagramStore
  ) -> [String: Diagram] {
    let reader = ConditionDiagrams(old, in: space, common)
    var operations = ConditionDiagrams.Operations()
    var diagrams: [String: Diagram] = [:]
    for (action, rules) in rules {
      do throws(DiagramLimit) {
        var diagram = ConditionDiagrams.always(.fails)
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

  func space(
    of rules: [ComparedRule], _ actions: [String], _ recommending: [String: [Rule]]
  ) -> StateSpace {
    var builder = StateSpaceBuilder([old, new], common)
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

  /// The rules with their diagrams.
  func read(
    _ rules: [ComparedRule], in space: StateSpace, _ store: inout DiagramStore, _ tooLarge: inout [Output]
  ) -> [ComparedRule] {
    let oldReader = ConditionDiagrams(old, in: space, common)
    let newReader = ConditionDiagrams(new, in: space, common)
    var operations = ConditionDiagrams.Operations()
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
  func groups(of rules: [ComparedRule]) -> [(outputs: [Output], rules: [ComparedRule])] {
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
}
