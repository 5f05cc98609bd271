import Diagnostics
import Rules
import YAML

extension ComparisonReader {
  /// False, with an error, where a fact is asked to lie both behind and ahead.
  func looksOneWay(_ mapping: Mapping, _ name: String, at span: SourceSpan) -> Bool {
    let comparators = mapping.entries.compactMap { Comparator(rawValue: $0.key.text) }
    guard let back = comparators.first(where: \.looksBack), let ahead = comparators.first(where: \.looksAhead)
    else { return true }
    error(
      .backAndAhead,
      "'\(name)' cannot lie behind and ahead: '\(back.rawValue)' looks back, '\(ahead.rawValue)' ahead",
      at: span, help: "keep one of the two; for the one or the other write two conditions under 'any_of'")
    return false
  }

  /// What happened last is never still to come.
  func checkLookingAhead(_ mapping: Mapping, _ fact: Fact, _ name: String) {
    guard case .builtIn(let builtIn) = fact, builtIn.declaration.isPast else { return }
    for entry in mapping.entries where Comparator(rawValue: entry.key.text)?.looksAhead == true {
      note(
        .aheadOfThePast, "'\(entry.key.text)' looks ahead, and '\(name)' is never later than now",
        at: entry.keySpan,
        help: "to look back, write 'within' or 'older_than'")
    }
  }

  /// What is still to come by its name is hardly looked for behind.
  func checkLookingBack(_ entry: Mapping.Entry, _ fact: Fact, _ name: String) {
    guard case .attribute = fact else { return }
    let ahead: Set<Substring> = [
      "end", "ends", "ending", "expiry", "expires", "expiration", "renewal", "renews", "due", "until",
      "deadline", "next",
      "upcoming", "planned",
    ]
    guard name.wordsOfLastSegment.contains(where: ahead.contains) else { return }
    note(
      .backToTheFuture, "'within' looks back, and '\(name)' seems to lie ahead", at: entry.keySpan,
      help: "for what comes in that time write 'in_next: \(entry.value.text)'")
  }

  /// A share is a part of one, by its name; what is compared with more may be meant as percent.
  func checkShare(_ comparisons: [Comparison], _ fact: Fact, _ name: String, at span: SourceSpan) {
    guard case .attribute(let index) = fact, symbols.names.attributes[index].type == .number else { return }
    let shares: Set<Substring> = [
      "share", "ratio", "rate", "fraction", "probability", "likelihood", "andel", "anteil",
    ]
    guard name.wordsOfLastSegment.contains(where: shares.contains) else { return }
    for case .double(let value) in comparisons.compactMap(\.bound) where value > 1 && value <= 100 {
      note(
        .moreThanAll, "'\(name)' is a part of one by its name, and is compared with \(scalars.plain(value))",
        at: span,
        help: "if states give it as such, write \(scalars.plain(value / 100))")
    }
  }

  func checkThatSomethingPasses(
    _ comparisons: [Comparison], _ fact: Fact, _ type: FactType, _ name: String, at span: SourceSpan
  ) {
    if let contradiction = Contradiction(in: comparisons, of: type, values: symbols.names.values(of: fact)) {
      neverHolds(contradiction, name, at: span)
    } else if case .range(let range) = symbols.names.domain(of: fact),
      Contradiction(in: comparisons, of: fact, symbols.names) != nil
    {
      warning(
        .neverHolds,
        "no value of '\(name)' passes this: it goes from \(scalars.plain(range.lowerBound)) to \(scalars.plain(range.upperBound))",
        at: span,
        help: "check the value, and the direction of the comparator")
    } else if type == .int, let fraction = comparisons.fractionAskedFor {
      warning(
        .neverHolds, "'\(name)' is never \(fraction.words): it is a whole number", at: span,
        help: "write a whole number, or a comparator such as 'gt'")
    }
  }

  private func neverHolds(_ contradiction: Contradiction, _ name: String, at span: SourceSpan) {
    switch contradiction {
    case .absent:
      error(
        .absentAndCompared, "'\(name)' cannot be absent and pass another comparator", at: span,
        help: "remove 'exists: false', or the other comparators")
    case .empty(let reason):
      error(
        .emptyRange, "no value of '\(name)' passes all of this: \(reason)", at: span,
        help: "check the values, and the direction of the comparators")
    }
  }
}

extension String {
  /// `renewal` and `due` of `contract.renewal_due`.
  fileprivate var wordsOfLastSegment: [Substring] {
    (split(separator: ".").last ?? "").split(separator: "_")
  }
}

extension Comparison {
  /// What it asks to be above or below.
  fileprivate var bound: Literal? {
    switch self {
    case .greater(let literal), .greaterOrEqual(let literal), .less(let literal), .lessOrEqual(let literal):
      literal
    default: nil
    }
  }
}

extension [Comparison] {
  /// A fraction that a whole number would have to be equal to.
  fileprivate var fractionAskedFor: Literal? {
    for comparison in self {
      let asked: [Literal] =
        switch comparison {
        case .equal(let literal): [literal]
        case .isIn(let literals): literals
        default: []
        }
      let wholes = asked.map(\.normal).filter { if case .int = $0 { true } else { false } }
      if wholes.isEmpty, let fraction = asked.first { return fraction }
    }
    return nil
  }
}

extension DiagnosticID {
  static let absentAndCompared = DiagnosticID(
    "absent-and-compared",
    page: """
      'exists: false' asks that a fact is not known, and another comparator beside it asks for its value; \
      both cannot hold. If 'unknown or less than 50' is meant, write two conditions under 'any_of'.
      """)

  static let backAndAhead = DiagnosticID(
    "back-and-ahead",
    page: """
      One fact is compared with 'within' or 'older_than', which look back from now, and with 'in_next' or \
      'later_than', which look ahead. Nothing lies on both sides. For a contract that ends soon or has just ended, \
      write two conditions under 'any_of'; for the next sixty days, 'in_next: 60d' alone is enough.
      """)

  static let aheadOfThePast = DiagnosticID(
    "ahead-of-the-past",
    page: """
      'in_next' and 'later_than' look ahead from now, but the last contact and the last touchpoint have always \
      happened already. The condition hardly ever holds. Usually 'within' or 'older_than' is meant: \
      'last_contact_at: {older_than: 14d}' is "no contact for two weeks".
      """)

  static let backToTheFuture = DiagnosticID(
    "back-to-the-future",
    page: """
      'within: 60d' holds of what happened in the last sixty days. The name of the attribute says that it lies ahead, as \
      the end of a contract does; of such a date that is never true before it is over. Write 'in_next: 60d' for the \
      next sixty days.
      """)

  static let moreThanAll = DiagnosticID(
    "more-than-all",
    page: """
      An attribute whose name says that it is a share, a ratio or a rate is compared with a number above one. If states give \
      it as a part of one, 0.4, the condition always or never holds: write 0.4 for forty percent. If they give it in \
      percent, all is well; 'usage.percent' would say so.
      """)

  static let emptyRange = DiagnosticID(
    "empty-range",
    page: """
      The comparators of one fact contradict each other, so that the condition can never hold: for example \
      '{gt: 50, lt: 10}', 'between: [50, 10]', or a value that is asked for and ruled out. Usually two \
      numbers or two comparators are swapped.
      """)
}
