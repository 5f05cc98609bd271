package import Diagnostics
package import Rules
package import YAML

/// Reads ids that stand for something that the book declares.
package struct ReferenceReader: NodeReader {
  package let context: ReadingContext

  /// The index of the thing that a scalar names by its id.
  ///
  /// Where part of the book could not be read, an id that is not found is accepted: the file that declares it
  /// may be the one that is broken, and its own error is enough.
  ///
  /// - Parameters:
  ///   - both: what to write where the scalar names two things, and both are meant.
  ///   - several: as in ``NodeReader/scalar(_:_:several:)``.
  package func reference(
    _ node: Node, _ name: String, to kind: IDKind, both: MeantBoth = .list,
    several: (([String]) -> String)? = nil
  ) -> Int? {
    guard let scalar = scalar(node, name, several: several) else { return nil }
    let table = symbols[kind]
    if let index = table.index(of: scalar.text) { return index }
    guard table.isComplete else { return nil }
    if let index = symbols.aliases[kind]?[scalar.text.foldedName] {
      let id = table.ids[index]
      error(
        .aliasInRule, "'\(scalar.shortText)' is a label or an alias of the \(table.noun) '\(id)', not its id",
        at: node.span, advice: .write(id, for: scalar.text))
      return nil
    }
    unknown(scalar.shortText, in: table, at: node.span, both: both)
    return nil
  }

  /// Whether something of a kind has an id.
  package func knows(_ id: String, as kind: IDKind) -> Bool { symbols[kind].index(of: id) != nil }

  func unknown(_ text: String, in table: IDTable, at span: SourceSpan, both: MeantBoth = .list) {
    let advice =
      table.ids.isEmpty
      ? Advice("no \(table.noun) is declared: add it under '\(table.kind.section.rawValue)'")
      : meant(text, in: table, both).map { Advice($0) }
        ?? diagnostics.suggestion(for: text, among: table.ids)
        ?? Advice("declare it under '\(table.kind.section.rawValue)', or use one that is declared there")
    error(table.kind.unknown, "unknown \(table.noun) '\(text)'", at: span, advice: advice)
  }

  /// What to write where a text is more than a misspelt id.
  private func meant(_ text: String, in table: IDTable, _ both: MeantBoth) -> String? {
    if let help = MeantAll.help(text) { return help }
    if let mark = text.firstRange(of: " //"), table.index(of: text[..<mark.lowerBound].trimmed) != nil {
      return "a comment begins with '#', not with '//'"
    }
    if text.hasPrefix("-"), table.index(of: text.dropFirst().prefix { $0 != " " }.trimmed) != nil {
      return "a space follows the '-' of an item: '- \(text.dropFirst().prefix { $0 != " " })'"
    }
    if let words = MeantList.words(text), words.contains(where: { table.index(of: $0) != nil }) {
      return meantList(text, words, where: both)
    }
    if let match = text.wholeMatch(of: /(?:not|ikke|nicht|!|!=) ?(.+)/),
      table.index(of: String(match.1)) != nil
    {
      if context.isSheet { return MeantCell.negation(of: String(match.1)) }
      // What there may be several of is not compared.
      if case .never = both { return "write {ne: \(match.1)}, or put it under 'unless'" }
      return "put it under 'unless'"
    }
    if let match = text.wholeMatch(of: /in ?[\[(](.+)[\])]/) {
      return "write {in: \(MeantList.written(MeantList.words(String(match.1)) ?? [String(match.1)]))}"
    }
    if let (letter, script, plain) = LookAlikes.disguised(in: text),
      table.index(of: LookAlikes.plain(text)) != nil
    {
      return "the letter '\(letter)' is \(script), not '\(plain)': write '\(LookAlikes.plain(text))'"
    }
    if table.kind == .stage, Phase(rawValue: text) != nil {
      return "'\(text)' is a phase: write 'phase: \(text)'"
    }
    if table.kind == .persona, Role(rawValue: text) != nil {
      return "'\(text)' is a role: write 'role: \(text)'"
    }
    let others = IDKind.allCases.filter { $0 != table.kind && symbols[$0].index(of: text) != nil }
    // Where an action is asked for, or what sorts actions, such a word is meant.
    let ofActions: [IDKind] = [.action, .kind, .group, .channel]
    let likely = ofActions.contains(table.kind) ? others.first(where: ofActions.contains) : nil
    return (likely ?? others.first).map {
      "'\(text)' is \($0.noun.withArticle), not \(table.noun.withArticle)"
    }
  }

  /// The indices that one id or a list of ids names, in the order of the file; nil where none is right.
  package func references(
    _ node: Node, _ name: String, to kind: IDKind, allowingNone: Bool = false, both: MeantBoth = .list
  ) -> [Int]? {
    guard let nodes = oneOrMany(node, name, allowingNone: allowingNone) else { return nil }
    let found = nodes.compactMap { node in
      reference(node, name, to: kind, both: both).map { (value: $0, node: node) }
    }
    warnOfRepeats(found, name)
    return found.isEmpty && !allowingNone ? nil : found.map(\.value)
  }
}

extension NodeReader {
  package var references: ReferenceReader { ReferenceReader(context: context) }
}

extension DiagnosticID {
  static let aliasInRule = DiagnosticID(
    "alias-in-rule",
    page: """
      A rule file names something by its label or by an alias. Labels are there for people and may be \
      translated, and aliases for the systems that send states; rule files always use the id, so that a \
      changed label breaks no rule. Write the id that the help names.
      """)

  static let unknownMarket = DiagnosticID(unknown: "market", section: "markets", example: "b2b")
  static let unknownStage = DiagnosticID(unknown: "stage", section: "stages", example: "decision")
  static let unknownExit = DiagnosticID(unknown: "exit", section: "exits", example: "churned")
  static let unknownPersona = DiagnosticID(unknown: "persona", section: "personas", example: "economic-buyer")
  static let unknownPainPoint = DiagnosticID(
    unknown: "pain point", section: "pain_points", example: "no-business-case")
  static let unknownTrigger = DiagnosticID(unknown: "trigger", section: "triggers", example: "free-trial")
  static let unknownTouchpoint = DiagnosticID(
    unknown: "touchpoint", section: "touchpoints", example: "webinar")
  static let unknownChannel = DiagnosticID(unknown: "channel", section: "channels", example: "email")
  package static let unknownAction = DiagnosticID(
    unknown: "action", section: "actions", example: "roi-calculator")

  static let unknownKind = DiagnosticID(
    "unknown-kind",
    page: """
      A kind of action is named that no action has. Kinds need no declaration: they are the words under \
      'kind' of the actions. A policy or a rule about a kind that no action has would never do anything, so \
      it is probably misspelt. Use the kind of an action, or give an action that kind.
      """)

  static let unknownGroup = DiagnosticID(
    "unknown-group",
    page: """
      A group of actions is named that no action is in. Groups need no declaration: they are the words \
      under 'group' of the actions. A policy or a rule about a group without actions would never do \
      anything, so it is probably misspelt. Use the group of an action, or put an action into that group.
      """)

  private init(unknown noun: String, section: String, example: String) {
    self.init(
      "unknown-\(noun.split(separator: " ").joined(separator: "-"))",
      page: """
        \("aeiou".contains(noun.prefix(1)) ? "An" : "A") \(noun) is named that no file of the rule book declares. Ids have to match exactly, letter by \
        letter, such as '\(example)'. If it is misspelt, correct it; if it is new, declare it under \
        '\(section)', in any file of the rule book.
        """)
  }
}
