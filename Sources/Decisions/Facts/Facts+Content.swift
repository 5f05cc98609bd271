import Rules

/// The value of a fact, as texts and expressions give it.
enum FactContent {
  case absent
  /// A bool, a number or an instant.
  case scalar(FactValue)
  case word(String)
  case words([String])
  /// An id of the vocabulary, and what it is called.
  case item(id: String, label: Localized<String>?)
}

extension Facts {
  func content(of fact: Fact) -> FactContent {
    switch fact {
    case .builtIn(let fact): content(of: fact)
    case .attribute(let index):
      switch plan.book.attributes[index].type {
      case .string: .word(state.texts[index]?.first)
      case .strings: state.texts[index].map { .words($0) } ?? .absent
      case .bool, .int, .number, .timestamp: .scalar(values[FactSlot.firstAttribute + index])
      }
    }
  }

  private func content(of fact: BuiltInFact) -> FactContent {
    let vocabulary = plan.book.vocabulary
    switch fact {
    case .journey: return .word(state.journey)
    case .market: return .item(market, of: vocabulary.markets.items, { $0.id }, { $0.label })
    case .stage: return .item(stage, of: vocabulary.stages.items, { $0.id }, { $0.label })
    case .exit: return .item(exit, of: vocabulary.exits.items, { $0.id }, { $0.label })
    case .phase: return .word(stage.map { vocabulary.stages[$0].phase.rawValue })
    case .persona: return .item(persona, of: vocabulary.personas.items, { $0.id }, { $0.label })
    case .role: return .word(persona.flatMap { vocabulary.personas[$0].role?.rawValue })
    case .language: return .word(state.language)
    case .lastTouchpoint:
      return .item(lastTouchpoint, of: vocabulary.touchpoints.items, { $0.id }, { $0.label })
    case .decisionOutcome: return .word(decisionOutcome?.rawValue)
    case .decisionActions: return decisionOutcome == nil ? .absent : .words(decisionActionIDs)
    case .sentiment, .stageEntered, .daysInStage, .stalled, .lastTouchpointAt, .lastContactAt:
      return .scalar(values[FactSlot.of(fact)])
    }
  }
}

extension FactContent {
  fileprivate static func word(_ text: String?) -> FactContent { text.map { .word($0) } ?? .absent }

  /// - Parameter index: of an item; nil for none.
  @inline(__always)
  fileprivate static func item<Item>(
    _ index: Int?, of items: [Item], _ id: (borrowing Item) -> String,
    _ label: (borrowing Item) -> Localized<String>?
  ) -> FactContent {
    guard let index else { return .absent }
    return .item(id: id(items[index]), label: label(items[index]))
  }
}
