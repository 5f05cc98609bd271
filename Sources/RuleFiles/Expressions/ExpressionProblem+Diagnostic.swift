import CEL
import Diagnostics
import Rules

extension ExpressionProblem {
  /// - Parameter text: of the whole expression.
  func diagnostic(in text: String, at location: SourceLocation) -> Diagnostic {
    let rest = String(decoding: text.utf8.dropFirst(range.lowerBound), as: UTF8.self)
    if kind == .undeclared,
      let fact = BuiltInFact.allCases.first(where: { $0.isOfTheDecision && rest.hasPrefix($0.rawValue) })
    {
      return .decisionFact(fact.rawValue, at: location)
    }
    return Diagnostic(
      .error, kind.id, message, at: location, help: help, fix: meant.map { .word($0, for: word(in: text)) })
  }

  /// What stands there, without the quotes of a text.
  private func word(in text: String) -> String {
    let word = String(decoding: text.utf8.dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
    guard word.count > 1, let quote = word.first, "\"'".contains(quote), word.last == quote else {
      return word
    }
    return String(word.dropFirst().dropLast())
  }
}

extension ExpressionProblem.Kind {
  fileprivate var id: DiagnosticID {
    switch self {
    case .syntax: .expressionSyntax
    case .tooLong, .tooDeep, .tooLarge: .expressionTooLarge
    case .undeclared: .expressionName
    case .noSuchField: .expressionField
    case .noSuchFunction: .expressionFunction
    case .noMatchingOverload: .expressionArguments
    case .neverEqual: .expressionNeverEqual
    case .notIterable: .expressionNotIterable
    case .badPattern: .expressionPattern
    case .badZone: .unknownTimeZone
    case .wrongType: .expressionType
    }
  }
}

extension DiagnosticID {
  static let expressionSyntax = DiagnosticID(
    "expression-syntax",
    page: """
      An expression under 'if', or one that computes a score, severity or confidence, cannot be read. Common slips: \
      'and' for '&&', 'or' for '||', 'not' for '!', one '=' where '==' is meant, a text without quotes, and brackets \
      that are not closed. In YAML an expression that starts with a quote, a bracket or '!' goes into a block: write \
      'if: |' and the expression indented below.
      """)

  static let expressionTooLarge = DiagnosticID(
    "expression-too-large",
    page: """
      An expression is longer, or nested deeper, than anybody can read. Split the rule in two, or say parts of the \
      condition with the other keys, which stand side by side.
      """)

  static let expressionName = DiagnosticID(
    "expression-name",
    page: """
      An expression uses a name that is neither a built-in fact ('stage', 'sentiment' and so on), nor an attribute \
      that the book declares, nor one of 'pain_points', 'triggers', 'touchpoints', 'buying_group', 'contacts', \
      'consent' and 'now'. A text needs quotes: stage == "decision". Facts under 'decision.' are there in alert rules \
      only.
      """)

  static let expressionField = DiagnosticID(
    "expression-field",
    page: """
      An expression asks an entry for a field that entries of its kind do not have. A touchpoint has 'type', 'at', \
      'sentiment', 'channel', 'medium', 'ownership' and 'influence'; a contact 'action', 'kind', 'group', 'channel', \
      'at' and 'outcome'; a member of the buying group 'journey', 'persona', 'role', 'stage' and 'engaged'.
      """)

  static let expressionFunction = DiagnosticID(
    "expression-function",
    page: """
      An expression calls a function that there is none of. The functions are those of the Common Expression \
      Language with its extensions for strings, numbers, lists, sets, encodings and optionals, and 'days', 'hours', \
      'since', 'severity' and 'known'.
      """)

  static let expressionArguments = DiagnosticID(
    "expression-arguments",
    page: """
      A function or an operator is used with values that it does not take, such as a text compared with a number. \
      Types are strict: 'account.employees > "200"' should be 'account.employees > 200', and a whole number and a \
      fraction are added by turning one into the other: 'double(account.employees) * 0.1'.
      """)

  static let expressionNeverEqual = DiagnosticID(
    "expression-never-equal",
    page: """
      An expression compares a fact with a text that it never is: an id that the book does not declare, or one that \
      is not among the attribute's 'values'. The comparison could never hold. Correct the text, or declare it.
      """)

  static let expressionNotIterable = DiagnosticID(
    "expression-not-iterable",
    page: """
      'exists', 'all', 'filter', 'map' and their kin go through a list or a map, and stand after something else here. \
      Lists are 'touchpoints', 'triggers', 'buying_group', 'contacts' and attributes of type 'strings'; 'pain_points' \
      is a map from ids to severities.
      """)

  static let expressionPattern = DiagnosticID(
    "expression-pattern",
    page: """
      The pattern of 'matches' is no regular expression as RE2 has them. Brackets must be closed, and what looks \
      ahead or back is not there, so that matching never takes long. A backslash is written twice in a quoted text, \
      or once in a raw one: r'\\d+'.
      """)

  static let expressionType = DiagnosticID(
    "expression-type",
    page: """
      An expression gives another type of value than is needed: 'if' takes true or false, a score, severity or \
      confidence takes a number. For example 'if: account.employees' should be 'if: account.employees > 0'.
      """)
}
