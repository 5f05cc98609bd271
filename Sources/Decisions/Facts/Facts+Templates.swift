import JSON
import Rules
import Time

extension Facts {
  /// A template with its facts filled in; an absent one is `?`.
  func text(of template: Template, in languages: LanguageChain) -> String {
    var text = ""
    text.reserveCapacity(64)
    for part in template.parts {
      switch part {
      case .literal(let literal): text += literal
      case .fact(let fact): text += self.text(of: fact, in: languages) ?? "?"
      }
    }
    return text
  }

  private func text(of fact: Fact, in languages: LanguageChain) -> String? {
    let vocabulary = plan.book.vocabulary
    switch fact {
    case .builtIn(.journey): return state.journey
    case .builtIn(.market):
      return market.map {
        vocabulary.markets.items[$0].label?.text(in: languages) ?? vocabulary.markets.items[$0].id
      }
    case .builtIn(.stage):
      return stage.map {
        vocabulary.stages.items[$0].label?.text(in: languages) ?? vocabulary.stages.items[$0].id
      }
    case .builtIn(.persona):
      return persona.map {
        vocabulary.personas.items[$0].label?.text(in: languages) ?? vocabulary.personas.items[$0].id
      }
    case .builtIn(.lastTouchpoint):
      return lastTouchpoint.map {
        vocabulary.touchpoints.items[$0].label?.text(in: languages) ?? vocabulary.touchpoints.items[$0].id
      }
    case .builtIn(.phase): return stage.map { vocabulary.stages[$0].phase.rawValue }
    case .builtIn(.role): return persona.flatMap { vocabulary.personas[$0].role?.rawValue }
    case .builtIn(.language): return state.language
    case .builtIn(.decisionOutcome): return decisionOutcome?.rawValue
    case .builtIn(.decisionActions):
      return decisionOutcome.map { _ in decisionActionIDs.joined(separator: ", ") }
    case .builtIn(let builtIn): return scalar(values[FactSlot.of(builtIn)])
    case .attribute(let index):
      if let texts = state.texts[index] { return texts.joined(separator: ", ") }
      return scalar(values[FactSlot.firstAttribute + index])
    }
  }

  /// Numbers as in JSON, instants as RFC 3339.
  private func scalar(_ value: FactValue) -> String? {
    switch value {
    case .bool(let value): return value ? "true" : "false"
    case .int(let value): return String(value)
    case .double(let value):
      var writer = JSONWriter()
      writer.double(value)
      return String(decoding: writer.bytes, as: UTF8.self)
    case .instant(let instant): return instant.description
    case .absent, .string, .strings: return nil
    }
  }
}
