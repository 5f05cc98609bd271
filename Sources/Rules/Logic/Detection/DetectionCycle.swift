/// Rules that build on each other in a circle: each asks for what the next one detects, the last for what the
/// first one does.
package struct DetectionCycle: Sendable {
  package let steps: [(rule: Int, signal: DetectionSignal)]
}

extension DetectionGraph {
  /// A circle for every rule that asks for what it detects itself, and one of each other circle: what a circle
  /// goes through is left alone afterwards, so that many that share a pain point are not reported one by one.
  ///
  /// - Parameter rules: those that found no place in any layer.
  func cycles(among rules: Set<Int>) -> [DetectionCycle] {
    var cycles: [DetectionCycle] = []
    var rest = rules
    for rule in rules.sorted() {
      guard let signal = asks[rule]?.intersection(detects[rule] ?? []).min() else { continue }
      cycles.append(DetectionCycle(steps: [(rule, signal)]))
      rest.remove(rule)
    }
    removeDeadEnds(from: &rest)
    var producers = producers.mapValues { $0.filter(rest.contains) }
    for start in rest.sorted() where rest.contains(start) {
      rest.remove(start)
      guard let cycle = cycle(from: start, producers) else { continue }
      cycles.append(cycle)
      for step in cycle.steps {
        rest.remove(step.rule)
        producers[step.signal] = nil
      }
    }
    return cycles
  }

  /// Leaves out rules on which no other one builds: they only hang on a circle.
  private func removeDeadEnds(from rest: inout Set<Int>) {
    var askers: [DetectionSignal: Int] = [:]
    for rule in rest {
      for signal in asks[rule] ?? [] { askers[signal, default: 0] += 1 }
    }
    func isDeadEnd(_ rule: Int) -> Bool { detects[rule]?.allSatisfy { askers[$0, default: 0] == 0 } ?? true }
    var deadEnds = rest.filter(isDeadEnd)
    while let rule = deadEnds.popFirst() {
      rest.remove(rule)
      for signal in asks[rule] ?? [] {
        askers[signal, default: 0] -= 1
        guard askers[signal] == 0 else { continue }
        for producer in producers[signal] ?? [] where rest.contains(producer) && isDeadEnd(producer) {
          deadEnds.insert(producer)
        }
      }
    }
  }

  /// The shortest way from a rule to itself.
  private func cycle(from start: Int, _ producers: [DetectionSignal: [Int]]) -> DetectionCycle? {
    var cameFrom: [Int: (rule: Int, signal: DetectionSignal)] = [:]
    var seen: Set<DetectionSignal> = []
    var queue = [start]
    var position = 0
    while position < queue.count {
      let rule = queue[position]
      position += 1
      for signal in (asks[rule] ?? []).sorted() where seen.insert(signal).inserted {
        for producer in producers[signal] ?? [] {
          if producer == start {
            var steps = [(rule: rule, signal: signal)]
            while let last = steps.last, last.rule != start, let previous = cameFrom[last.rule] {
              steps.append(previous)
            }
            return DetectionCycle(steps: steps.reversed())
          }
          if cameFrom[producer] == nil {
            cameFrom[producer] = (rule, signal)
            queue.append(producer)
          }
        }
      }
    }
    return nil
  }
}
