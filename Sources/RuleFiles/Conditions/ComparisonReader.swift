import Diagnostics
import Rules
import Time
import YAML

/// Reads what a fact is compared with.
struct ComparisonReader: NodeReader {
  let context: ReadingContext

  /// What a fact is compared with: a scalar (equal), a list (one of them), or a mapping of comparators, all
  /// of which must hold.
  func read(_ node: Node, with fact: Fact) -> [Comparison]? {
    let type = symbols.names.type(of: fact)
    let name = symbols.names.name(of: fact)
    switch node.content {
    case .mapping(let mapping):
      guard !mapping.entries.isEmpty else {
        error(
          .noComparator, "'\(name)' is compared with nothing", at: node.span,
          help:
            "write a value, a list of values, or comparators such as '{\(Comparator.fitting(type)[0].rawValue): …}'"
        )
        return nil
      }
      if reportsBraces(mapping, name, at: node.span, isKnown: { Comparator(rawValue: $0) != nil }) {
        return nil
      }
      let comparisons = mapping.entries.indices.compactMap { index -> Comparison? in
        if reportsComma(index, in: mapping) || isCut(index, in: mapping) { return nil }
        return comparison(mapping.entries[index], with: fact, type, name)
      }
      guard comparisons.count == mapping.entries.count, looksOneWay(mapping, name, at: node.span) else {
        return nil
      }
      checkLookingAhead(mapping, fact, name)
      checkThatSomethingPasses(comparisons, fact, type, name, at: node.span)
      checkShare(comparisons, fact, name, at: node.span)
      return comparisons
    case .scalar, .sequence:
      if type == .strings, !node.isNull {
        error(
          .listNeedsHas, "'\(name)' is a list, which has no single value to be equal to", at: node.span,
          help: helpForList(node))
        return nil
      }
      let comparison =
        node.isSequence
        ? literals.literals(node, fact, name).map { Comparison.isIn($0) }
        : literals.literal(node, fact, name).map { .equal($0) }
      if type == .int, let comparison {
        checkThatSomethingPasses([comparison], fact, type, name, at: node.span)
      }
      return comparison.map { [$0] }
    }
  }

  /// What to write where a list is compared as if it had one value.
  private func helpForList(_ node: Node) -> String {
    let texts =
      if case .sequence(let nodes) = node.content { nodes.map(\.text) } else { MeantList.words(node.text) }
    guard let texts else { return "write {has: \(node.text)}" }
    guard !texts.contains(""), texts.count < 6 else { return "write {has_any: […]} or {has_all: […]}" }
    let list = MeantList.written(texts)
    return "write {has_any: \(list)} for one of them, {has_all: \(list)} for all"
  }

  private func comparison(_ entry: Mapping.Entry, with fact: Fact, _ type: FactType, _ name: String)
    -> Comparison?
  {
    guard let comparator = Comparator(rawValue: entry.key.text) else {
      let fitting = Comparator.fitting(type).map(\.rawValue)
      let advice = Comparator.meant(by: entry.key.text).map {
        Advice.write($0.rawValue, for: entry.key.text)
      }
      if type == .string, let function = Comparator.textFunctions[entry.key.text.lowercased()] {
        error(
          .unknownComparator, "unknown comparator '\(entry.key.text)' for '\(name)'", at: entry.keySpan,
          help: "write an expression: if: \(name).\(function)(\"\(entry.value.shown)\")")
        return nil
      }
      error(
        .unknownComparator, "unknown comparator '\(entry.key.text)' for '\(name)'", at: entry.keySpan,
        advice: advice ?? suggestion(for: entry.key.text, among: fitting, fewest: 16))
      return nil
    }
    guard comparator.fits(type) else {
      error(
        .comparatorType, "'\(comparator.rawValue)' does not fit '\(name)', which is \(type.words)",
        at: entry.keySpan,
        help: "it takes \(listed(Comparator.fitting(type).map(\.rawValue)))")
      return nil
    }
    guard hasValue(entry) else { return nil }
    let node = entry.value
    switch comparator {
    case .eq: return literals.literal(node, fact, name).map { .equal($0) }
    case .ne: return literals.literal(node, fact, name).map { .notEqual($0) }
    case .gt: return literals.literal(node, fact, name).map { .greater($0) }
    case .gte: return literals.literal(node, fact, name).map { .greaterOrEqual($0) }
    case .lt: return literals.literal(node, fact, name).map { .less($0) }
    case .lte: return literals.literal(node, fact, name).map { .lessOrEqual($0) }
    case .between: return between(node, fact, type, name)
    case .isIn: return literals.literals(node, fact, name).map { .isIn($0) }
    case .isNotIn: return literals.literals(node, fact, name).map { .isNotIn($0) }
    case .exists: return scalars.bool(node, "exists").map { .exists($0) }
    case .within:
      checkLookingBack(entry, fact, name)
      return scalars.duration(node, "within").map { .within($0) }
    case .olderThan: return scalars.duration(node, "older_than").map { .olderThan($0) }
    case .inNext: return scalars.duration(node, "in_next").map { .inNext($0) }
    case .laterThan: return scalars.duration(node, "later_than").map { .laterThan($0) }
    case .has: return literals.literal(node, fact, name).map { .hasAll([$0]) }
    case .hasAny: return literals.literals(node, fact, name).map { .hasAny($0) }
    case .hasAll: return literals.literals(node, fact, name).map { .hasAll($0) }
    case .hasNone: return literals.literals(node, fact, name).map { .hasNone($0) }
    }
  }

  private func between(_ node: Node, _ fact: Fact, _ type: FactType, _ name: String) -> Comparison? {
    guard let nodes = list(node, "between", help: MeantNumber.pair(node.text) ?? "write [lowest, highest]")
    else { return nil }
    guard nodes.count == 2 else {
      error(
        .betweenTakesTwo, "'between' takes two values, found \(nodes.count)", at: node.span,
        help: "write [lowest, highest]; use 'in' for a list of values")
      return nil
    }
    let ends = nodes.map { literals.literal($0, fact, name) }
    guard let low = ends[0], let high = ends[1] else { return nil }
    if type == .timestamp, CivilDate(nodes[1].text) != nil {
      note(
        .bareUpperDate, "'between' ends with the first moment of \(nodes[1].text), not with its last",
        at: nodes[1].span,
        help: "to have the whole day, write the next one: {gte: \(nodes[0].text), lt: …}")
    }
    return .between(low, high)
  }
}

extension NodeReader {
  var comparisons: ComparisonReader { ComparisonReader(context: context) }
}

extension DiagnosticID {
  static let noComparator = DiagnosticID(
    "no-comparator",
    page: """
      A fact stands in a condition with an empty pair of braces after it. Write what it has to be: a value \
      ('stage: decision'), a list of which one has to fit, or comparators such as '{gte: 200}'. To ask only \
      whether it is known, write '{exists: true}'.
      """)

  static let unknownComparator = DiagnosticID(
    "unknown-comparator",
    page: """
      There is no comparator of that name. There are: eq, ne (equal, not equal), gt, gte, lt, lte (greater, \
      less, 'or equal' with e), between, in, not_in, exists; for instants also within and older_than, which look \
      back, and in_next and later_than, which look ahead; for \
      lists has, has_any, has_all, has_none. For example '{">=": 200}' should be '{gte: 200}'.
      """)

  static let comparatorType = DiagnosticID(
    "comparator-type",
    page: """
      The comparator exists, but makes no sense for a fact of this type: a text is not greater than \
      another, a number is not 'within 7d'. The help lists those that fit. If the attribute should be a \
      number, correct its type under 'attributes'.
      """)

  static let listNeedsHas = DiagnosticID(
    "list-needs-has",
    page: """
      The fact is a list of texts, and a condition compares it as if it were a single one. Say what has to \
      be in the list: '{has: crm}', '{has_any: [crm, erp]}', '{has_all: [crm, erp]}' or '{has_none: \
      [crm]}'.
      """)

  static let betweenTakesTwo = DiagnosticID(
    "between-takes-two",
    page: """
      'between' takes the lowest and the highest value that fit, both included: 'between: [10, 50]'. For a \
      list of single values use 'in', for one bound only 'gte' or 'lte'.
      """)

  static let bareUpperDate = DiagnosticID(
    "bare-upper-date",
    page: """
      A date without a time means its midnight, so a range that ends with '2026-12-31' includes the first \
      moment of that day and nothing more. This is a note: nothing has to be changed if that is meant. To \
      include the whole day, write 'gte' with the first day and 'lt' with the day after the last.
      """)
}
