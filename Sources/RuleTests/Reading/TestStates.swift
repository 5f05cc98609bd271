import Diagnostics
import RuleFiles
import YAML

/// States as tests write them: on named ones, with overrides. Mappings are merged key by key, everything else is replaced.
struct TestStates: NodeReader {
  let context: ReadingContext
  let named: NamedStates

  /// The state that a node means, with all that it builds on.
  func resolve(_ node: Node) -> Node? { resolve(node, in: context, after: []) }

  private func resolve(_ node: Node, in context: ReadingContext, after names: [String]) -> Node? {
    let reader = TestStates(context: context, named: named)
    switch node.content {
    case .scalar: return reader.state(named: node, after: names)
    case .sequence:
      reader.error(
        .expectedMapping, "'state' takes a journey state or the name of one, found a list", at: node.span)
      return nil
    case .mapping(let mapping):
      let own = Node(
        span: node.span,
        content: .mapping(Mapping(entries: mapping.entries.filter { $0.key.text != Self.baseKey })))
      guard let base = mapping[Self.baseKey] else { return own }
      return reader.state(named: base, after: names).map { $0.merged(with: own) }
    }
  }

  /// The key that names the state which another one builds on.
  static let baseKey = "from"

  private func state(named node: Node, after names: [String]) -> Node? {
    guard let name = scalar(node, Self.baseKey)?.text else { return nil }
    guard let found = named[name] else {
      error(
        .unknownTestState, "there is no state '\(name)'", at: node.span,
        help: diagnostics.suggestion(for: name, among: named.names)?.help
          ?? "declare it under 'states', in any file of tests")
      return nil
    }
    guard !names.contains(name) else {
      error(
        .unknownTestState, "the state '\(name)' builds on itself", at: node.span,
        help: "let one of them stand for itself, without 'from'")
      return nil
    }
    return resolve(found.body, in: found.context, after: names + [name])
  }
}

/// The named states of all files of tests.
final class NamedStates {
  struct Entry {
    let body: Node
    let context: ReadingContext
    let location: SourceLocation
  }

  private var entries: [String: Entry] = [:]

  subscript(name: String) -> Entry? { entries[name] }

  var names: [String] { entries.keys.sorted() }

  /// - Returns: where a state of the same name stands, which was declared before.
  func add(_ entry: Mapping.Entry, _ context: ReadingContext) -> SourceLocation? {
    if let first = entries[entry.key.text] { return first.location }
    entries[entry.key.text] = Entry(
      body: entry.value, context: context, location: context.location(entry.keySpan))
    return nil
  }
}

extension Node {
  /// This with the keys of another one over its own.
  func merged(with other: Node) -> Node {
    guard case .mapping(let mine) = content, case .mapping(let others) = other.content else { return other }
    var entries = mine.entries
    for entry in others.entries {
      guard let index = entries.firstIndex(where: { $0.key.text == entry.key.text }) else {
        entries.append(entry)
        continue
      }
      let value = entries[index].value.merged(with: entry.value)
      entries[index] = Mapping.Entry(key: entry.key, keySpan: entry.keySpan, value: value)
    }
    return Node(span: other.span, content: .mapping(Mapping(entries: entries)))
  }

  /// A mapping with one value at the end of a dotted path.
  static func nested(_ path: ArraySlice<Substring>, _ value: Node) -> Node {
    guard let key = path.first else { return value }
    let entry = Mapping.Entry(
      key: Scalar(text: String(key), style: .plain, value: .string), keySpan: value.span,
      value: nested(path.dropFirst(), value))
    return Node(span: value.span, content: .mapping(Mapping(entries: [entry])))
  }
}

extension DiagnosticID {
  static let unknownTestState = DiagnosticID(
    "unknown-test-state",
    page: """
      A rule test builds on a named state that no file of tests declares, or that builds on itself. Named states stand \
      under 'states' in any '*.test.yaml' beside the rules: 'states: {anna: {journey: acme/anna, stage: decision}}'; a \
      test takes one with 'state: anna', or with 'state: {from: anna, stage: awareness}' to change something.
      """)
}
