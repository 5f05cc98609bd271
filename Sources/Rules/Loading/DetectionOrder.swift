import Diagnostics

/// Which detect rules build on which: a rule stands after all that detect what it asks for.
struct DetectionOrder {
  /// Indices of rules, layer by layer; those in a cycle are left out.
  private(set) var layers: [[Int]] = []
  /// Indices of rules that build on each other in a circle, each asking for what the one before it detects.
  private(set) var cycles: [[(rule: Int, signal: DetectionSignal)]] = []

  /// - Parameter rules: all rules of a book; those that detect nothing or are disabled take no part.
  init(_ rules: [Rule]) {
    // A graph of rules and of what they detect, so that its size is that of the book.
    var producers: [DetectionSignal: [Int]] = [:]
    var askers: [DetectionSignal: [Int]] = [:]
    var asks: [Int: Set<DetectionSignal>] = [:]
    var detected: [Int: Set<DetectionSignal>] = [:]
    for (index, rule) in rules.enumerated() where rule.isEnabled {
      guard case .detect(let detections) = rule.effect else { continue }
      detected[index] = Set(detections.map(DetectionSignal.init))
      for signal in detected[index] ?? [] { producers[signal, default: []].append(index) }
      var signals: Set<DetectionSignal> = []
      rule.when?.collectSignals(into: &signals)
      rule.unless?.collectSignals(into: &signals)
      asks[index] = signals
    }
    for (index, signals) in asks {
      asks[index] = signals.filter { producers[$0] != nil }
      for signal in asks[index] ?? [] { askers[signal, default: []].append(index) }
    }
    // Layer by layer: a signal is settled once all its producers are, a rule once all its signals are.
    var missingProducers = producers.mapValues(\.count)
    var missingSignals = asks.mapValues(\.count)
    var layer = asks.keys.filter { missingSignals[$0] == 0 }.sorted()
    var rest = Set(asks.keys)
    while !layer.isEmpty {
      layers.append(layer)
      rest.subtract(layer)
      var next: [Int] = []
      for rule in layer {
        for signal in detected[rule] ?? [] {
          missingProducers[signal, default: 0] -= 1
          guard missingProducers[signal] == 0 else { continue }
          for asker in askers[signal] ?? [] {
            missingSignals[asker, default: 0] -= 1
            if missingSignals[asker] == 0 { next.append(asker) }
          }
        }
      }
      layer = next.sorted()
    }
    for start in rest.sorted() where rest.contains(start) {
      if let cycle = Self.cycle(from: start, in: rest, asks, producers) {
        cycles.append(cycle)
        rest.subtract(cycle.map(\.rule))
      } else {
        rest.remove(start)
      }
    }
  }

  /// The shortest way from a rule to itself, each rule with what it asks of the next.
  private static func cycle(
    from start: Int, in rest: Set<Int>, _ asks: [Int: Set<DetectionSignal>],
    _ producers: [DetectionSignal: [Int]]
  ) -> [(rule: Int, signal: DetectionSignal)]? {
    var cameFrom: [Int: (rule: Int, signal: DetectionSignal)] = [:]
    var seen: Set<DetectionSignal> = []
    var queue = [start]
    var position = 0
    while position < queue.count {
      let rule = queue[position]
      position += 1
      for signal in (asks[rule] ?? []).sorted() where seen.insert(signal).inserted {
        for producer in producers[signal] ?? [] where rest.contains(producer) {
          if producer == start {
            var cycle = [(rule: rule, signal: signal)]
            while let last = cycle.last, last.rule != start, let previous = cameFrom[last.rule] {
              cycle.append(previous)
            }
            return cycle.reversed()
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

/// A pain point or a trigger, by index.
enum DetectionSignal: Hashable, Comparable {
  case painPoint(Int)
  case trigger(Int)

  init(_ detection: Detection) {
    switch detection {
    case .painPoint(let index, _): self = .painPoint(index)
    case .trigger(let index): self = .trigger(index)
    }
  }
}

extension Condition {
  /// Adds the pain points and triggers that are named anywhere in it.
  fileprivate func collectSignals(into signals: inout Set<DetectionSignal>) {
    for term in terms {
      switch term.test {
      case .painPoints(let presence): signals.formUnion(presence.named.map { .painPoint($0) })
      case .triggers(let presence): signals.formUnion(presence.named.map { .trigger($0) })
      case .anyOf(let conditions), .allOf(let conditions), .noneOf(let conditions):
        for condition in conditions { condition.collectSignals(into: &signals) }
      case .fact, .touchpoints, .contacts, .buyingGroup: break
      }
    }
  }
}

extension Condition.Presence {
  /// All that it names, whether asked for or ruled out.
  var named: [Int] { (any ?? []) + (all ?? []) + (none ?? []) }
}

extension DetectionOrder {
  /// Reports each cycle at the id of its first rule.
  func report(_ rules: [Rule], _ symbols: Symbols, _ problems: Problems) {
    for cycle in cycles {
      let first = rules[cycle[0].rule]
      guard cycle.count > 1 else {
        let signal = cycle[0].signal.words(symbols)
        problems.report(
          Diagnostic(
            .error, .detectCycle, "'\(first.id)' asks for the \(signal), which it detects itself",
            at: first.location,
            help: "remove it from the condition: what is detected twice is merged"))
        continue
      }
      let ids = (cycle.map(\.rule) + [cycle[0].rule]).map { rules[$0].id }
      let notes = cycle.enumerated().map { position, step in
        Diagnostic.Note(
          "'\(ids[position])' asks for the \(step.signal.words(symbols)), which '\(ids[position + 1])' detects",
          at: rules[step.rule].location)
      }
      problems.report(
        Diagnostic(
          .error, .detectCycle, "detect rules wait for each other: \(ids.joined(separator: " → "))",
          at: first.location, help: "let one of them ask for something that no rule of the circle detects",
          notes: notes))
    }
  }
}

extension DetectionSignal {
  fileprivate func words(_ symbols: Symbols) -> String {
    switch self {
    case .painPoint(let index): "pain point '\(symbols.painPoints.ids[index])'"
    case .trigger(let index): "trigger '\(symbols.triggers.ids[index])'"
    }
  }
}

extension DiagnosticID {
  static let detectCycle = DiagnosticID(
    "detect-cycle",
    page: """
      Detect rules may build on each other: one detects a pain point, and another asks for it. Here they do \
      so in a circle, so that none could run first. The notes show each step; even 'unless: {pain_points: \
      x}' on the rule that detects x is such a circle. Break it at one place: ask for the facts themselves \
      rather than for what was concluded from them. What is detected twice is merged anyway, with the \
      higher severity.
      """)
}
