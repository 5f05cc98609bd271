package import Rules
import Time

/// What several books have in common: the words that all of them know, and which expressions are the same: those with the
/// same text, of which all that they name is the same, too.
package struct CommonWords: Sendable {
  /// The ids of the touchpoints that all books know.
  let touchpoints: Set<String>
  /// Those of the actions.
  let actions: Set<String>
  /// By revision of a book: for each slot, a number that is equal where what stands in it is.
  private var numbers: [String: [Int]] = [:]

  package init(_ books: [RuleBook]) {
    var ids: [IDKind: Set<String>] = [:]
    for kind in IDKind.allCases {
      ids[kind] = books.dropFirst().reduce(into: Set(books.first?.names[kind].ids ?? [])) {
        $0.formIntersection($1.names[kind].ids)
      }
    }
    touchpoints = ids[.touchpoint, default: []]
    actions = ids[.action, default: []]
    var known: [String: Int] = [:]
    for book in books {
      numbers[book.revision] = book.expressions.variables.map { variable in
        let meaning = book.meaning(of: variable, among: ids)
        let number = known[meaning] ?? known.count
        known[meaning] = number
        return number
      }
    }
  }

  /// A text that is equal for equal expressions.
  package func signature(of expression: CheckedExpression, in book: RuleBook) -> String {
    let numbers = numbers[book.revision, default: []]
    let names = expression.slots.map { $0 < numbers.count ? "\(numbers[$0])" : "?" }
    return names.isEmpty ? expression.text : expression.text + Self.separator + names.joined(separator: " ")
  }

  private static let separator = "\u{0}"

  /// The text of the expression that has a signature, in one line.
  package static func text(of signature: String) -> String {
    let text = signature.split(separator: separator, omittingEmptySubsequences: false).first ?? ""
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension RuleBook {
  /// All of the book that the value of a variable depends on, as far as states name words that all books know.
  fileprivate func meaning(of variable: ExpressionVariable, among ids: [IDKind: Set<String>]) -> String {
    let words = vocabulary
    func common<Item>(_ items: [Item], _ kind: IDKind, _ id: (Item) -> String) -> [Item] {
      items.filter { ids[kind, default: []].contains(id($0)) }
    }
    let channelIDs = common(words.channels.items, .channel, \.id).map(\.id).joined(separator: ", ")
    switch variable {
    case .fact(.attribute(let index)): return "\(attributes[index].path): \(attributes[index].type)"
    case .fact(.builtIn(let fact)):
      let source =
        switch fact {
        case .stage, .phase, .stalled:
          common(words.stages.items, .stage, \.id).map {
            "\($0.id) \($0.phase) \($0.stallsAfter?.microseconds ?? -1)"
          }
        case .persona, .role, .market:
          common(words.markets.items, .market, \.id).map(\.id)
            + common(words.personas.items, .persona, \.id).map {
              "\($0.id) \($0.role?.rawValue ?? "-") \($0.market.map { words.markets[$0].id } ?? "-")"
            }
        case .exit: common(words.exits.items, .exit, \.id).map(\.id)
        case .lastTouchpoint, .lastTouchpointAt: common(words.touchpoints.items, .touchpoint, \.id).map(\.id)
        case .decisionActions: common(actions, .action, \.id).map(\.id)
        case .journey, .language, .sentiment, .stageEntered, .daysInStage, .lastContactAt, .decisionOutcome:
          [String]()
        }
      return "\(fact.rawValue): \(source.joined(separator: ", "))"
    case .painPoints:
      return
        "pain_points: \(common(words.painPoints.items, .painPoint, \.id).map { "\($0.id) \($0.severity)" }.joined(separator: ", "))"
    case .triggers:
      return "triggers: \(common(words.triggers.items, .trigger, \.id).map(\.id).joined(separator: ", "))"
    case .touchpoints:
      let items = common(words.touchpoints.items, .touchpoint, \.id).map {
        "\($0.id) \($0.medium?.rawValue ?? "-") \($0.ownership?.rawValue ?? "-") \($0.influence?.rawValue ?? "-")"
      }
      return "touchpoints: \(items.joined(separator: ", ")); \(channelIDs)"
    case .buyingGroup:
      let personas = common(words.personas.items, .persona, \.id).map {
        "\($0.id) \($0.role?.rawValue ?? "-")"
      }
      let stages = common(words.stages.items, .stage, \.id).map(\.id)
      return "buying_group: \(personas.joined(separator: ", ")); \(stages.joined(separator: ", "))"
    case .contacts:
      let items = common(actions, .action, \.id).map {
        "\($0.id) \(kinds[$0.kind]) \($0.group.map { groups[$0] } ?? "-")"
      }
      return "contacts: \(items.joined(separator: ", ")); \(channelIDs)"
    case .consent: return "consent: \(channelIDs)"
    case .now: return "now"
    }
  }

}
