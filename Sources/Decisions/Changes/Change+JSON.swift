import Diagnostics
import JSON
import Rules
import Time

extension Change {
  /// Writes what is changed, where, from what and to what.
  ///
  /// - Parameter situation: what it would be made in.
  func write(_ book: RuleBook, in situation: Situation, to writer: inout JSONWriter) {
    let state = situation.state
    writer.object {
      switch self {
      case .fact(let fact, let setting):
        $0.member("change", "fact")
        $0.member("pointer", fact.pointer(in: book))
        $0.member("from") { state.write(fact, book, to: &$0) }
        $0.member("to") { setting.write(fact, book, to: &$0) }
      case .consent(let channel):
        $0.member("change", "fact")
        $0.member("pointer", "/\(StateKey.consent.rawValue)/\(book.vocabulary.channels[channel].id)")
        $0.member("from") { writer in
          if let consent = state.consent[channel] { writer.bool(consent.isGiven) } else { writer.null() }
        }
        $0.member("to") { writer in
          writer.object {
            $0.member("given", true)
            $0.member("at", situation.now)
          }
        }
      case .adding(let entry):
        $0.member("change", "item")
        $0.member("pointer", entry.pointer(in: book))
        $0.member("add") { entry.write(book, to: &$0) }
      case .removing(let entry):
        $0.member("change", "item")
        $0.member("pointer", entry.pointer(in: book))
        $0.member("remove") { entry.write(book, to: &$0) }
      case .waiting(let instant):
        $0.member("change", "wait")
        $0.member("until", instant)
      case .score(let index, let action, let score):
        let rule = book.rules[Int(index)]
        $0.member("change", "score")
        $0.member("rule", rule.id)
        $0.member("action", book.actions[action].id)
        $0.place(rule.location)
        $0.member("from", ifPresent: rule.score(of: action)?.literal)
        $0.member("to", score)
      case .weight(let index, let weight):
        let action = book.actions[index]
        $0.member("change", "weight")
        $0.member("action", action.id)
        $0.place(action.location)
        $0.member("from", action.weight)
        $0.member("to", weight)
      }
    }
  }
}

extension JSONWriter {
  /// Writes where something stands in the book.
  fileprivate mutating func place(_ location: SourceLocation) {
    member("file", location.file)
    member("line", Int(location.span.line))
  }
}

extension StateFact {
  /// Where a state has it, RFC 6901.
  func pointer(in book: RuleBook) -> String {
    switch self {
    case .stage: "/\(StateKey.stage.rawValue)"
    case .persona: "/\(StateKey.persona.rawValue)"
    case .market: "/\(StateKey.market.rawValue)"
    case .sentiment: "/\(StateKey.sentiment.rawValue)"
    case .stageEntered: "/\(StateKey.stageEntered.rawValue)"
    // Segments of paths have no character that a pointer would have to escape.
    case .attribute(let index): "/" + book.attributes[index].path.split(separator: ".").joined(separator: "/")
    }
  }
}

extension JourneyState {
  /// Writes a fact as the state gives it; null where it does not.
  fileprivate func write(_ fact: StateFact, _ book: RuleBook, to writer: inout JSONWriter) {
    let given: Literal?
    switch fact {
    case .stage: given = stage.map { .string(book.vocabulary.stages[$0].id) }
    case .persona: given = persona.map { .string(book.vocabulary.personas[$0].id) }
    case .market: given = market.map { .string(book.vocabulary.markets[$0].id) }
    case .sentiment: given = sentiment.map { .double($0) }
    case .stageEntered: given = stageEntered.map { .timestamp($0) }
    case .attribute(let index):
      switch book.attributes[index].type {
      case .string: given = texts[index]?.first.map { .string($0) }
      case .strings:
        guard let texts = texts[index] else { return writer.null() }
        return writer.array(of: texts)
      case .bool, .int, .number, .timestamp: given = attributes[index].literal
      }
    }
    if let given { writer.literal(given) } else { writer.null() }
  }
}

extension FactSetting? {
  fileprivate func write(_ fact: StateFact, _ book: RuleBook, to writer: inout JSONWriter) {
    switch self {
    case nil: writer.null()
    case .item(let item): writer.string(fact.kind.map { book.names[$0].ids[item] } ?? "")
    case .value(let literal): writer.literal(literal)
    case .noTexts: writer.array(of: [String]())
    }
  }
}

extension ListEntry {
  /// Where a state has the list.
  func pointer(in book: RuleBook) -> String {
    switch self {
    case .painPoint: "/\(StateKey.painPoints.rawValue)"
    case .trigger: "/\(StateKey.triggers.rawValue)"
    case .text(let attribute, _): StateFact.attribute(attribute).pointer(in: book)
    case .touchpoint: "/\(StateKey.touchpoints.rawValue)"
    case .member: "/\(StateKey.buyingGroup.rawValue)"
    case .contact: "/\(StateKey.contacts.rawValue)"
    }
  }

  /// Writes it as a state gives it.
  fileprivate func write(_ book: RuleBook, to writer: inout JSONWriter) {
    let vocabulary = book.vocabulary
    switch self {
    case .trigger(let item): writer.string(vocabulary.triggers[item].id)
    case .text(_, let text): writer.string(text)
    case .painPoint(let item, let severity):
      writer.object {
        $0.member("id", vocabulary.painPoints[item].id)
        $0.member("severity", severity)
      }
    case .touchpoint(let entry):
      writer.object {
        $0.member("type", vocabulary.touchpoints[entry.type].id)
        $0.member("at", ifPresent: entry.at)
        $0.member("sentiment", ifPresent: entry.sentiment)
        $0.member("channel", ifPresent: entry.channel.map { vocabulary.channels[$0].id })
      }
    case .member(let member):
      writer.object {
        $0.member("journey", ifPresent: member.journey)
        $0.member("persona", ifPresent: member.persona.map { vocabulary.personas[$0].id })
        $0.member("role", ifPresent: member.role?.rawValue)
        $0.member("stage", ifPresent: member.stage.map { vocabulary.stages[$0].id })
        if let engaged = member.isEngaged { $0.member("engaged", engaged) }
      }
    case .contact(let contact):
      writer.object {
        $0.member("action", book.actions[contact.action].id)
        $0.member("channel", ifPresent: contact.channel.map { vocabulary.channels[$0].id })
        $0.member("at", contact.at)
        $0.member("outcome", contact.outcome.rawValue)
      }
    }
  }
}
