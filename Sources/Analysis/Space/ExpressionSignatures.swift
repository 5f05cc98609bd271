package import Rules
import Time

/// Which expressions of some books are the same: those with the same text, of which all that they name is the same, too.
package struct ExpressionSignatures: Sendable {
  /// By revision of a book: for each slot, a number that is equal where what stands in it is.
  private var numbers: [String: [Int]] = [:]

  package init(_ books: [RuleBook]) {
    var known: [String: Int] = [:]
    for book in books {
      numbers[book.revision] = book.expressions.variables.map { variable in
        let meaning = book.meaning(of: variable)
        let number = known[meaning] ?? known.count
        known[meaning] = number
        return number
      }
    }
  }

  package subscript(expression: CheckedExpression, book: RuleBook) -> String {
    let numbers = numbers[book.revision, default: []]
    let names = expression.slots.map { $0 < numbers.count ? "\(numbers[$0])" : "?" }
    return names.isEmpty ? expression.text : expression.text + Self.separator + names.joined(separator: " ")
  }

  private static let separator = "\u{0}"

  /// The text of an expression with a signature.
  package static func text(of signature: String) -> String {
    signature.split(separator: separator, omittingEmptySubsequences: false).first.map { String($0) }
      ?? signature
  }
}

extension RuleBook {
  /// All of the book that the value of a variable depends on.
  fileprivate func meaning(of variable: ExpressionVariable) -> String {
    let words = vocabulary
    switch variable {
    case .fact(.attribute(let index)): return "\(attributes[index].path): \(attributes[index].type)"
    case .fact(.builtIn(let fact)):
      let source =
        switch fact {
        case .stage, .phase, .stalled:
          words.stages.items.map { "\($0.id) \($0.phase) \($0.stallsAfter?.microseconds ?? -1)" }
        case .persona, .role, .market:
          words.markets.items.map(\.id)
            + words.personas.items.map {
              "\($0.id) \($0.role?.rawValue ?? "-") \($0.market.map { words.markets[$0].id } ?? "-")"
            }
        case .exit: words.exits.items.map(\.id)
        case .lastTouchpoint, .lastTouchpointAt: words.touchpoints.items.map(\.id)
        case .decisionActions: actions.map(\.id)
        case .journey, .language, .sentiment, .stageEntered, .daysInStage, .lastContactAt, .decisionOutcome:
          [String]()
        }
      return "\(fact.rawValue): \(source.joined(separator: ", "))"
    case .painPoints:
      return
        "pain_points: \(words.painPoints.items.map { "\($0.id) \($0.severity)" }.joined(separator: ", "))"
    case .triggers: return "triggers: \(words.triggers.items.map(\.id).joined(separator: ", "))"
    case .touchpoints:
      let items = words.touchpoints.items.map {
        "\($0.id) \($0.medium?.rawValue ?? "-") \($0.ownership?.rawValue ?? "-") \($0.influence?.rawValue ?? "-")"
      }
      return "touchpoints: \(items.joined(separator: ", ")); \(channelIDs)"
    case .buyingGroup:
      let personas = words.personas.items.map { "\($0.id) \($0.role?.rawValue ?? "-")" }
      let stages = words.stages.items.map(\.id)
      return "buying_group: \(personas.joined(separator: ", ")); \(stages.joined(separator: ", "))"
    case .contacts:
      let items = actions.map { "\($0.id) \(kinds[$0.kind]) \($0.group.map { groups[$0] } ?? "-")" }
      return "contacts: \(items.joined(separator: ", ")); \(channelIDs)"
    case .consent: return "consent: \(channelIDs)"
    case .now: return "now"
    }
  }

  private var channelIDs: String { vocabulary.channels.items.map(\.id).joined(separator: ", ") }
}
