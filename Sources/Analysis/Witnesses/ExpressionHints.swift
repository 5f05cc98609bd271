import JSON
import Rules

/// What to put into states so that expressions come out one way or another: values that stand in them, and values beside
/// those. It is a guess; deciding says whether it was right.
struct ExpressionHints {
  private struct Expression {
    let dimension: Int
    let numbers: [Double]
    let texts: [String]
    /// Attributes by path, with their types.
    let attributes: [(path: String, type: FactType)]
    let painPoints: [String]
    let triggers: [String]
    let asksSentiment: Bool
    /// What it may count: entries of lists of which it names the types, or whose members it looks at.
    let touchpoints: [String]
    let actions: [String]
    let asksGroup: Bool
  }

  private let expressions: [Expression]

  init(_ space: StateSpace, _ books: [RuleBook]) {
    var found: [Expression] = []
    for (index, dimension) in space.dimensions.enumerated() {
      let signature: String
      switch dimension.subject {
      case .expression(let text), .amount(let text): signature = text
      default: continue
      }
      let text = CommonWords.text(of: signature)
      let words = text.split { !($0.isLetter || $0.isNumber || "._-".contains($0)) }.map { String($0) }
      let numbers = words.compactMap { Double($0) }
      let texts = text.split(whereSeparator: { "\"'".contains($0) }).enumerated()
        .filter { $0.offset % 2 == 1 }.map { String($0.element) }
      let named = words + texts
      found.append(
        Expression(
          dimension: index,
          numbers: (numbers + numbers.map { $0 + 1 } + numbers.map { $0 - 1 } + [0, 1]).withoutRepeats,
          texts: texts + ["something else"],
          attributes: books.flatMap(\.attributes).filter { text.contains($0.path) }
            .map { ($0.path, $0.type) },
          painPoints: books.flatMap { $0.vocabulary.painPoints.items.map(\.id) }.filter(named.contains)
            .withoutRepeats,
          triggers: books.flatMap { $0.vocabulary.triggers.items.map(\.id) }.filter(named.contains)
            .withoutRepeats, asksSentiment: words.contains(StateKey.sentiment.rawValue),
          touchpoints: words.contains { $0.hasPrefix("touchpoints") }
            ? Self.named(books.flatMap { $0.vocabulary.touchpoints.items.map(\.id) }, named) : [],
          actions: words.contains { $0.hasPrefix("contacts") }
            ? Self.named(books.flatMap { $0.actions.map(\.id) }, named) : [],
          asksGroup: words.contains { $0.hasPrefix("buying_group") }))
    }
    expressions = found
  }

  /// Those that are named, or all where none is.
  private static func named(_ ids: [String], _ words: [String]) -> [String] {
    let named = ids.filter(words.contains).withoutRepeats
    return named.isEmpty ? ids.withoutRepeats : named
  }

  /// Adds what may make expressions come out as a point asks.
  func apply(to sketch: inout StateSketch, _ cells: [Int: Int], _ round: Int) {
    var number = round
    func next(_ count: Int) -> Int {
      guard count > 1 else { return 0 }
      defer { number /= count }
      return number % count
    }
    for expression in expressions where cells[expression.dimension] != nil {
      for (path, type) in expression.attributes {
        let value: JSONValue? =
          switch type {
          case .bool: .bool(next(2) == 0)
          case .int: .int(Int(expression.numbers[next(expression.numbers.count)].rounded()))
          case .number: .number(expression.numbers[next(expression.numbers.count)])
          case .string: .string(expression.texts[next(expression.texts.count)])
          case .strings: .array([.string(expression.texts[next(expression.texts.count)])])
          case .timestamp:
            sketch.instant(-86_400_000_000 * (expression.numbers.picked(next(expression.numbers.count)) ?? 0))
          }
        sketch.offer(attribute: path, value)
      }
      for id in expression.painPoints where next(2) == 0 { sketch.add(painPoint: id, severity: nil) }
      for id in expression.triggers where next(2) == 0 { sketch.add(trigger: id) }
      for index in 0..<next(4) {
        if let type = expression.touchpoints.picked(next(expression.touchpoints.count)) {
          let sentiment = [-1, 0, 1][next(3)]
          sketch.add(
            [
              .init("type", .string(type)), .init("at", sketch.instant(-3_600_000_000 * Double(index))),
              .init("sentiment", .int(sentiment)),
            ], to: .touchpoints)
        }
        if let action = expression.actions.picked(next(expression.actions.count)) {
          sketch.add(
            [
              .init("action", .string(action)),
              .init("at", sketch.instant(-7_200_000_000 * Double(index + 1))),
              .init("outcome", .string(Outcome.allCases.picked(next(9))?.rawValue ?? "delivered")),
            ], to: .contacts)
        }
        if expression.asksGroup { sketch.add([.init("engaged", .bool(next(2) == 0))], to: .buyingGroup) }
      }
      if expression.asksSentiment {
        let values = expression.numbers.filter { abs($0) <= 1 } + [-1, 1, 0]
        sketch.offer(.sentiment, .number(values[next(values.count)]))
      }
    }
  }
}
