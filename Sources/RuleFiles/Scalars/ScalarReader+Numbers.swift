import Diagnostics
import Rules
import YAML

extension ScalarReader {
  /// A finite number within bounds.
  ///
  /// - Parameter whole: what a hundred percent would be; where it is not given, the largest number.
  func number(
    _ node: Node, _ name: String, in range: ClosedRange<Double>, percentsOf whole: Double? = nil
  ) -> Double? {
    guard let scalar = scalar(node, name) else { return nil }
    guard let value = finite(scalar, name, at: node.span, most: whole ?? range.upperBound) else { return nil }
    guard range.contains(value) else {
      outOfRange(scalar, name, range, at: node.span)
      return nil
    }
    return value
  }

  /// A finite number, whatever its size.
  ///
  /// - Parameter most: the largest number that may stand there, where that is known.
  func finite(_ scalar: Scalar, _ name: String, at span: SourceSpan, most: Double? = nil) -> Double? {
    switch scalar.value {
    case .int(let value):
      return Double(value)
    case .double(let value) where value.isFinite:
      return value
    case .double:
      error(
        .infiniteNumber, "'\(name)' takes a finite number, found \(scalar.text)", at: span,
        help: "write the largest number that is meant")
    case .string where scalar.style != .plain && Double(scalar.text) != nil:
      error(
        .notANumber, "'\(name)' takes a number, found the text '\(scalar.text)'", at: span,
        help: "write it without quotes: \(scalar.text)")
    case .string, .bool, .null:
      error(
        .notANumber, "'\(name)' takes a number, found '\(scalar.shortText)'", at: span,
        help: MeantNumber.help(scalar.text, most: most)
          ?? "write digits only, with a point before decimals: 1.5")
    }
    return nil
  }

  /// A whole number within bounds.
  func integer(_ node: Node, _ name: String, in range: ClosedRange<Int>) -> Int? {
    guard let scalar = scalar(node, name) else { return nil }
    let bounds = Double(range.lowerBound)...Double(range.upperBound)
    switch scalar.value {
    case .int(let value) where range.contains(Int(value)):
      return Int(value)
    case .int:
      outOfRange(scalar, name, bounds, at: node.span)
    case .double(let value) where value.isFinite && value == value.rounded():
      if bounds.contains(value), let whole = Int(exactly: value) { return whole }
      outOfRange(scalar, name, bounds, at: node.span)
    case .double(let value) where value.isFinite:
      error(
        .notAnInteger, "'\(name)' takes a whole number, found \(scalar.text)", at: node.span,
        help: "write a number without decimals")
    default:
      _ = finite(scalar, name, at: node.span)
    }
    return nil
  }

  /// How many: from zero on.
  func wholeCount(_ node: Node, _ name: String) -> Int? {
    integer(node, name, in: 0...1_000_000)
  }

  func outOfRange(_ scalar: Scalar, _ name: String, _ range: ClosedRange<Double>, at span: SourceSpan) {
    error(
      .numberOutOfRange, "'\(name)' is out of range: \(scalar.text)", at: span,
      help: "write a number from \(plain(range.lowerBound)) to \(plain(range.upperBound))")
  }

  func plain(_ number: Double) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }
}

extension DiagnosticID {
  static let notANumber = DiagnosticID(
    "not-a-number",
    page: """
      A number is needed where something else stands. Numbers are written without quotes and without a \
      unit, with a point before decimals: 'weight: 1.5', not 'weight: "1,5"'.
      """)

  static let infiniteNumber = DiagnosticID(
    "infinite-number",
    page: """
      '.inf' and '.nan' are numbers in YAML, but no score, weight or payload can use them. Write an \
      ordinary number, such as the largest one that is meant.
      """)

  static let notAnInteger = DiagnosticID(
    "not-an-integer",
    page: """
      A whole number is needed where one with decimals stands: nobody can be sent two and a half mails. \
      Write for example 'at_most: 2'.
      """)

  static let numberOutOfRange = DiagnosticID(
    "number-out-of-range",
    page: """
      A number lies outside the bounds that make sense where it stands: scores and weights go from 0 to \
      100, severities and confidences from 0 to 1, sentiment from -1 to 1, percentages from 0 to 100, and \
      counts are never negative. For example 'severity: 80' should be 'severity: 0.8'.
      """)
}
