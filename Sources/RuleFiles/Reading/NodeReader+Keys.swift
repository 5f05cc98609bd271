package import Diagnostics
import Rules
package import YAML

/// The keys of one kind of mapping.
package protocol MappingKey: RawRepresentable<String>, CaseIterable, Hashable {
  /// What to do about keys that people write in their place, by the key in lower case.
  static var remedies: [String: String] { get }
}

extension Mapping {
  /// Whether each of its keys is one of a kind: any other may be meant for one that is missing.
  func hasOnly<Key: MappingKey>(_: Key.Type) -> Bool {
    entries.allSatisfy { Key(rawValue: $0.key.text) != nil }
  }
}

extension MappingKey {
  package static var remedies: [String: String] { [:] }
}

extension NodeReader {
  /// Reads the entries of a mapping whose key is one of those that it may have; any other key is an error,
  /// and so is a key without a value.
  ///
  /// - Parameters:
  ///   - name: what the mapping is the value of: a key or an id.
  ///   - read: is given each key with its value.
  package func keys<Key: MappingKey>(
    of mapping: Mapping, _ name: String, as: Key.Type, _ read: (Key, Mapping.Entry) -> Void
  ) {
    keys(of: mapping, name, among: nil, read)
  }

  /// The same where a mapping may have some keys of its kind only.
  ///
  /// - Parameter allowed: those that it may have; nil: all.
  func keys<Key: MappingKey>(
    of mapping: Mapping, _ name: String, among allowed: [Key]?, _ read: (Key, Mapping.Entry) -> Void
  ) {
    // Asked for where something is wrong only.
    var found: MisplacedKeys?
    func misplaced() -> MisplacedKeys {
      let keys =
        found ?? MisplacedKeys(mapping) { Key(rawValue: $0).map { allowed?.contains($0) ?? true } ?? false }
      found = keys
      return keys
    }
    for index in mapping.entries.indices {
      let entry = mapping.entries[index]
      guard let key = Key(rawValue: entry.key.text), allowed?.contains(key) ?? true else {
        if let opener = misplaced().opener(of: index) {
          if misplaced().isFirst(index) { report(entry, besides: opener) }
        } else if !reportsRest(index, in: mapping) {
          unknownKey(
            entry, in: name, among: (allowed ?? Array(Key.allCases)).map(\.rawValue), remedies: Key.remedies)
        }
        continue
      }
      if entry.value.isNull, misplaced().opens(index) { continue }
      if isCut(index, in: mapping) { continue }
      if hasValue(entry) { read(key, entry) }
    }
  }

  package func unknownKey(
    _ entry: Mapping.Entry, in name: String, among known: [String], remedies: [String: String] = [:]
  ) {
    error(
      .unknownKey, "unknown key '\(entry.key.shortText)' in '\(name)'", at: entry.keySpan,
      advice: remedies[entry.key.text.lowercased()].map { .remedy($0, for: entry.key.text, among: known) }
        ?? suggestion(for: entry.key.text, among: known, fewest: 16))
  }

  /// False, with an error, where a key has no value.
  package func hasValue(_ entry: Mapping.Entry) -> Bool {
    guard case .scalar(let scalar) = entry.value.content, scalar.value == .null else { return true }
    if context.isUnread(below: entry) { return false }
    if let name = context.anchor(behind: entry.keySpan) {
      error(
        .missingValue, "'\(entry.key.text)' has no value: '\(name)' gives a name to what follows",
        at: entry.keySpan,
        help: "put a text that begins with '&' into quotes")
      return false
    }
    error(
      .missingValue, "'\(entry.key.text)' has no value", at: entry.keySpan,
      help: "write a value after the colon, or remove the key")
    return false
  }

  /// Reports a key that a mapping lacks, unless one that is not known may be meant for it.
  func missingKey<Key: MappingKey>(
    _ key: Key, in name: String, _ mapping: Mapping, as: Key.Type, at span: SourceSpan, help: String? = nil
  ) {
    guard mapping.hasOnly(Key.self) else { return }
    missingKey(key.rawValue, in: name, at: span, help: help)
  }

  /// Reports a key that a mapping lacks.
  package func missingKey(_ key: String, in name: String, at span: SourceSpan, help: String? = nil) {
    error(.missingKey, "'\(name)' lacks the key '\(key)'", at: span, help: help ?? "add '\(key): …'")
  }
}

extension DiagnosticID {
  package static let unknownKey = DiagnosticID(
    "unknown-key",
    page: """
      A key stands where Waymark knows no key of that name. Usually it is a slip of the pen: 'recomend' for \
      'recommend', or a key that belongs one level further in or out. Waymark refuses it rather than ignore \
      it, because a key that is ignored looks as if it worked. Correct the key, or move it to where it \
      belongs.
      """)

  static let missingValue = DiagnosticID(
    "missing-value",
    page: """
      A key or a list entry has nothing after it, or says 'null', where a value is needed. For example, \
      'cooldown:' with the rest of the line empty. Write the value ('cooldown: 14d'), or remove the key.
      """)

  static let missingKey = DiagnosticID(
    "missing-key",
    page: """
      Something that cannot be left out is left out: every stage needs its 'phase', every action its \
      'kind', every cap its 'at_most'. The message names the key and what lacks it. Add the key with its \
      value, for example 'kind: nurture'.
      """)
}
