package import Diagnostics
import Rules
package import YAML

extension NodeReader {
  /// The entries of a mapping; anything else is an error.
  package func mapping(_ node: Node, _ name: String, help: String? = nil) -> Mapping? {
    if case .mapping(let mapping) = node.content { return mapping }
    guard !isNull(node, name) else { return nil }
    error(
      .expectedMapping, "'\(name)' takes a mapping of keys to values, found \(node.found)", at: node.span,
      help: help)
    return nil
  }

  /// The one value or the values of a list; an empty list and a mapping are errors.
  package func oneOrMany(_ node: Node, _ name: String, allowingNone: Bool = false) -> [Node]? {
    switch node.content {
    case .scalar:
      return isNull(node, name) ? nil : [node]
    case .sequence(let nodes):
      if nodes.isEmpty && !allowingNone {
        error(
          .emptyList, "the list of '\(name)' is empty", at: node.span,
          help: "name at least one, or remove the key")
        return nil
      }
      return nodes
    case .mapping(let mapping):
      if reportsBraces(mapping, name, at: node.span, isKnown: { _ in false }) { return nil }
      error(
        .expectedList, "'\(name)' takes one value or a list, found a mapping", at: node.span,
        help: "write a list: [first, second]")
      return nil
    }
  }

  /// The nodes of a list; anything else is an error.
  package func list(_ node: Node, _ name: String, help: String? = nil) -> [Node]? {
    guard case .sequence(let nodes) = node.content else {
      if !isNull(node, name) {
        error(.expectedList, "'\(name)' takes a list, found \(node.found)", at: node.span, help: help)
      }
      return nil
    }
    if nodes.isEmpty {
      error(
        .emptyList, "the list of '\(name)' is empty", at: node.span,
        help: "name at least one, or remove the key")
      return nil
    }
    return nodes
  }

  /// A single value that is not null; anything else is an error.
  ///
  /// - Parameter several: what to write where a list of several is meant, of their texts; nil: there is only one.
  package func scalar(_ node: Node, _ name: String, several: (([String]) -> String)? = nil) -> Scalar? {
    guard case .scalar(let scalar) = node.content else {
      var texts: [String] = []
      if case .sequence(let nodes) = node.content, nodes.count > 1 { texts = nodes.map(\.text) }
      let list = texts.contains("") || texts.isEmpty ? nil : several?(texts)
      error(
        .expectedScalar, "'\(name)' takes a single value, found \(node.found)", at: node.span,
        help: list ?? "write one value, without brackets or braces")
      return nil
    }
    return isNull(node, name) ? nil : scalar
  }

  /// True, with an error, where a node is null.
  func isNull(_ node: Node, _ name: String) -> Bool {
    guard node.isNull else { return false }
    error(
      .missingValue, "there is no value for '\(name)'", at: node.span,
      help: "write a value, or remove the entry")
    return true
  }

  /// Warns of values that a list names twice.
  ///
  /// - Parameter values: each with the node that gave it.
  func warnOfRepeats<Value: Hashable>(_ values: [(value: Value, node: Node)], _ name: String) {
    // Most lists are too short to be worth a dictionary.
    let isPlain =
      values.count < 8
      && values.indices.allSatisfy { end in !values[..<end].contains { $0.value == values[end].value } }
    if isPlain { return }
    var first: [Value: Node] = [:]
    for (value, node) in values {
      guard let earlier = first[value] else {
        first[value] = node
        continue
      }
      warning(
        .duplicateEntry, "\(node.found) stands twice in the list of '\(name)'", at: node.span,
        help: "remove one of the two",
        notes: [Diagnostic.Note("the first one", at: location(earlier.span))])
    }
  }
}

extension DiagnosticID {
  package static let expectedMapping = DiagnosticID(
    "expected-mapping",
    page: """
      A mapping, that is, keys with values, is needed where a single value or a list stands. For example \
      'available: 2026-01-01' should be 'available: {from: 2026-01-01}'. If the keys stand on lines of \
      their own, check that they are indented further than the line above them.
      """)

  static let expectedList = DiagnosticID(
    "expected-list",
    page: """
      A list is needed where something else stands. Lists are written '[first, second]', or one entry to a \
      line with '- ' before each. For example 'any_of: {stage: decision}' should be 'any_of: [{stage: \
      decision}]'.
      """)

  static let expectedScalar = DiagnosticID(
    "expected-scalar",
    page: """
      A single value, such as a number, a date or a word, is needed where a list or a mapping stands. For \
      example 'cooldown: [14d]' should be 'cooldown: 14d'.
      """)

  static let emptyList = DiagnosticID(
    "empty-list",
    page: """
      A list that has to name something is empty. An empty list in a condition could mean 'anything' or \
      'nothing', so Waymark does not guess. Name what is meant, or remove the key: a key that is left out \
      asks for nothing.
      """)

  static let duplicateEntry = DiagnosticID(
    "duplicate-entry",
    page: """
      A list names the same thing twice. The second time changes nothing, but perhaps something else was \
      meant. Remove it, or correct it.
      """)
}
