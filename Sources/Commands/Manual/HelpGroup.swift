/// The places of one kind, the best first, of which as many are shown as fit.
struct HelpGroup {
  private let title: String
  private let places: [HelpSearch.Place]

  init(_ title: String, _ places: [HelpSearch.Place]) {
    self.title = title
    // Of equals the first stays first.
    self.places = places.enumerated().sorted { one, other in
      (-one.element.weight, one.offset) < (-other.element.weight, other.offset)
    }.map(\.element)
  }

  var isEmpty: Bool { places.isEmpty }

  /// Lines of a screen where nobody looks at one.
  private static let usualHeight = 24

  /// The groups in turn get one more of their places, as long as all together fit on a screen.
  static func text(of groups: [HelpGroup], for terminal: Terminal) -> String {
    let width = min(terminal.width ?? 80, 100)
    // The last line is the shell's.
    let height = (terminal.height ?? usualHeight) - 1
    let texts = groups.map { group in group.places.map { text(of: $0, width) } }
    var counts = groups.map { _ in 1 }
    func lines(_ counts: [Int]) -> Int {
      zip(texts, counts).reduce(groups.count - 1) { sum, group in
        let (texts, count) = group
        let shown = texts.prefix(count).reduce(0) { $0 + $1.count { $0 == "\n" } }
        return sum + 1 + shown + (count < texts.count ? 1 : 0)
      }
    }
    var hasGrown = true
    while hasGrown {
      hasGrown = false
      for index in groups.indices where counts[index] < texts[index].count {
        var more = counts
        more[index] += 1
        if lines(more) <= height { (counts, hasGrown) = (more, true) }
      }
    }
    return groups.indices.map { index in
      let rest = texts[index].count - counts[index]
      return "\(terminal.bold(groups[index].title))\n" + texts[index].prefix(counts[index]).joined()
        + (rest > 0 ? "  … and \(rest) more: add a word\n" : "")
    }.joined(separator: "\n")
  }

  private static func text(of place: HelpSearch.Place, _ width: Int) -> String {
    "  \(place.name)\n\(place.text.wrapped(to: width, indent: 6))\n"
  }
}
