/// A number with something between each three of its digits, such as `1.000`, `1,234.5` or `12 000`.
package struct GroupedNumber {
  package let mark: Character
  /// Without separators of thousands, and with a point before decimals.
  package let whole: String
  /// What it is where its one mark stands before decimals, shortest.
  package let fraction: String
  /// Whether its one mark, a point or a comma, may stand before decimals as well.
  package let isAmbiguous: Bool

  private static let marks: Set<Character> = [".", ",", " ", "'", "’", "\u{A0}", "\u{202F}"]

  package init?(_ text: String) {
    let sign = text.hasPrefix("-") ? "-" : ""
    let digits = text.dropFirst(sign.count)
    guard let mark = digits.first(where: { !$0.isASCIIDigit }), Self.marks.contains(mark) else { return nil }
    var groups = digits.split(separator: mark, omittingEmptySubsequences: false)
    var decimals: Substring?
    if let last = groups.last, let point = last.firstIndex(where: { $0 == "." || $0 == "," }) {
      decimals = last[last.index(after: point)...]
      groups[groups.count - 1] = last[..<point]
    }
    guard groups.count > 1, (1...3).contains(groups[0].count), groups[0].first != "0",
      groups.dropFirst().allSatisfy({ $0.count == 3 }),
      (groups + [decimals ?? ""]).allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }), decimals?.isEmpty != true
    else { return nil }
    self.mark = mark
    whole = sign + groups.joined() + (decimals.map { ".\($0)" } ?? "")
    isAmbiguous = groups.count == 2 && decimals == nil && (mark == "." || mark == ",")
    let tail = groups[1].reversed().drop { $0 == "0" }.reversed()
    fraction = sign + groups[0] + (tail.isEmpty ? "" : "." + String(tail))
  }
}

extension Character {
  var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
