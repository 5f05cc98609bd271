import CEL
import Diagnostics
import Rules
import YAML

/// What an expression is to give.
enum ExpressionResult {
  case truth, number
}

/// Reads and checks expressions, and numbers that an expression may compute.
struct ExpressionReader: NodeReader {
  let context: ReadingContext

  /// An expression; each problem stands at its own place within the scalar.
  ///
  /// - Parameter hasDecision: whether it stands where the decision is known.
  func read(_ node: Node, _ name: String, giving result: ExpressionResult, hasDecision: Bool)
    -> CheckedExpression?
  {
    guard let scalar = scalar(node, name), let language = symbols.expressions else { return nil }
    guard !scalar.text.isEmpty else {
      error(
        .emptyText, "the expression of '\(name)' is empty", at: node.span, help: "write it, or remove the key"
      )
      return nil
    }
    let places = ScalarPlaces(of: scalar, at: node.span, in: context.lines)
    let (checked, problems) = language.check(
      scalar.text, expecting: result == .truth ? .bool : nil, hasDecision: hasDecision)
    for problem in problems { report(problem, in: scalar.text, places) }
    guard let checked else { return nil }
    if result == .number, !checked.type.isNumber {
      error(
        .expressionType, "'\(name)' takes a number, and this gives a \(checked.type)",
        at: places.span(of: checked.expression.range))
      return nil
    }
    return CheckedExpression(
      checked, text: scalar.text, key: name, at: location(node.span),
      uses: ExpressionUses(of: checked, in: language, symbols.names)
    ) { places.span(of: $0) }
  }

  /// A finite number within bounds, or an expression that computes one.
  func amount(_ node: Node, _ name: String, in range: ClosedRange<Double>) -> Amount? {
    if case .scalar(let scalar) = node.content, scalar.value == .string {
      if isLikeNumber(scalar.text), reportsComma(scalar.text, at: node.span) { return nil }
      if isLikeNumber(scalar.text), let help = MeantNumber.help(scalar.text, most: range.upperBound),
        !isExpression(scalar.text)
      {
        error(
          .notANumber, "'\(name)' takes a number, found '\(scalar.shortText)'", at: node.span, help: help)
        return nil
      }
      return read(node, name, giving: .number, hasDecision: false).map { .computed($0) }
    }
    guard let number = scalars.number(node, name, in: range) else { return nil }
    if range.upperBound == 100 { checkPart(number, node, name) }
    return .literal(number)
  }

  /// Whether it begins as a number does, or is nothing but words: most expressions are neither, and patterns take long.
  private func isLikeNumber(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    if first.isASCIIDigit || first == UInt8(ascii: "-") { return true }
    return text.utf8.allSatisfy { $0.isASCIILetter || $0 == UInt8(ascii: " ") || $0 >= 0x80 }
  }

  /// Whether a text that is no number may compute one.
  private func isExpression(_ text: String) -> Bool {
    if text.wholeMatch(of: /[0-9]+(?:[.,][0-9]+)? ?(?:%|\p{L}.*)|[0-9]+\/[0-9]+/) != nil { return false }
    return ["true", "false", "null"].contains(text) || symbols.names.factNames.contains(text)
      || text.wholeMatch(of: /[\p{L} ]+/) == nil
  }

  private func report(_ problem: ExpressionProblem, in text: String, _ places: ScalarPlaces) {
    let diagnostic = problem.diagnostic(in: text, at: location(places.span(of: problem.range)))
    // It may be declared in a file that could not be read.
    if diagnostic.id == .expressionName, !symbols.hasAllAttributes { return }
    diagnostics.report(diagnostic)
  }
}

extension NodeReader {
  var expressions: ExpressionReader { ExpressionReader(context: context) }
}

extension Type {
  fileprivate var isNumber: Bool {
    switch self {
    case .int, .uint, .double, .dyn: true
    default: false
    }
  }
}
