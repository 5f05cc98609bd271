package import Diagnostics
import Rules
import Time
import YAML

/// Reads the constants that a fact is compared with.
struct LiteralReader: NodeReader {
  let context: ReadingContext

  /// The values of a list, or a single one.
  func literals(_ node: Node, _ fact: Fact, _ name: String) -> [Literal]? {
    guard let nodes = oneOrMany(node, name) else { return nil }
    let found = nodes.compactMap { node in
      literal(node, fact, name).map { (value: $0, node: node) }
    }
    warnOfRepeats(found, name)
    return found.count == nodes.count ? found.map(\.value) : nil
  }

  /// A constant of the type of a fact, and one that the fact can have.
  func literal(_ node: Node, _ fact: Fact, _ name: String) -> Literal? {
    let type = symbols.names.type(of: fact)
    guard case .scalar(let scalar) = node.content else {
      error(
        .literalType, "'\(name)' is \(type.words), found \(node.found)", at: node.span,
        help: "compare it with single values; use 'in' for a list of them")
      return nil
    }
    if isNull(node, name) { return nil }
    if type == .int || type == .number {
      checkThousands(scalar, name, isWhole: type == .int, at: node.span)
    }
    switch (type, scalar.value) {
    case (.bool, .bool(let value)):
      return .bool(value)
    case (.int, .int(let value)):
      return isInRange(Double(value), fact, scalar, name, at: node.span) ? .int(value) : nil
    case (.number, .int(let value)):
      // As the number of a state becomes one, too.
      let nearest = Double(value)
      if Int64(exactly: nearest) != value { checkRounding(scalar, to: nearest, name, at: node.span) }
      return isInRange(nearest, fact, scalar, name, at: node.span) ? .double(nearest) : nil
    case (.int, .double(let value)), (.number, .double(let value)):
      guard value.isFinite else {
        _ = scalars.finite(scalar, name, at: node.span)
        return nil
      }
      if !scalar.text.isDecimal(of: value) { checkRounding(scalar, to: value, name, at: node.span) }
      return isInRange(value, fact, scalar, name, at: node.span) ? .double(value) : nil
    case (.timestamp, .string) where TimeSpan(scalar.text) != nil:
      error(
        .literalType, "'\(name)' is \(type.words), found the duration '\(scalar.text)'", at: node.span,
        help:
          "write {in_next: \(scalar.text)} for the time to come, {within: \(scalar.text)} for the time past")
      return nil
    case (.timestamp, _):
      return scalars.instant(node, name).map { .timestamp($0) }
    case (.string, .string), (.strings, .string):
      return text(node, fact, name).map { .string($0) }
    case (.string, _) where symbols.names.domain(of: fact).isClosed,
      (.strings, _) where symbols.names.domain(of: fact).isClosed:
      // An id such as `2024` looks like a number.
      return text(node, fact, name).map { .string($0) }
    default:
      let help =
        switch (type, scalar.value) {
        case (.string, _), (.strings, _): "put it in quotes: \"\(scalar.text)\""
        case (.bool, _): scalar.helpToBool
        case (_, .string) where scalar.style != .plain && Double(scalar.text) != nil:
          "write it without quotes: \(scalar.text)"
        default:
          MeantAll.help(scalar.text)
            ?? (context.isSheet ? MeantCell.comparison(scalar.text, of: name) : nil)
            ?? MeantNumber.comparison(scalar.text)
            ?? MeantNumber.help(
              scalar.text, least: range(fact)?.lowerBound ?? 0, most: range(fact)?.upperBound)
            ?? "write a number"
        }
      error(.literalType, "'\(name)' is \(type.words), found \(node.found)", at: node.span, help: help)
      return nil
    }
  }

  /// The numbers that a fact can have, where that is known.
  private func range(_ fact: Fact) -> ClosedRange<Double>? {
    if case .range(let range) = symbols.names.domain(of: fact) { range } else { nil }
  }

  private func checkRounding(_ scalar: Scalar, to value: Double, _ name: String, at span: SourceSpan) {
    note(
      .numberRounded, "'\(name)' is compared with \(Decimal(value).text), not with \(scalar.shortText)",
      at: span,
      help: "for whole numbers with more than 15 digits make the attribute an 'int', for ids a 'string'")
  }

  /// False, with an error, where a number lies outside of what its fact can be.
  private func isInRange(_ value: Double, _ fact: Fact, _ scalar: Scalar, _ name: String, at span: SourceSpan)
    -> Bool
  {
    guard case .range(let range) = symbols.names.domain(of: fact), !range.contains(value) else { return true }
    scalars.outOfRange(scalar, name, range, at: span)
    return false
  }

  /// A text that a fact can have.
  private func text(_ node: Node, _ fact: Fact, _ name: String) -> String? {
    let text = node.text
    switch symbols.names.domain(of: fact) {
    case .anything, .range:
      checkLanguage(text, fact, name, at: node.span)
      checkForSeveral(text, fact, name, at: node.span)
      return text
    case .ids(let kind):
      let index = references.reference(node, name, to: kind, both: .never(name))
      if index == nil && symbols[kind].isComplete { return nil }
    case .words(let words):
      if !words.all.contains(text) {
        error(
          words.unknown, "unknown \(words.noun) '\(text)'", at: node.span,
          advice: suggestion(for: text, among: words.all, fewest: 12))
        return nil
      }
    case .values(let values):
      if !symbols.hasValue(text, fact) {
        let isList = symbols.names.type(of: fact) == .strings
        let list = MeantList.words(text).flatMap { words in
          words.contains { symbols.hasValue($0, fact) }
            ? meantList(text, words, where: isList ? .list : .never(name)) : nil
        }
        error(
          .valueNotListed, "'\(text)' is not among the values of '\(name)'", at: node.span,
          advice: (MeantAll.help(text) ?? list).map { Advice($0) }
            ?? diagnostics.suggestion(for: text, among: values)
            ?? Advice(
              "write one of them, such as \(listed(values.prefix(3))), or add it to 'values' of the attribute"
            ))
        return nil
      }
    case .timeZone:
      if scalars.zone(node, name) == nil { return nil }
    }
    return text
  }
}

extension LiteralReader {
  /// Warns of a language that goes by its name or its country: states name it by its code.
  private func checkLanguage(_ text: String, _ fact: Fact, _ name: String, at span: SourceSpan) {
    guard symbols.names.isLanguage(fact), let code = MeantLanguage.code(for: text) else { return }
    warning(
      .countryAsLanguage, "'\(text)' is no code of a language, as '\(name)' has it", at: span,
      help: "write '\(code)'")
  }

  /// Notes a text that reads as several words, as all but one, or as a pattern: it is compared as it stands.
  private func checkForSeveral(_ text: String, _ fact: Fact, _ name: String, at span: SourceSpan) {
    guard case .attribute(let index) = fact, symbols.names.attributes[index].type == .string,
      !Attribute.builtInPaths.contains(name)
    else { return }
    let help: String
    if let match = text.wholeMatch(of: /(?:!=? ?|<> ?|(?:not|ikke|inte|nicht|nie) )(\S.*)/) {
      help =
        context.isSheet
        ? "a cell asks for what is, not for what is not" : "for all but that write {ne: \(match.1)}"
    } else if ["any", "all", "alle", "*", "anything"].contains(text.lowercased()) {
      help = "to take every value leave the key out\(context.isSheet ? ": an empty cell, or 'any'" : "")"
    } else if text.contains("*"), text.count > 1 {
      help = "there are no patterns; an expression has them: if: \(name).startsWith(\"…\")"
    } else if let words = MeantList.words(text), words.allSatisfy({ $0.count > 1 }),
      text.contains(#/[,;|/]| (?:or|eller|oder|lub) /#)
    {
      help = meantList(text, words, where: .never(name))
    } else {
      return
    }
    note(
      .textAsItStands, "'\(name)' is compared with '\(text)' as it stands, as one text", at: span,
      help: "\(help); list the 'values' of the attribute if the text is right")
  }
}

extension NodeReader {
  var literals: LiteralReader { LiteralReader(context: context) }
}

extension ClosedWords {
  /// The diagnostic for a word that is none of them.
  fileprivate var unknown: DiagnosticID {
    switch self {
    case .phase: .unknownPhase
    case .role: .unknownRole
    case .decisionOutcome: .unknownDecisionOutcome
    }
  }
}

extension DiagnosticID {
  static let literalType = DiagnosticID(
    "literal-type",
    page: """
      A fact is compared with a value of another type, such as a number with a text. For example \
      'account.employees: {gte: many}' should be 'account.employees: {gte: 200}'. A text that looks like a \
      number, such as a postal code, goes in quotes: 'account.zip: "2100"'.
      """)

  static let numberRounded = DiagnosticID(
    "number-rounded",
    page: """
      A number has more digits than Waymark keeps of fractions and large numbers, about 16, and is rounded to the \
      nearest one that it can hold. Numbers in states are rounded in the same way, so that the same digits are equal; \
      but some different ones become equal, too. Whole numbers up to 64 bits are exact where the attribute is an \
      'int'; what is an id rather than an amount is best a 'string'.
      """)

  static let textAsItStands = DiagnosticID(
    "text-as-it-stands",
    page: """
      A fact is compared with a text that looks like more than one value: 'Oslo, Bergen', '!Oslo', 'any', 'Ber*'. Texts \
      are compared as they stand, so that only a customer with this very text fits. Several values stand in a list: \
      '[Oslo, Bergen]'; all but one is '{ne: Oslo}'; who takes every value leaves the key out. If the text is right, list it \
      among the 'values' of the attribute, or accept the note.
      """)

  static let valueNotListed = DiagnosticID(
    "value-not-listed",
    page: """
      The attribute is declared with the only values that it may have, and the condition compares it with \
      another one, so that it could never hold. Correct the value, or add it to 'values' where the \
      attribute is declared.
      """)

  package static let unknownDecisionOutcome = DiagnosticID(
    "unknown-decision-outcome",
    page: """
      The outcome of a decision is one of: matched, fallback, held_back, no_match, holdout. An alert for \
      customers for whom nothing fits would ask 'decision.outcome: no_match'.
      """)
}
