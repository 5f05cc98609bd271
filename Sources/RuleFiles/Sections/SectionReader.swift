package import Diagnostics
import YAML

/// Reads what a file declares, without what stands below the ids.
struct SectionReader: NodeReader {
  let context: ReadingContext

  func read(_ root: Node, into declarations: inout Declarations) {
    guard case .mapping(let mapping) = root.content else {
      if root.isNull { return }
      error(
        .rootNotAMapping, "a rule file is a mapping of sections, found \(root.found)", at: root.span,
        help: "start with a section such as 'rules:' or 'actions:'")
      declarations.addUnreadableFile()
      return
    }
    let misplaced = MisplacedKeys(mapping) { Section(rawValue: $0) != nil }
    var latest: Section?
    let isOfTests = mapping["tests"] != nil
    for index in mapping.entries.indices {
      let entry = mapping.entries[index]
      guard let section = Section(rawValue: entry.key.text) else {
        if let opener = misplaced.opener(of: index) {
          if misplaced.isFirst(index) { report(entry, besides: opener) }
          if let section = Section(rawValue: opener.key.text) { declarations.addUnreadable(section) }
        } else if !(isOfTests && entry.key.text == "states") {
          let isIndented = entry.keySpan.column > mapping.entries[0].keySpan.column
          readUnknown(entry, below: latest, isIndented: isIndented, &declarations)
        }
        continue
      }
      latest = section
      read(entry, as: section, &declarations)
    }
  }

  private func read(_ entry: Mapping.Entry, as section: Section, _ declarations: inout Declarations) {
    switch section {
    case .policies: readPolicies(entry, &declarations)
    case .accept: AcceptanceReader(context: context).readSection(entry)
    case .check: SeverityReader(context: context).readSection(entry)
    case .markets, .stages, .exits, .personas, .painPoints, .triggers, .touchpoints, .channels,
      .attributes, .actions, .rules, .tables:
      read(entry, of: section, &declarations)
    }
  }

  /// - Parameters:
  ///   - latest: the section that stands before it.
  ///   - isIndented: whether it is indented deeper than sections are, which has an error of its own.
  private func readUnknown(
    _ entry: Mapping.Entry, below latest: Section?, isIndented: Bool, _ declarations: inout Declarations
  ) {
    let sections = Section.allCases.map(\.rawValue)
    let text = entry.key.text
    let meant =
      Section.remedies[text.lowercased()].map { .remedy($0, for: text, among: sections) }
      ?? suggestion(for: text, among: sections, fewest: 16)
    if text == "tests" || text == "states" {
      let name = RuleFile.nameForTests(context.file.path)
      error(
        .unknownSection, "'\(text)' stands in files of rule tests, and this is none by its name",
        at: entry.keySpan,
        help: "the name of a file of tests ends in '.test.yaml': call it '\(name)'")
      return
    }
    if let latest, latest.isKeyOutside(entry), latest != .attributes {
      error(
        .misplacedKey, "'\(text)' is a key of \(latest.noun.withArticle), and stands where sections begin",
        at: entry.keySpan, help: "indent it as far as the other keys of \(latest.noun.withArticle)")
      declarations.addUnreadable(latest)
      declarations.cutLatest(of: latest)
      return
    }
    if PolicyKey(rawValue: text) != nil {
      error(
        .unknownSection, "unknown section '\(text)'", at: entry.keySpan,
        help: "it is a policy: indent it, and what stands below it, by 2 spaces, under 'policies'")
      return
    }
    if let latest, latest.isEntry(entry.value) {
      if isIndented, !latest.hasNoIDs {
        _ = declarations.add(entry, to: latest, context)
        return
      }
      error(
        .unknownSection, "unknown section '\(entry.key.shortText)'", at: entry.keySpan,
        help: "if it is \(latest.noun.withArticle), indent it by 2 spaces, under '\(latest.rawValue)'")
      declarations.addUnreadable(latest)
      return
    }
    let looksLike = Section.allCases.filter { $0.isSection(entry.value) }
    looksLike.forEach { declarations.addUnreadable($0) }
    if let only = looksLike.first, looksLike.count == 1 {
      error(
        .unknownSection, "unknown section '\(entry.key.shortText)'", at: entry.keySpan,
        advice: Advice(
          "write '\(only.rawValue)': what stands below looks like \(only.noun)s",
          fix: .word(only.rawValue, for: text)))
      return
    }
    error(.unknownSection, "unknown section '\(entry.key.shortText)'", at: entry.keySpan, advice: meant)
    // What it declares may be what others refer to.
    let near = ForeignWords.sectionWords[text.lowercased()] ?? nearest(to: text, among: sections)
    if let section = near.flatMap(Section.init) {
      declarations.addUnreadable(section)
    } else if case .mapping = entry.value.content {
      declarations.addUnreadableFile()
    }
  }

  private func read(_ entry: Mapping.Entry, of section: Section, _ declarations: inout Declarations) {
    if entry.value.isNull { return }
    guard
      let mapping = mapping(
        entry.value, section.rawValue, help: "write each \(section.noun) as 'id: …'")
    else {
      declarations.addUnreadable(section)
      return
    }
    let misplaced = MisplacedKeys(mapping) { !section.isEntryKey($0) }
    var owner: Mapping.Entry?
    for index in mapping.entries.indices {
      let entry = mapping.entries[index]
      let id = entry.key.text
      if let inner = section.inner(mapping, index) {
        report(inner, entry, below: section)
        let rest = entry.value.isNull ? Mapping(entries: Array(mapping.entries[(index + 1)...])) : nil
        let content = rest.map { Node(span: entry.value.span, content: .mapping($0)) } ?? entry.value
        let moved = Mapping.Entry(key: entry.key, keySpan: entry.keySpan, value: content)
        read(moved, as: inner, &declarations)
        if rest != nil { return }
        continue
      }
      if let opener = misplaced.opener(of: index) {
        if misplaced.isFirst(index) {
          error(
            .misplacedKey, "'\(id)' stands where the id of \(section.noun.withArticle) stands",
            at: entry.keySpan,
            help: "indent it, and the keys that belong with it, under '\(opener.key.shortText)'")
        }
        continue
      }
      if let owner, section.isKeyOutside(entry) {
        report(entry, outside: owner, section, isFirst: !section.isKeyOutside(mapping.entries[index - 1]))
        declarations.cutLatest(of: section)
        continue
      }
      if case .mapping = entry.value.content { owner = entry }
      if section != .attributes {
        let isID = ids.checkID(id, of: section.noun, at: entry.keySpan, isRule: section == .rules)
        // What refers to it is written as it should be.
        if !isID { declarations.addUnreadable(section) }
      }
      if misplaced.opens(index) {
        declarations.addUnreadable(section)
        continue
      }
      if let other = section.other(for: entry.value) {
        error(
          .misplacedKey,
          "'\(id)' has the keys of \(other.noun.withArticle), and stands under '\(section.rawValue)'",
          at: entry.keySpan,
          help: "move it to '\(other.rawValue)'")
        declarations.addUnreadable(other)
        declarations.addUnreadable(section)
        continue
      }
      guard let first = declarations.add(entry, to: section, context) else { continue }
      error(
        .duplicateID, "the \(section.noun) '\(id)' is declared twice", at: entry.keySpan,
        help: "rename or remove one of the two", notes: [Diagnostic.Note("the first one", at: first)])
    }
  }

  /// Reports a key that is indented too little to belong to the entry before it; the first of several alone.
  private func report(_ entry: Mapping.Entry, outside owner: Mapping.Entry, _ section: Section, isFirst: Bool)
  {
    guard isFirst else { return }
    var help =
      "it is a key of \(section.noun.withArticle): indent it as far as the keys of '\(owner.key.shortText)'"
    if case .mapping(let mapping) = owner.value.content, let key = mapping.entries.first,
      key.keySpan.line > owner.keySpan.line
    {
      help += ", by \(key.keySpan.column - 1) spaces"
    }
    error(
      .misplacedKey, "'\(entry.key.shortText)' stands outside of '\(owner.key.shortText)'", at: entry.keySpan,
      help: help)
  }

  /// Reports a section that is indented, so that it stands in the one above.
  private func report(_ inner: Section, _ entry: Mapping.Entry, below section: Section) {
    let spaces = Int(entry.keySpan.column) - 1
    let indent = spaces == 1 ? "1 space" : "\(spaces) spaces"
    error(
      .misplacedKey, "'\(inner.rawValue)' is a section, and stands under '\(section.rawValue)'",
      at: entry.keySpan,
      help: entry.value.isNull
        ? "outdent this line by \(indent): sections begin at the very left"
        : "outdent it, and what stands below it, by \(indent): sections begin at the very left")
  }

  private func readPolicies(_ entry: Mapping.Entry, _ declarations: inout Declarations) {
    if entry.value.isNull { return }
    guard let mapping = mapping(entry.value, "policies") else { return }
    keys(of: mapping, "policies", as: PolicyKey.self) { key, entry in
      guard let first = declarations.add(entry, as: key, context) else { return }
      error(
        .duplicatePolicy, "the policy '\(key.rawValue)' is given twice", at: entry.keySpan,
        help: "keep one of the two", notes: [Diagnostic.Note("the first one", at: first)])
    }
  }
}

extension DiagnosticID {
  static let rootNotAMapping = DiagnosticID(
    "root-not-a-mapping",
    page: """
      A rule file consists of sections, each a key at the very left such as 'rules:' or 'actions:' with its \
      contents indented below it. This file starts with something else, for example a list. Put its \
      contents under the section that they belong to, or rename the file so that its name starts with '_' \
      if it is no part of the rule book.
      """)

  static let unknownSection = DiagnosticID(
    "unknown-section",
    page: """
      A key at the very left of a rule file is none of the sections that Waymark knows: \
      \(Section.allCases.dropLast().map(\.rawValue).joined(separator: ", ")) and \
      \(Section.allCases.suffix(1).map(\.rawValue).joined()). Usually it is misspelt ('rule:' for 'rules:'), or a line is not indented although it should \
      be.
      """)

  package static let duplicateID = DiagnosticID(
    "duplicate-id",
    page: """
      Two things in the same section have the same id, perhaps in two files. Waymark does not choose \
      between them, since the loser would be silently ignored. Both places are shown: rename one of the \
      two, or remove it.
      """)

  static let duplicatePolicy = DiagnosticID(
    "duplicate-policy",
    page: """
      A policy that can have only one value, such as 'time_zone' or 'limit', is given in two places. Both \
      are shown; keep the one that is meant. 'caps', 'pauses' and 'quiet_hours' are different: they may be \
      spread over files, since each entry has an id of its own.
      """)
}
