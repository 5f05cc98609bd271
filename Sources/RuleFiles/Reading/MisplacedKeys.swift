package import Diagnostics
import YAML

/// Keys that stand beside the key that they belong under:
///
///     when:
///     stage: trial
struct MisplacedKeys {
  /// By the index of an entry, that of the key that it belongs under.
  private var openers: [Int: Int] = [:]
  private let entries: [Mapping.Entry]

  /// - Parameter isKnown: whether a key may stand in the mapping.
  init(_ mapping: Mapping, isKnown: (String) -> Bool) {
    entries = mapping.entries
    var opener: Int?
    for (index, entry) in entries.enumerated() {
      if isKnown(entry.key.text) {
        opener = entry.value.isNull && entry.value.text.isEmpty ? index : nil
      } else if let key = opener, isBelow(index, key) {
        openers[index] = key
      } else {
        opener = nil
      }
    }
  }

  private func isBelow(_ index: Int, _ opener: Int) -> Bool {
    entries[index].keySpan.line > entries[opener].keySpan.line
      && entries[index].keySpan.column >= entries[opener].keySpan.column
  }

  func opener(of index: Int) -> Mapping.Entry? { openers[index].map { entries[$0] } }

  func isFirst(_ index: Int) -> Bool { openers[index] == index - 1 }

  /// Whether a key has nothing but what stands beside it.
  func opens(_ index: Int) -> Bool { openers[index + 1] == index }
}

extension NodeReader {
  /// Reports the first of some keys that stand beside the one that they belong under.
  func report(_ entry: Mapping.Entry, besides opener: Mapping.Entry) {
    error(
      .misplacedKey, "'\(entry.key.shortText)' stands beside '\(opener.key.shortText)', which has no value",
      at: entry.keySpan,
      help: "indent it, and what belongs with it, under '\(opener.key.shortText)'")
  }
}

extension DiagnosticID {
  package static let misplacedKey = DiagnosticID(
    "misplaced-key",
    page: """
      A key stands in the same column as the key above it, which has no value of its own. In YAML what belongs to a key \
      stands below it, indented deeper. Indent these lines by two spaces more than the key that they belong to.
      """)
}
