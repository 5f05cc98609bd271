import Decisions
import JSON
import Rules
import Time

/// What the kinds of customers get of whom no more is known than a market, a stage, a persona and a pain point: nobody
/// was told anything, and every consent is given.
package struct CustomerGrid: Sendable {
  /// A kind of customer. What a book does not declare at all is nil.
  package struct Cell: Sendable, Hashable {
    package let market: String?
    package let stage: String?
    package let persona: String?

    package init(market: String?, stage: String?, persona: String?) {
      self.market = market
      self.stage = stage
      self.persona = persona
    }
  }

  /// What a cell gets.
  package struct Content: Sendable {
    /// All that is recommended to somebody of it: what comes first where no pain point is known comes first.
    package internal(set) var actions: [String] = []
    /// With what no rule recommends anything: nil for no pain point, by id.
    package internal(set) var missing: [String?] = []
    /// With what all that is recommended is held back, by the suppress rule that holds back what would come first.
    package internal(set) var silenced: [String: [String?]] = [:]
    /// A state that gets nothing: by the suppress rule that holds all back, or nil.
    package internal(set) var witnesses: [String?: Witness] = [:]
    /// How many states were decided.
    package internal(set) var cases = 0

    package init() {}

    /// Of how many states nothing is recommended to the customer.
    package var gaps: Int { missing.count + silenced.values.reduce(0) { $0 + $1.count } }
  }

  package internal(set) var cells: [Cell] = []
  package internal(set) var contents: [Cell: Content] = [:]
  /// States at most; beyond them pain points are left out.
  static let most = 200_000

  init(_ analysed: AnalysedBook) {
    let words = analysed.book.vocabulary
    let markets: [String?] = words.markets.items.isEmpty ? [nil] : words.markets.items.map(\.id)
    let stages: [String?] = words.stages.items.isEmpty ? [nil] : words.stages.items.map(\.id)
    let personas = words.personas.items.sorted { $0.order < $1.order }
    for stage in stages {
      if personas.isEmpty {
        for market in markets { cells.append(Cell(market: market, stage: stage, persona: nil)) }
      }
      for persona in personas {
        let own = persona.market.map { [words.markets[$0].id] } ?? markets
        for market in own { cells.append(Cell(market: market, stage: stage, persona: persona.id)) }
      }
    }
    let all = words.painPoints.items.map { Optional($0.id) }
    let painPoints: [String?] = cells.count * (all.count + 1) <= Self.most ? [nil] + all : [nil]
    for cell in cells {
      var content = Content()
      for painPoint in painPoints {
        let state = Self.state(cell, painPoint, analysed)
        guard let decision = analysed.decide(state, at: analysed.now) else { continue }
        content.cases += 1
        // Quiet hours end.
        let actions =
          decision.recommendations.filter { $0.priority != nil }.map(\.action)
          + decision.heldBack.filter { $0.priority != nil && $0.closed.gate.opensWithTime }.map(\.action)
        content.actions += actions.map { analysed.book.actions[$0].id }
        guard actions.isEmpty else { continue }
        let silencer = decision.heldBack.first { $0.priority != nil }?.silencer(in: analysed.book)
        if let silencer {
          content.silenced[silencer, default: []].append(painPoint)
        } else {
          content.missing.append(painPoint)
        }
        if content.witnesses[silencer] == nil {
          content.witnesses[silencer] = Witness(state: state, exit: nil)
        }
      }
      content.actions = content.actions.withoutRepeats
      contents[cell] = content
    }
  }

  private static func state(_ cell: Cell, _ painPoint: String?, _ analysed: AnalysedBook) -> JSONValue {
    let channels = analysed.book.vocabulary.optInChannels
    let members: [JSONValue.Member?] = [
      .init(StateKey.journey.rawValue, .string("somebody")),
      cell.market.map { .init(StateKey.market.rawValue, .string($0)) },
      cell.stage.map { .init(StateKey.stage.rawValue, .string($0)) },
      cell.persona.map { .init(StateKey.persona.rawValue, .string($0)) },
      painPoint.map { .init(StateKey.painPoints.rawValue, .array([.string($0)])) },
      channels.isEmpty
        ? nil : .init(StateKey.consent.rawValue, .object(channels.map { .init($0, .bool(true)) })),
      .init(StateKey.now.rawValue, .string("\(analysed.now)")),
    ]
    return .object(members.compactMap(\.self))
  }
}

extension Decision.HeldBack {
  /// The suppress rule that holds it back, by id; nil where something else does.
  fileprivate func silencer(in book: RuleBook) -> String? {
    if case .rule(let rule) = closed.by { book.rules[Int(rule)].id } else { nil }
  }
}
