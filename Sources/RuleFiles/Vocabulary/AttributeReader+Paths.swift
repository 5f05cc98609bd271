import Diagnostics
import Rules
import YAML

extension AttributeReader {
  /// True where the path of an attribute can be used; else there is an error.
  func checkPath(_ declaration: Declaration) -> Bool {
    let path = declaration.id
    let segments = path.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...8).contains(segments.count), segments.allSatisfy({ isSegment($0) }) else {
      error(
        .invalidAttributePath, "'\(path)' is not the path of an attribute", at: declaration.span,
        help: segments.count > 8
          ? "a path has at most eight parts"
          : proposal(for: path).map { "write '\($0)'" }
            ?? "write lower-case names with '_' and dots, such as 'account.employees'")
      return false
    }
    let isTaken =
      ReservedNames.stateKeys.contains(String(segments[0])) || ReservedNames.conditionKeys.contains(path)
      || BuiltInFact(rawValue: path) != nil
    guard isTaken else { return true }
    error(
      .reservedAttribute,
      "an attribute cannot be called '\(path)': '\(segments[0])' has a meaning of its own",
      at: declaration.span, help: "put it under 'account.' or 'person.', or give it another name")
    return false
  }

  /// The path that was probably meant.
  private func proposal(for path: String) -> String? {
    let proposal = String(LookAlikes.plain(path.lowercased()).map { $0 == "-" || $0 == " " ? "_" : $0 })
    return proposal.split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ isSegment($0) })
      ? proposal : nil
  }

  private func isSegment(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, !first.isASCIIDigit else { return false }
    return text.utf8.allSatisfy { (0x61...0x7a).contains($0) || $0.isASCIIDigit || $0 == UInt8(ascii: "_") }
  }

  /// No path may be the beginning of another: a fact has a value, or facts below it, not both.
  func checkPrefixes(of declaration: Declaration, _ places: [String: SourceLocation]) {
    var prefix = Substring(declaration.id)
    while let dot = prefix.lastIndex(of: ".") {
      prefix = prefix[..<dot]
      // One error at `account` is enough; none at everything below it.
      guard symbols.names.fact(named: String(prefix)) != nil, !ReservedNames.groups.contains(String(prefix))
      else {
        continue
      }
      error(
        .attributePrefix, "'\(prefix)' is a fact itself, so '\(declaration.id)' cannot stand below it",
        at: declaration.span, help: "rename one of the two",
        notes: places[String(prefix)].map { [Diagnostic.Note("'\(prefix)' stands here", at: $0)] } ?? [])
      return
    }
    if ReservedNames.groups.contains(declaration.id), declaration.firstFactBelow == nil {
      error(
        .attributePrefix, "'\(declaration.id)' has facts of its own below it, so it cannot be an attribute",
        at: declaration.span, help: "name the fact itself, such as '\(declaration.id).size'")
    }
  }
}

extension Declaration {
  /// The first of the facts that stand below an attribute, as states have them: `account: {employees: int}`.
  var firstFactBelow: String? {
    guard case .mapping(let mapping) = body.content, let first = mapping.entries.first,
      mapping.entries.allSatisfy({ AttributeKey(rawValue: $0.key.text) == nil && $0.value.isLikeAFact }),
      ForeignWords.attributes[first.key.text.lowercased()] == nil,
      first.key.text.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil
    else { return nil }
    return nearest(to: first.key.text, among: AttributeKey.allCases.map(\.rawValue)) == nil
      ? first.key.text : nil
  }
}

extension Node {
  /// Whether it says what a fact is: a type, more or less, or a mapping.
  fileprivate var isLikeAFact: Bool {
    switch content {
    case .mapping: true
    case .scalar(let scalar):
      FactType(rawValue: scalar.text.lowercased()) != nil
        || nearest(to: scalar.text, among: FactType.allCases.map(\.rawValue)) != nil
    default: false
    }
  }
}

extension DiagnosticID {
  static let invalidAttributePath = DiagnosticID(
    "invalid-attribute-path",
    page: """
      Attributes are named by where they stand in a state: up to eight names with dots between them, each \
      of lower-case letters, digits and '_', not starting with a digit. For example 'Account.Employees' or \
      'account.no-of-employees' should be 'account.employees'.
      """)

  static let reservedAttribute = DiagnosticID(
    "reserved-attribute",
    page: """
      An attribute is named like something that every state or condition has already, such as 'stage', \
      'contacts' or 'any_of'. It could not be told apart from that. Give it another name, or put it under \
      'account.' or 'person.': 'account.stage'. Facts that are built in, such as 'sentiment', need no \
      declaration.
      """)

  static let attributePrefix = DiagnosticID(
    "attribute-prefix",
    page: """
      The path of one fact is the beginning of the path of another, such as 'account.size' and \
      'account.size.class'. In a state the first would have to be a value and an object at once. Rename one \
      of the two: 'account.size' and 'account.size_class'.
      """)
}
