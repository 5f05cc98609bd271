package import Diagnostics
import YAML

/// Finds rules that say the same in the same words, as copies do that were never changed.
struct SameRules {
  private var firsts: [Int: Declaration] = [:]

  /// - Parameter digest: that of the declaration.
  /// - Returns: a rule that was there before, if there is one.
  mutating func add(_ declaration: Declaration, _ digest: Int) -> Declaration? {
    guard let first = firsts[digest] else {
      firsts[digest] = declaration
      return nil
    }
    return first.text == declaration.text ? first : nil
  }
}

extension Declaration {
  /// The same, in this process, for rules that say the same; nil for rows of a table that asks something of all of them,
  /// which say more than they have, and for what is no rule.
  var digest: Int? {
    guard shared == nil, let said else { return nil }
    return said.reduce(0) { $0 &+ $1.digest }
  }

  /// The same for rules that say the same, and for no others.
  fileprivate var text: String? { said.map { Mapping(entries: $0).text } }

  /// What the rule does, without what is only told of it.
  private var said: [Mapping.Entry]? {
    guard case .mapping(let mapping) = body.content else { return nil }
    return mapping.entries.filter { RuleKey(rawValue: $0.key.text)?.isSaid ?? true }
  }
}

extension RuleKey {
  /// Whether it is a part of what a rule does, and not only of what is told of it.
  fileprivate var isSaid: Bool {
    switch self {
    case .title, .because, .tags, .owner, .accept: false
    case .when, .unless, .verb, .enabled, .from, .until: true
    }
  }
}

extension Mapping.Entry {
  /// The same for entries that say the same.
  fileprivate var digest: Int {
    var hasher = Hasher()
    hasher.combine(key.text)
    hasher.combine(value.digest)
    return hasher.finalize()
  }
}

extension Mapping {
  /// The same for mappings that say the same, and for no others.
  fileprivate var text: String {
    "{\(entries.sorted { $0.key.text < $1.key.text }.map { "\($0.key.text.count):\($0.key.text)\($0.value.said)" }.joined())}"
  }
}

extension Node {
  fileprivate var digest: Int {
    switch content {
    case .scalar(let scalar): return scalar.text.hashValue
    case .sequence(let nodes):
      var hasher = Hasher()
      for node in nodes { hasher.combine(node.digest) }
      return hasher.finalize()
    case .mapping(let mapping): return mapping.entries.reduce(0) { $0 &+ $1.digest }
    }
  }

  fileprivate var said: String {
    switch content {
    case .scalar(let scalar): "\(scalar.text.count):\(scalar.text)"
    case .sequence(let nodes): "[\(nodes.map(\.said).joined())]"
    case .mapping(let mapping): mapping.text
    }
  }
}

extension DiagnosticID {
  /// Copies are found while a book is read; what is the same in other words, once it is sound.
  package static let duplicate = DiagnosticID(
    "duplicate",
    page: """
      Two rules ask for the same and do the same, be it in the same words or in others; only their reasons or titles may \
      differ. Usually one was copied and never changed. The second changes no answer. Change it to what was meant, or \
      remove it.
      """)
}
