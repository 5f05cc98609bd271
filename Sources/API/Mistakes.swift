/// What is wrong with a body: the first of the mistakes one by one, since an answer is not to be many times as long as
/// what was sent, and how many there are.
package struct Mistakes {
  private var first: [Problem.Mistake] = []
  package private(set) var count = 0

  private static let most = 100

  package var isEmpty: Bool { count == 0 }

  package init(_ mistakes: [Problem.Mistake] = [], unlisted: Int = 0) {
    for mistake in mistakes { append(mistake) }
    count += unlisted
  }

  package mutating func append(_ mistake: Problem.Mistake) {
    count += 1
    if first.count < Self.most { first.append(mistake) }
  }

  /// Counts mistakes of which nothing more is said.
  package mutating func append(unlisted: Int) { count += unlisted }

  /// Those that are listed, and at last how many are not.
  package var listed: [Problem.Mistake] {
    guard count > first.count else { return first }
    return first + [.init(pointer: "", detail: "\(count - first.count) more mistakes are not listed")]
  }

  /// The first, and how many more there are.
  package var summary: String {
    let detail = first.first.map { $0.pointer.isEmpty ? $0.detail : "\($0.pointer): \($0.detail)" } ?? ""
    return detail + (count > 1 ? " (and \(count - 1) more)" : "")
  }
}
