import JSON

/// Warnings of decisions by what they point to.
struct RemarkTally: Sendable {
  /// One of them, as an example.
  private(set) var examples: [String] = []
  private(set) var counts: [Int] = []
  private(set) var names = CountedNames(limit: 5_000)

  mutating func add(_ warning: JSONToken, in document: borrowing JSONDocument) {
    let pointer = document.member("pointer", of: warning).map { document.string(at: $0) } ?? ""
    let index = names.index(of: Self.folded(pointer))
    if index == counts.count {
      counts.append(0)
      examples.append(document.member("detail", of: warning).map { document.string(at: $0) } ?? "")
    }
    counts[index] += 1
  }

  /// A pointer with `*` in the place of each index of a list.
  static func folded(_ pointer: String) -> String {
    guard pointer.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return pointer }
    return pointer.split(separator: "/", omittingEmptySubsequences: false).map { part in
      !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? "*" : part
    }.joined(separator: "/")
  }
}
