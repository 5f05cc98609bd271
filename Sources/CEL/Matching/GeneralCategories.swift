/// The general categories by their short names, for `\pL`, `\p{Lu}` and the like.
///
/// The standard library knows the category of each scalar but not the scalars of a category, so all are
/// sorted once, at the first use. Unassigned code points are in no category here, not even in `C`, as in RE2.
enum GeneralCategories {
  /// The scalars of a category, or of all whose names begin with a letter; nil when there is no such
  /// category.
  static func ranges(named name: String) -> [ScalarRange]? {
    guard !name.isEmpty else { return nil }
    let found = zip(names, rangesInOrder).filter { $0.0.name.utf8.starts(with: name.utf8) }
    return found.isEmpty ? nil : found.flatMap(\.1)
  }

  private static let names: [(category: Unicode.GeneralCategory, name: String)] = [
    (.control, "Cc"), (.format, "Cf"), (.privateUse, "Co"), (.surrogate, "Cs"),
    (.lowercaseLetter, "Ll"), (.modifierLetter, "Lm"), (.otherLetter, "Lo"), (.titlecaseLetter, "Lt"),
    (.uppercaseLetter, "Lu"), (.spacingMark, "Mc"), (.enclosingMark, "Me"), (.nonspacingMark, "Mn"),
    (.decimalNumber, "Nd"), (.letterNumber, "Nl"), (.otherNumber, "No"), (.connectorPunctuation, "Pc"),
    (.dashPunctuation, "Pd"), (.closePunctuation, "Pe"), (.finalPunctuation, "Pf"),
    (.initialPunctuation, "Pi"), (.otherPunctuation, "Po"), (.openPunctuation, "Ps"),
    (.currencySymbol, "Sc"), (.modifierSymbol, "Sk"), (.mathSymbol, "Sm"), (.otherSymbol, "So"),
    (.lineSeparator, "Zl"), (.paragraphSeparator, "Zp"), (.spaceSeparator, "Zs"),
  ]

  /// The ranges of each category, in the order of the names.
  private static let rangesInOrder: [[ScalarRange]] = {
    var ranges = [[ScalarRange]](repeating: [], count: names.count)
    // Planes 4 to 13 have nothing assigned in them.
    for planes: Range<UInt32> in [0..<0x40000, 0xE0000..<0x110000] {
      var start = planes.lowerBound
      while start < planes.upperBound {
        let common = category(of: start)
        var end = start + 1
        while end < planes.upperBound, category(of: end) == common { end += 1 }
        if let index = names.firstIndex(where: { $0.category == common }) {
          ranges[index].append(ScalarRange(start, end - 1))
        }
        start = end
      }
    }
    return ranges
  }()

  private static func category(of value: UInt32) -> Unicode.GeneralCategory {
    Unicode.Scalar(value)?.properties.generalCategory ?? .surrogate
  }
}
