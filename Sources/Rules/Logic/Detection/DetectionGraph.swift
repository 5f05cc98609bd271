/// Rules and the pain points and triggers between them, so that the size of the graph is that of the book.
struct DetectionGraph {
  /// What each rule asks for, as far as a rule detects it.
  private(set) var asks: [Int: Set<DetectionSignal>] = [:]
  private(set) var detects: [Int: Set<DetectionSignal>] = [:]
  private(set) var producers: [DetectionSignal: [Int]] = [:]
  private(set) var askers: [DetectionSignal: [Int]] = [:]

  init(_ rules: [Rule]) {
    for (index, rule) in rules.enumerated() where rule.isEnabled {
      guard case .detect(let detections) = rule.effect else { continue }
      let detected = Set(detections.map(DetectionSignal.init))
      detects[index] = detected
      for signal in detected { producers[signal, default: []].append(index) }
      var signals = (rule.when?.signals ?? []).union(rule.unless?.signals ?? [])
      for case .painPoint(_, .computed(let severity)) in detections {
        signals.formUnion(severity.uses.signals)
      }
      asks[index] = signals
    }
    for (index, signals) in asks {
      let built = signals.filter { producers[$0] != nil }
      asks[index] = built
      for signal in built { askers[signal, default: []].append(index) }
    }
  }

  /// The rules layer by layer, and those that find no place: a signal is settled once all its producers are, a
  /// rule once all that it asks for is.
  func layers() -> (layers: [[Int]], rest: Set<Int>) {
    var missingProducers = producers.mapValues(\.count)
    var missingSignals = asks.mapValues(\.count)
    var layers: [[Int]] = []
    var rest = Set(asks.keys)
    var layer = rest.filter { missingSignals[$0] == 0 }.sorted()
    while !layer.isEmpty {
      layers.append(layer)
      rest.subtract(layer)
      var next: [Int] = []
      for rule in layer {
        for signal in detects[rule] ?? [] {
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
    return (layers, rest)
  }
}
