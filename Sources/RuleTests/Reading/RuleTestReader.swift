package import Diagnostics
import Decisions
import RuleFiles
package import Rules
package import Time
import YAML

/// The keys at the top of a file of tests.
enum TestFileKey: String, MappingKey { case states, tests }

/// The keys of a test.
enum TestKey: String, MappingKey { case state, events, contacts, now, expect, cases, each }

/// The keys of one case in a list of them.
enum CaseKey: String, MappingKey { case name, state, events, contacts, now, expect }

/// The rule tests beside a book.
package struct RuleTests: Sendable {
  /// In the order of files and then of places.
  package let tests: [RuleTest]
  /// What is wrong with the files, sorted.
  package let diagnostics: [Diagnostic]

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Reads files of tests against a rule book.
  package static func load(_ files: [SourceFile], for book: RuleBook) -> RuleTests {
    let diagnostics = DiagnosticCollector()
    let states = NamedStates()
    var bodies: [(context: ReadingContext, tests: [Mapping.Entry])] = []
    for file in files.sorted(by: { bytesPrecede($0.path, $1.path) }) {
      let document = YAMLDocument.parse(file)
      document.diagnostics.forEach(diagnostics.report)
      guard let root = document.root else { continue }
      let reader = TestFileReader(context: ReadingContext(file, book, diagnostics, gaps: document.gaps))
      bodies.append((reader.context, reader.tests(in: root, addingStatesTo: states)))
    }
    let tests = bodies.flatMap { body in
      body.tests.flatMap { RuleTestReader(context: body.context, book: book, states: states).read($0) }
    }
    return RuleTests(tests: tests, diagnostics: diagnostics.diagnostics.sorted())
  }
}

/// Reads the top of a file of tests.
private struct TestFileReader: NodeReader {
  let context: ReadingContext

  func tests(in root: Node, addingStatesTo states: NamedStates) -> [Mapping.Entry] {
    guard let mapping = mapping(root, "a file of tests", help: "start with 'tests:'") else { return [] }
    var tests: [Mapping.Entry] = []
    keys(of: mapping, "a file of tests", as: TestFileKey.self) { key, entry in
      guard let mapping = self.mapping(entry.value, key.rawValue) else { return }
      switch key {
      case .tests: tests = whole(mapping)
      case .states:
        for entry in mapping.entries where hasValue(entry) {
          guard let first = states.add(entry, context) else { continue }
          error(
            .duplicateID, "the state '\(entry.key.text)' is declared twice", at: entry.keySpan,
            help: "rename or remove one of the two", notes: [Diagnostic.Note("the first one", at: first)])
        }
      }
    }
    return tests
  }

  /// The tests without those of which keys stand outside, indented too little; that is an error.
  private func whole(_ mapping: Mapping) -> [Mapping.Entry] {
    var tests: [Mapping.Entry] = []
    for entry in mapping.entries {
      guard TestKey(rawValue: entry.key.text) != nil, !isTest(entry.value), let owner = tests.popLast() else {
        tests.append(entry)
        continue
      }
      error(
        .misplacedKey, "'\(entry.key.text)' stands outside of '\(owner.key.text)'", at: entry.keySpan,
        help: "it is a key of a test: indent it as far as the other keys of the test")
    }
    return tests
  }

  private func isTest(_ node: Node) -> Bool {
    guard case .mapping(let mapping) = node.content else { return false }
    return mapping.entries.contains { TestKey(rawValue: $0.key.text) != nil }
  }
}

/// Reads one test with all its cases.
private struct RuleTestReader: NodeReader {
  let context: ReadingContext
  let book: RuleBook
  let states: NamedStates

  /// As many cases as a test makes at most.
  private static let mostCases = 10_000

  private var stateReader: TestStates { TestStates(context: context, named: states) }
  private var expectations: ExpectationReader { ExpectationReader(context: context) }

  /// What a test says before its cases.
  private struct Draft {
    var name: String
    var span: SourceSpan
    var state: Node
    /// What was told before, each a mapping.
    var events: [Node] = []
    var expectation = Expectation()
    /// Whether something of what it expects could not be read.
    var isBroken = false
  }

  /// Reads what a draft expects, over what it expected before.
  private func readExpectation(_ node: Node, into draft: inout Draft) {
    let count = diagnostics.diagnostics.count
    draft.expectation = draft.expectation.overridden(by: expectations.read(node))
    if diagnostics.diagnostics.count > count { draft.isBroken = true }
  }

  func read(_ entry: Mapping.Entry) -> [RuleTest] {
    let name = entry.key.text
    guard let mapping = mapping(entry.value, name, help: "write {state: …, expect: {first: some-action}}")
    else { return [] }
    var draft = Draft(name: name, span: entry.keySpan, state: Self.emptyState(at: entry.value.span))
    // A key that is not known may be meant for what is missing.
    draft.isBroken = mapping.entries.contains { TestKey(rawValue: $0.key.text) == nil }
    var cases: Node?
    var each: Node?
    keys(of: mapping, name, as: TestKey.self) { key, entry in
      switch key {
      case .state:
        draft.state = stateReader.resolve(entry.value).map { $0.merged(with: draft.state) } ?? draft.state
      case .events: draft.events += list(entry.value, "events") ?? []
      case .contacts, .now: draft.state = draft.state.merged(with: .nested([key.rawValue[...]], entry.value))
      case .expect: readExpectation(entry.value, into: &draft)
      case .cases: cases = entry.value
      case .each: each = entry.value
      }
    }
    var drafts = [draft]
    if let each { drafts = drafts.flatMap { multiply($0, by: each) } }
    if let cases { drafts = drafts.flatMap { split($0, into: cases) } }
    guard drafts.count <= Self.mostCases else {
      error(
        .tooManyCases, "'\(name)' makes \(drafts.count) cases, more than \(Self.mostCases)",
        at: entry.keySpan,
        help: "leave out a key of 'each', or name some of its values")
      return []
    }
    return drafts.compactMap { finish($0) }
  }

  private static func emptyState(at span: SourceSpan) -> Node {
    Node(span: span, content: .mapping(Mapping(entries: [])))
  }

  private func finish(_ draft: Draft) -> RuleTest? {
    guard !draft.isBroken else { return nil }
    guard !draft.expectation.isEmpty else {
      error(
        .nothingExpected, "'\(draft.name)' expects nothing", at: draft.span,
        help: "add 'expect: {first: some-action}', say")
      return nil
    }
    var state = draft.state
    // A state needs a journey, and a decision a time: on any day the same.
    for (key, value) in [("journey", "test"), ("now", RuleTest.usualNow)] {
      guard case .mapping(let mapping) = state.content, mapping[key] == nil else { continue }
      let scalar = Scalar(text: value, style: .plain, value: .string)
      state = state.merged(with: .nested([key[...]], Node(span: draft.span, content: .scalar(scalar))))
    }
    return RuleTest(
      name: draft.name, location: location(draft.span), state: payloads.read(state, "state").bytes,
      tree: state, events: events(of: draft, state), expectation: draft.expectation)
  }

  /// Each event as JSON; one that names no journey is that of the state.
  private func events(of draft: Draft, _ state: Node) -> [RuleTest.Event] {
    guard !draft.events.isEmpty, case .mapping(let mapping) = state.content,
      let journey = mapping["journey"]
    else { return [] }
    let own = Node.nested(["journey"], journey)
    return draft.events.map { node in
      let whole = own.merged(with: node)
      return RuleTest.Event(json: payloads.read(whole, "events").bytes, tree: whole)
    }
  }

  // MARK: Every combination

  private func multiply(_ draft: Draft, by node: Node) -> [Draft] {
    guard let mapping = mapping(node, "each", help: "write {stage: all, persona: all}") else { return [] }
    return mapping.entries.reduce([draft]) { drafts, entry in
      guard drafts.count <= Self.mostCases else { return drafts }
      let values = values(of: entry)
      return drafts.flatMap { draft in
        values.map { value in
          var draft = draft
          let path = entry.key.text.split(separator: ".")
          draft.state = draft.state.merged(with: .nested(path[...], value.node))
          draft.name += " [\(entry.key.text)=\(value.text)]"
          return draft
        }
      }
    }
  }

  /// The values that a key of a matrix takes.
  private func values(of entry: Mapping.Entry) -> [(text: String, node: Node)] {
    guard hasValue(entry) else { return [] }
    if case .scalar(let scalar) = entry.value.content, scalar.text == "all" {
      guard let all = allValues(of: entry.key.text) else {
        error(
          .eachUnlisted,
          "the values of '\(entry.key.text)' are not listed in the book, so 'all' says nothing",
          at: entry.value.span, help: "name them: [first, second]")
        return []
      }
      return all.map { text, value in
        let scalar = Node(
          span: entry.value.span, content: .scalar(Scalar(text: text, style: .plain, value: value)))
        let isList = [StateKey.painPoints.rawValue, StateKey.triggers.rawValue].contains(entry.key.text)
        return (text, isList ? Node(span: entry.value.span, content: .sequence([scalar])) : scalar)
      }
    }
    return (oneOrMany(entry.value, entry.key.text) ?? []).map { node in
      if case .scalar(let scalar) = node.content { return (scalar.text, node) }
      return ("\(node.span.line)", node)
    }
  }

  private func allValues(of key: String) -> [(String, Scalar.Value)]? {
    let texts: [String]? =
      switch StateKey(rawValue: key) {
      case .market: book.names[.market].ids
      case .stage: book.names[.stage].ids
      case .persona: book.names[.persona].ids
      case .painPoints: book.names[.painPoint].ids
      case .triggers: book.names[.trigger].ids
      default: nil
      }
    if let texts { return texts.map { ($0, .string) } }
    guard let attribute = book.attributes.first(where: { $0.path == key }) else { return nil }
    if attribute.type == .bool { return [("true", .bool(true)), ("false", .bool(false))] }
    return attribute.values?.map { ($0, .string) }
  }

  // MARK: Cases

  private func split(_ draft: Draft, into node: Node) -> [Draft] {
    guard case .mapping(let mapping) = node.content else {
      return (list(node, "cases") ?? []).enumerated().compactMap { number, node in
        oneCase(node, number + 1, of: draft)
      }
    }
    return table(mapping, node, of: draft)
  }

  private func oneCase(_ node: Node, _ number: Int, of draft: Draft) -> Draft? {
    guard let mapping = mapping(node, "cases", help: "write {state: …, expect: …}") else { return nil }
    var draft = draft
    draft.span = node.span
    var name = "\(number)"
    keys(of: mapping, "cases", as: CaseKey.self) { key, entry in
      switch key {
      case .name: name = scalar(entry.value, "name")?.text ?? name
      case .state:
        if let state = stateReader.resolve(entry.value) { draft.state = draft.state.merged(with: state) }
      case .events: draft.events += list(entry.value, "events") ?? []
      case .contacts, .now: draft.state = draft.state.merged(with: .nested([key.rawValue[...]], entry.value))
      case .expect: readExpectation(entry.value, into: &draft)
      }
    }
    draft.name += " [\(name)]"
    return draft
  }

  /// A table: each column is the path of a part of the state, or a key of what is expected.
  private func table(_ mapping: Mapping, _ node: Node, of draft: Draft) -> [Draft] {
    var columns: [Node]?
    var rows: [Node] = []
    keys(of: mapping, "cases", as: CaseTableKey.self) { key, entry in
      switch key {
      case .columns: columns = list(entry.value, "columns")
      case .rows: rows = list(entry.value, "rows") ?? []
      }
    }
    guard let columns else {
      missingKey("columns", in: "cases", at: node.span, help: "add 'columns: [stage, first]', say")
      return []
    }
    let names = columns.map { scalar($0, "columns")?.text ?? "" }
    guard columns.allSatisfy(isColumn) else { return [] }
    return rows.enumerated().compactMap { number, row in
      guard let cells = list(row, "rows") else { return nil }
      guard cells.count == names.count else {
        error(
          .caseLength, "this row has \(cells.count) cells, and there are \(names.count) columns",
          at: row.span,
          help: "write 'any' where a cell is to say nothing")
        return nil
      }
      return fill(draft, names, cells, row.span, number + 1)
    }
  }

  /// False, with an error, where a column is nearly called as something that is expected, and is no part of a state.
  private func isColumn(_ node: Node) -> Bool {
    guard case .scalar(let scalar) = node.content else { return true }
    let name = scalar.text
    let isOfState =
      name.contains(".") || StateKey(rawValue: name) != nil || book.attributes.contains { $0.path == name }
    guard !isOfState, !Self.expected.contains(name),
      let meant = nearest(to: name, among: Array(Self.expected))
    else { return true }
    error(
      .unknownKey, "there can be no column '\(name)'", at: node.span, help: "did you mean '\(meant)'?")
    return false
  }

  private func fill(
    _ draft: Draft, _ names: [String], _ cells: [Node], _ span: SourceSpan, _ number: Int
  ) -> Draft {
    var draft = draft
    draft.span = span
    var expectation = Expectation()
    var words: [String] = []
    for (name, cell) in zip(names, cells) {
      if case .scalar(let scalar) = cell.content {
        if scalar.text == "any", scalar.style == .plain { continue }
        words.append(scalar.text)
      }
      if Self.expected.contains(name) {
        let key = Scalar(text: name, style: .plain, value: .string)
        expectations.read(Mapping.Entry(key: key, keySpan: cell.span, value: cell), into: &expectation)
      } else {
        draft.state = draft.state.merged(with: .nested(name.split(separator: ".")[...], cell))
      }
    }
    draft.expectation = draft.expectation.overridden(by: expectation)
    draft.name += " [\(number): \(words.joined(separator: ", "))]"
    return draft
  }

  /// The columns that say what is expected; stage and persona are those of the state.
  private static let expected = Set(
    ExpectationKey.allCases.filter { $0 != .stage && $0 != .persona }.map(\.rawValue))
}

/// The keys of cases in a table.
enum CaseTableKey: String, MappingKey { case columns, rows }

extension RuleTest {
  /// The time of tests that do not say: a Monday morning.
  static let usualNow = "2026-01-05T09:00:00Z"

  /// The same, as an instant.
  package static let usualInstant = Instant(rfc3339: usualNow) ?? Instant(microseconds: 0)
}

extension DiagnosticID {
  static let nothingExpected = DiagnosticID(
    "nothing-expected",
    page: """
      A rule test has no expectation, so that it could never fail. Say under 'expect' what the decision should be: \
      'first: some-action', 'includes: [a, b]', 'not: [c]', 'exact: [a, b]', 'outcome: no_match', or why something is \
      held back: 'held_back: {some-action: cooldown}'.
      """)

  static let tooManyCases = DiagnosticID(
    "too-many-cases",
    page: """
      A rule test makes more cases than can be looked at: 'each' multiplies the numbers of values of all its keys. \
      Leave out a key, or name the values that matter instead of 'all'.
      """)

  static let eachUnlisted = DiagnosticID(
    "each-unlisted",
    page: """
      'each' takes 'all' where the book lists what there is: markets, stages, personas, pain points, triggers, \
      attributes that are true or false or that declare 'values'. For others name the values that matter.
      """)

  static let caseLength = DiagnosticID(
    "case-length",
    page: """
      A row of cases has more or fewer cells than the table has columns. Every row has a cell for every column; 'any' \
      leaves one open.
      """)
}
