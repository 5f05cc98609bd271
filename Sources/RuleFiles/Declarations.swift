import Diagnostics
import Rules
import YAML

/// One entry of a section: an id and what stands under it.
struct Declaration {
  let id: String
  let span: SourceSpan
  let body: Node
  /// Reads the file that it stands in.
  let reader: Reader
  /// False for the second one of the same id; its body is checked all the same.
  let isFirst: Bool
}

/// What the files of a book declare, section by section, in the order of the book.
struct Declarations {
  private(set) var entries: [Section: [Declaration]] = [:]
  private(set) var policies: [PolicyEntry] = []
  /// The sections of which something could not be read.
  private(set) var incomplete: Set<Section> = []
  private var firsts: [Section: [String: SourceLocation]] = [:]
  private var firstPolicies: [String: SourceLocation] = [:]

  subscript(section: Section) -> [Declaration] { entries[section] ?? [] }

  /// The ids of a section in the order of the book, each once.
  func ids(of section: Section) -> [String] { self[section].filter(\.isFirst).map(\.id) }

  func isComplete(_ section: Section) -> Bool { !incomplete.contains(section) }

  /// Nothing is known of a file that could not be read: it may declare anything.
  mutating func noteUnreadableFile() {
    incomplete.formUnion(Section.allCases)
  }

  mutating func add(_ root: Node, _ reader: Reader) {
    guard case .mapping(let mapping) = root.content else {
      if root.isNull { return }
      reader.error(
        .rootNotAMapping, "a rule file is a mapping of sections, found \(root.found)", at: root.span,
        help: "start with a section such as 'rules:' or 'actions:'")
      noteUnreadableFile()
      return
    }
    for entry in mapping.entries {
      guard let section = Section(rawValue: entry.key.text) else {
        addUnknown(entry, reader)
        continue
      }
      switch section {
      case .tables:
        reader.error(
          .tablesNotSupported, "tables are not supported yet", at: entry.keySpan,
          help: "write each row as a rule under 'rules'")
      case .policies: addPolicies(entry, reader)
      default: add(entry, to: section, reader)
      }
    }
  }

  private mutating func addUnknown(_ entry: Mapping.Entry, _ reader: Reader) {
    let sections = Section.allCases.map(\.rawValue)
    reader.error(
      .unknownSection, "unknown section '\(entry.key.text)'", at: entry.keySpan,
      help: suggestion(for: entry.key.text, among: sections, fewest: 12))
    // What it declares may be what others refer to.
    if let meant = nearest(to: entry.key.text, among: sections).flatMap(Section.init) {
      incomplete.insert(meant)
    }
  }

  private mutating func add(_ entry: Mapping.Entry, to section: Section, _ reader: Reader) {
    if entry.value.isNull { return }
    guard
      let mapping = reader.mapping(
        entry.value, section.rawValue, help: "write each \(section.noun) as 'id: …'")
    else {
      incomplete.insert(section)
      return
    }
    for entry in mapping.entries {
      let id = entry.key.text
      if section != .attributes {
        reader.checkID(id, of: section.noun, at: entry.keySpan, isRule: section == .rules)
      }
      let first = firsts[section]?[id]
      if let first {
        reader.error(
          .duplicateID, "the \(section.noun) '\(id)' is declared twice", at: entry.keySpan,
          help: "rename or remove one of the two", notes: [Diagnostic.Note("the first one", at: first)])
      } else {
        firsts[section, default: [:]][id] = reader.location(entry.keySpan)
      }
      entries[section, default: []].append(
        Declaration(id: id, span: entry.keySpan, body: entry.value, reader: reader, isFirst: first == nil))
    }
  }

  private mutating func addPolicies(_ entry: Mapping.Entry, _ reader: Reader) {
    if entry.value.isNull { return }
    guard let mapping = reader.mapping(entry.value, "policies") else { return }
    reader.keys(of: mapping, "policies", as: PolicyKey.self) { key, entry in
      if !key.merges {
        if let first = firstPolicies[key.rawValue] {
          reader.error(
            .duplicatePolicy, "the policy '\(key.rawValue)' is given twice", at: entry.keySpan,
            help: "keep one of the two", notes: [Diagnostic.Note("the first one", at: first)])
        } else {
          firstPolicies[key.rawValue] = reader.location(entry.keySpan)
        }
      }
      policies.append(PolicyEntry(key: key, entry: entry, reader: reader))
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
      A key at the very left of a rule file is none of the sections that Waymark knows: markets, stages, \
      personas, pain_points, triggers, touchpoints, channels, attributes, actions, rules, policies and \
      tables. Usually it is misspelt ('rule:' for 'rules:'), or a line is not indented although it should \
      be.
      """)

  static let tablesNotSupported = DiagnosticID(
    "tables-not-supported",
    page: """
      The section 'tables' is going to say many rules at once, one to a row; this version of Waymark does \
      not read it yet. Write the rows as rules under 'rules' meanwhile.
      """)

  static let duplicateID = DiagnosticID(
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
