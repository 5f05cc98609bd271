import Diagnostics

/// What to write for numbers with signs and words around them.
enum MeantNumber {
  /// What to do about a text that is no number.
  ///
  /// - Parameters:
  ///   - least: the smallest number that may stand there.
  ///   - most: the largest; 1 of shares.
  static func help(_ text: String, least: Double = 0, most: Double? = nil) -> String? {
    let text = text.trimmed
    if let match = text.wholeMatch(of: /([0-9]+(?:[.,][0-9]+)?) ?%/), let value = number(match.1) {
      switch most {
      case 1: return "write \(plain(value / 100))"
      case nil: return "write \(plain(value / 100)) or \(plain(value)), in whichever way states give it"
      default: return "write \(plain(value)), without '%'"
      }
    }
    if let match = text.wholeMatch(of: /([0-9]+)\/([0-9]+)/), let part = number(match.1),
      let whole = number(match.2),
      whole > 0, let most
    {
      return "write \(plain(part / whole * most))"
    }
    if let digits = withoutThousands(text) { return "write \(digits)" }
    if let grouped = GroupedNumber(text), !grouped.isAmbiguous { return "write \(grouped.whole)" }
    if let match = text.wholeMatch(of: /-?([0-9]+),([0-9]+)/) {
      return "decimals take a point: \(match.1).\(match.2)"
    }
    if let match = text.wholeMatch(of: /([0-9]+(?:\.[0-9]+)?) ?([kK]|[mM]|mio\.?)/),
      let value = number(match.1)
    {
      return "write \(plain(value * (match.2.lowercased() == "k" ? 1_000 : 1_000_000)))"
    }
    if text.wholeMatch(of: /[0-9OoIl.]+/) != nil, text.contains(where: { $0.isASCIIDigit }),
      let letter = text.first(where: { $0.isLetter })
    {
      let digits = text.map { "Oo".contains($0) ? "0" : "Il".contains($0) ? "1" : $0 }
      return "'\(letter)' is a letter: write \(String(digits))"
    }
    if let match = text.wholeMatch(of: /(-?[0-9]+(?:\.[0-9]+)?) ?[\p{L}€$£].*/) {
      return "write \(match.1) alone"
    }
    if let number = words.first(where: { $0.contains(text.lowercased()) })?.first { return "write \(number)" }
    if text.wholeMatch(of: /[\p{L} ]+/) != nil, let most {
      return "write a number from \(plain(least)) to \(plain(most)), such as \(most == 1 ? "0.8" : "80")"
    }
    return nil
  }

  private static let words: [[String]] = [
    ["1", "one", "once", "en", "et", "én", "eins"], ["2", "two", "twice", "to", "zwei", "två"],
    ["3", "three", "tre", "drei"], ["4", "four", "fire", "vier", "fyra"], ["5", "five", "fem", "fünf"],
    ["6", "six", "seks", "sechs", "sex"], ["7", "seven", "syv", "sieben", "sju"],
    ["8", "eight", "otte", "acht", "åtta"],
    ["9", "nine", "ni", "neun", "nio"], ["10", "ten", "ti", "zehn", "tio"],
  ]

  /// A whole number in digits or in a word.
  static func whole(_ text: String) -> Int? {
    Int(text) ?? words.first { $0.contains(text.lowercased()) }?.first.flatMap { Int($0) }
  }

  /// The numbers of a text that names two.
  static func pair(_ text: String) -> String? {
    guard
      let match = text.trimmed.wholeMatch(
        of: /([0-9.]+) ?(?:,|-|–|and|to|og|til|und|bis|\.\.) ?([0-9.]+)/)
    else { return nil }
    return "write [\(match.1), \(match.2)]"
  }

  /// What to write where a text compares a fact in the way of other languages.
  static func comparison(_ text: String) -> String? {
    let text = text.trimmed.lowercased()
    let amount = /([0-9][0-9.,' ]*)/
    func written(_ comparator: String, _ digits: Substring) -> String {
      let digits = digits.trimmed
      return "write {\(comparator): \(withoutThousands(digits) ?? digits)}"
    }
    if let match = text.wholeMatch(
      of: /(>=|=>|≥|at least|min\.?|minimum|mindst|mindestens) ?([0-9][0-9.,' ]*)/)
    {
      return written("gte", match.2)
    }
    if let match = text.wholeMatch(
      of: /(<=|=<|≤|at most|max\.?|maximum|up to|højst|höchstens) ?([0-9][0-9.,' ]*)/)
    {
      return written("lte", match.2)
    }
    if let match = text.wholeMatch(of: /(>|more than|over|above|mere end|mehr als) ?([0-9][0-9.,' ]*)/) {
      return written("gt", match.2)
    }
    if let match = text.wholeMatch(of: /(<|less than|under|below|mindre end|weniger als) ?([0-9][0-9.,' ]*)/)
    {
      return written("lt", match.2)
    }
    if let match = text.wholeMatch(of: /(==?|is|equals) ?([0-9][0-9.,' ]*)/) {
      return "write \(match.2.trimmed)"
    }
    if let match = text.wholeMatch(of: /(!=|<>|≠|not) ?([0-9][0-9.,' ]*)/) { return written("ne", match.2) }
    if let match = text.prefixMatch(of: amount), text[match.range.upperBound...] == "+" {
      return written("gte", match.1)
    }
    if let match = text.wholeMatch(of: /([0-9]+)(?: ?(?:-|–|to|til|bis) ?|\.\.\.?)([0-9]+)/) {
      return "write {between: [\(match.1), \(match.2)]}"
    }
    return nil
  }

  /// Whether a number has a point before three zeros, as many countries write thousands.
  static func isThousands(_ text: String) -> Bool {
    // It is asked of every number of a book, and an expression is made anew each time.
    text.hasSuffix(".000") && text.wholeMatch(of: /-?[1-9][0-9]{0,2}(\.000)+/) != nil
  }

  private static func withoutThousands(_ text: String) -> String? {
    guard
      text.wholeMatch(of: /-?[0-9]{1,3}(?:[ '_\u{A0}\u{202F}][0-9]{3})+(?:\.[0-9]+)?/) != nil
        || text.wholeMatch(of: /-?[0-9]{1,3}(?:,[0-9]{3})+/) != nil
        || text.wholeMatch(of: /-?[0-9]{1,3}(?:\.[0-9]{3}){2,}/) != nil
    else { return nil }
    let isPointed = text.contains { $0 == " " || $0 == "'" || $0 == "_" || $0 == "," }
    return text.filter { $0.isNumber || $0 == "-" || ($0 == "." && isPointed) }
  }

  private static func number(_ text: Substring) -> Double? { Double(text.replacing(",", with: ".")) }

  private static func plain(_ value: Double) -> String {
    let rounded = (value * 1e6).rounded() / 1e6
    return Int(exactly: rounded).map { "\($0)" } ?? "\(rounded)"
  }
}
