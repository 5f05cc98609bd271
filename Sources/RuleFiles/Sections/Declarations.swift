import Diagnostics
import Rules
import YAML

/// What the files of a book declare, section by section, in the order of the book.
struct Declarations {
  /// Of every section but the policies.
  private var entries: [Section: [Declaration]] = [:]
  private(set) var policies: [PolicyEntry] = []
  /// By path of a file: what stands in it beside rules, where something does.
  private(set) var besideRules: [String: [Mapping.Entry]] = [:]
  /// The sections of which something could not be read.
  private var incomplete: Set<Section> = []
  private var firsts: [Section: [String: SourceLocation]] = [:]
  private var firstPolicies: [PolicyKey: SourceLocation] = [:]

  subscript(section: Section) -> [Declaration] { entries[section] ?? [] }

  /// The ids of a section in the order of the book, each once.
  func ids(of section: Section) -> [String] { self[section].filter(\.isFirst).map(\.id) }

  func isComplete(_ section: Section) -> Bool { !incomplete.contains(section) }

  /// Notes what stands in a file beside its rules.
  mutating func noteBesideRules(of document: YAMLDocument, in path: String) {
    if let entries = document.besideRules, !entries.isEmpty { besideRules[path] = entries }
  }

  /// Nothing is known of a file that could not be read: it may declare anything.
  mutating func addUnreadableFile() {
    incomplete.formUnion(Section.allCases)
  }

  mutating func addUnreadable(_ section: Section) {
    incomplete.insert(section)
  }

  /// Notes that the latest entry of a section lacks keys that stand outside of it.
  mutating func cutLatest(of section: Section) {
    guard let last = entries[section]?.indices.last else { return }
    entries[section]?[last].isCut = true
  }

  /// - Returns: where an entry of the same id stands, which was declared before.
  mutating func add(
    _ entry: Mapping.Entry, to section: Section, _ context: ReadingContext, shared: Condition? = nil
  ) -> SourceLocation? {
    let id = entry.key.text
    let first = firsts[section]?[id]
    if first == nil { firsts[section, default: [:]][id] = context.location(entry.keySpan) }
    entries[section, default: []].append(
      Declaration(
        id: id, span: entry.keySpan, body: entry.value, context: context, isFirst: first == nil,
        shared: shared))
    return first
  }

  /// - Returns: where the same policy stands, which was given before, if it can be given once only.
  mutating func add(_ entry: Mapping.Entry, as key: PolicyKey, _ context: ReadingContext) -> SourceLocation? {
    policies.append(PolicyEntry(key: key, entry: entry, context: context))
    if key.merges { return nil }
    if let first = firstPolicies[key] { return first }
    firstPolicies[key] = context.location(entry.keySpan)
    return nil
  }
}

extension YAMLDocument {
  /// What stands in a rule file beside its rules; nil where that cannot be told.
  var besideRules: [Mapping.Entry]? {
    guard gaps.isEmpty, case .mapping(let mapping) = root?.content else { return nil }
    return mapping.entries.filter { $0.key.text != Section.rules.rawValue }
  }
}
