import Rules

/// Finds pain points and triggers that rules detect and that none asks for.
struct UnheardDetections: AnalysisCheck {
  func check(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    let mentions = analysed.mentions
    guard !mentions.looksAtAllSignals else { return }
    for rule in analysed.book.rules where rule.isEnabled {
      guard case .detect(let list) = rule.effect else { continue }
      for detection in list {
        let (kind, index) = detection.item
        let id = analysed.book.names[kind].ids[index]
        guard !mentions.contains(kind, id),
          !result.findings.contains(where: { $0.kind == .detectedUnused && $0.subject == id })
        else { continue }
        result.add(
          Finding(
            .detectedUnused, id, at: .rule(id: rule.id),
            "'\(rule.id)' detects the \(kind.noun) '\(id)', and no rule asks for it",
            help: "write a rule that asks for it, or do without detecting it",
            notes: [.init("the \(kind.noun)", at: .item(kind, id: id))]))
      }
    }
  }
}

extension AnalysedBook {
  /// What enabled rules detect.
  var detected: Set<BookPlaces.Part> {
    var found: Set<BookPlaces.Part> = []
    for rule in book.rules where rule.isEnabled {
      guard case .detect(let list) = rule.effect else { continue }
      for detection in list {
        let (kind, index) = detection.item
        found.insert(.item(kind, id: book.names[kind].ids[index]))
      }
    }
    return found
  }
}

extension Detection {
  fileprivate var item: (kind: IDKind, index: Int) {
    switch self {
    case .painPoint(let index, _): (.painPoint, index)
    case .trigger(let index): (.trigger, index)
    }
  }
}
