package import Rules
import Time

/// What several books have in common: the words that all of them know, and which expressions are the same: those with the
/// same text but for its layout, of which all that they ask for is the same, too.
package struct CommonWords: Sendable {
  /// The ids of the touchpoints that all books know.
  let touchpoints: Set<String>
  /// Those of the actions.
  let actions: Set<String>
  /// By revision of a book, the texts of its expressions, each with a text that is equal for equal expressions.
  private var signatures: [String: [ExactText: String]] = [:]

  package init(_ books: [RuleBook]) {
    var ids: [IDKind: Set<String>] = [:]
    for kind in IDKind.allCases {
      ids[kind] = books.dropFirst().reduce(into: Set(books.first?.names[kind].ids ?? [])) {
        $0.formIntersection($1.names[kind].ids)
      }
    }
    touchpoints = ids[.touchpoint, default: []]
    actions = ids[.action, default: []]
    var numbers: [String: Int] = [:]
    var spellings: [ExactText: String] = [:]
    for book in books {
      var found: [ExactText: String] = [:]
      for expression in book.expressionsOfRulesAndActions where found[ExactText(expression.text)] == nil {
        let layout = expression.withoutLayout
        let spelling = spellings[layout] ?? expression.text
        spellings[layout] = spelling
        let names = expression.slots.map { slot in
          let meaning = book.meaning(of: book.expressions.variables[slot], in: expression.uses, among: ids)
          let number = numbers[meaning] ?? numbers.count
          numbers[meaning] = number
          return "\(number)"
        }
        found[ExactText(expression.text)] =
          names.isEmpty ? spelling : spelling + Self.separator + names.joined(separator: " ")
      }
      signatures[book.revision] = found
    }
  }

  /// A text that is equal for equal expressions.
  package func signature(of expression: CheckedExpression, in book: RuleBook) -> String {
    signatures[book.revision]?[ExactText(expression.text)] ?? expression.text
  }

  private static let separator = "\u{0}"

  /// The text of the expression that has a signature, in one line.
  package static func text(of signature: String) -> String {
    let text = signature.split(separator: separator, omittingEmptySubsequences: false).first ?? ""
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension RuleBook {
  /// All of the book that what an expression asks of a variable depends on, as far as states name words that all books
  /// know. What is equal for them in whatever book is left out, and so is their order.
  fileprivate func meaning(
    of variable: ExpressionVariable, in uses: ExpressionUses, among ids: [IDKind: Set<String>]
  ) -> String {
    let words = vocabulary
    func common<Item>(
      _ items: [Item], _ kind: IDKind, _ id: (Item) -> String, _ value: (Item) -> String?
    ) -> String {
      items.filter { ids[kind, default: []].contains(id($0)) }
        .map { "\(id($0)) \(value($0) ?? "-")" }.sorted().joined(separator: ", ")
    }
    /// What is asked of entries, where they have a field by their id.
    func field<Item>(
      _ field: String, _ items: [Item], _ kind: IDKind, _ id: (Item) -> String, _ value: (Item) -> String?
    ) -> String {
      uses.fields.contains(field) ? "\(field): \(common(items, kind, id, value))" : ""
    }
    switch variable {
    case .fact(.attribute(let index)): return "\(attributes[index].path): \(attributes[index].type)"
    case .fact(.builtIn(let fact)):
      let source =
        switch fact {
        case .phase: common(words.stages.items, .stage, \.id) { $0.phase.rawValue }
        case .stalled:
          common(words.stages.items, .stage, \.id) { $0.stallsAfter.map { "\($0.microseconds)" } }
        case .role: common(words.personas.items, .persona, \.id) { $0.role?.rawValue }
        case .market:
          common(words.personas.items, .persona, \.id) { $0.market.map { words.markets[$0].id } }
        case .stage, .persona, .exit, .lastTouchpoint, .lastTouchpointAt, .decisionActions, .journey,
          .language, .sentiment, .stageEntered, .daysInStage, .lastContactAt, .decisionOutcome:
          ""
        }
      return "\(fact.rawValue): \(source)"
    case .painPoints:
      let graded = words.painPoints.items.enumerated().filter {
        !uses.unnamed.isEmpty || uses.graded.contains($0.offset)
      }
      return "pain_points: \(common(graded.map(\.element), .painPoint, \.id) { "\($0.severity)" })"
    case .triggers: return "triggers"
    case .touchpoints:
      let items = words.touchpoints.items
      let fields = [
        field("medium", items, .touchpoint, \.id) { $0.medium?.rawValue },
        field("ownership", items, .touchpoint, \.id) { $0.ownership?.rawValue },
        field("influence", items, .touchpoint, \.id) { $0.influence?.rawValue },
      ]
      return "touchpoints: \(fields.joined(separator: "; "))"
    case .buyingGroup:
      return "buying_group: \(field("role", words.personas.items, .persona, \.id) { $0.role?.rawValue })"
    case .contacts:
      let fields = [
        field("kind", actions, .action, \.id) { kinds[$0.kind] },
        field("group", actions, .action, \.id) { $0.group.map { groups[$0] } },
      ]
      return "contacts: \(fields.joined(separator: "; "))"
    case .consent: return "consent"
    case .now: return "now"
    }
  }
}
