import Diagnostics
import Rules
import Time

extension Wording {
  /// A change as what would be otherwise.
  ///
  /// - Parameter state: as it is.
  func words(for change: Change, in state: JourneyState) -> String {
    switch change {
    case .fact(let fact, let setting):
      return
        "\(book.names.name(of: fact.fact)): \(words(for: setting, of: fact)) instead of \(value(of: fact, in: state))"
    case .consent(let channel): return "consent to \(label(.channel, channel))"
    case .adding(let entry): return "one more entry: \(words(for: entry))"
    case .removing(let entry): return "one entry less: \(words(for: entry))"
    case .waiting(let instant): return "some patience, until \(instant)"
    case .score(let index, let action, let score):
      let rule = book.rules[Int(index)]
      let now = rule.score(of: action)?.literal.map { " instead of \(Self.number($0))" } ?? ""
      let place = "\(rule.location.file):\(rule.location.span.line)"
      return "a score of \(Self.number(score))\(now) from the rule \(rule.id) (\(place))"
    case .weight(let index, let weight):
      let action = book.actions[index]
      let place = "\(action.location.file):\(action.location.span.line)"
      return "a weight of \(Self.number(weight)) instead of \(Self.number(action.weight)) (\(place))"
    }
  }

  private func words(for setting: FactSetting?, of fact: StateFact) -> String {
    switch setting {
    case nil: Self.unknown
    case .item(let item): fact.kind.map { label($0, item) } ?? ""
    case .value(let literal): text(literal, of: fact.fact)
    case .noTexts: "empty"
    }
  }

  private func value(of fact: StateFact, in state: JourneyState) -> String {
    func item(_ index: Int?) -> String {
      index.flatMap { index in fact.kind.map { label($0, index) } } ?? Self.unknown
    }
    switch fact {
    case .stage: return item(state.stage)
    case .persona: return item(state.persona)
    case .market: return item(state.market)
    case .sentiment: return state.sentiment.map { Self.number($0) } ?? Self.unknown
    case .stageEntered: return state.stageEntered?.description ?? Self.unknown
    case .attribute(let index):
      if let texts = state.texts[index] { return texts.isEmpty ? "empty" : texts.joined(separator: ", ") }
      return state.attributes[index].literal.map { text($0, of: fact.fact) } ?? Self.unknown
    }
  }

  private func words(for entry: ListEntry) -> String {
    switch entry {
    case .painPoint(let item, let severity):
      let usual = book.vocabulary.painPoints[item].severity
      let more = severity == usual ? "" : " with a severity of \(Self.number(severity))"
      return "the pain point \(label(.painPoint, item))\(more)"
    case .trigger(let item): return "the trigger \(label(.trigger, item))"
    case .text(let attribute, let text): return "'\(text)' in \(book.attributes[attribute].path)"
    case .touchpoint(let entry):
      let at = entry.at.map { " at \($0)" } ?? ""
      let channel = entry.channel.map { " by \(label(.channel, $0))" } ?? ""
      let sentiment = entry.sentiment.map { " with a sentiment of \(Self.number($0))" } ?? ""
      return "the touchpoint \(label(.touchpoint, entry.type))\(at)\(channel)\(sentiment)"
    case .member(let member):
      var parts: [String] = []
      if let persona = member.persona { parts.append(label(.persona, persona)) }
      if let role = member.role { parts.append(role.rawValue) }
      if let stage = member.stage { parts.append("at \(label(.stage, stage))") }
      if let engaged = member.isEngaged { parts.append(engaged ? "engaged" : "not engaged") }
      return "a member of the buying group" + (parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))")
    case .contact(let contact):
      let channel = contact.channel.map { " by \(label(.channel, $0))" } ?? ""
      return
        "a contact with \(title(of: contact.action))\(channel) at \(contact.at), \(contact.outcome.rawValue)"
    }
  }
}
