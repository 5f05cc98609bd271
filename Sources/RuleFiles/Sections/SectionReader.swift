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
    for entry in mapping.entries {
      guard let section = Section(rawValue: entry.key.text) else {
        readUnknown(entry, &declarations)
        continue
      }
      switch section {
      case .policies: readPolicies(entry, &declarations)
      case .markets, .stages, .personas, .painPoints, .triggers, .touchpoints, .channels, .attributes,
        .actions, .rules, .tables:
        read(entry, of: section, &declarations)
      }
    }
  }

  private func readUnknown(_ entry: Mapping.Entry, _ declarations: inout Declarations) {
    let sections = Section.allCases.map(\.rawValue)
    error(
      .unknownSection, "unknown section '\(entry.key.text)'", at: entry.keySpan,
      help: suggestion(for: entry.key.text, among: sections, fewest: 12))
    // What it declares may be what others refer to.
    if let meant = nearest(to: entry.key.text, among: sections).flatMap(Section.init) {
      declarations.addUnreadable(meant)
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
    for entry in mapping.entries {
      let id = entry.key.text
      if section != .attributes {
        ids.checkID(id, of: section.noun, at: entry.keySpan, isRule: section == .rules)
      }
      guard let first = declarations.add(entry, to: section, context) else { continue }
      error(
        .duplicateID, "the \(section.noun) '\(id)' is declared twice", at: entry.keySpan,
        help: "rename or remove one of the two", notes: [Diagnostic.Note("the first one", at: first)])
    }
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
