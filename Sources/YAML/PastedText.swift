import Diagnostics

/// Characters that people paste from chats, mails and text processors: they look like quotes, spaces or entries, and
/// YAML reads them as text.
enum PastedText {
  static let curlyQuotes: Set<Unicode.Scalar> = ["“", "”", "„", "‟", "‘", "’", "‚", "‛"]
  /// Opening quotes; an apostrophe (`’`) at the start of a word is none.
  static let openingQuotes: Set<Unicode.Scalar> = ["“", "”", "„", "‟", "‘", "‚", "‛"]

  /// Space that YAML reads as text.
  static func isFalseSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xA0, 0x2007, 0x202F, 0x200B, 0x3000: true
    default: false
    }
  }

  /// What such a space is called.
  static func name(ofFalseSpace scalar: Unicode.Scalar) -> String {
    scalar == "\u{200B}" ? "zero-width space" : "non-breaking space"
  }

  /// What to do about such a space.
  static func help(forFalseSpace scalar: Unicode.Scalar) -> String {
    scalar == "\u{200B}" ? "remove it: it cannot be seen" : "replace it with an ordinary space"
  }

  /// The dashes and bullets that text processors make of a '-' before an entry of a list.
  private static let bullets: Set<Unicode.Scalar> = [
    "–", "—", "‒", "―", "−", "‐", "‑", "•", "‣", "▪", "●", "◦", "○", "·", "∙", "➢", "➤", "\u{F0B7}",
    "\u{F0A7}",
  ]

  /// The dash or bullet that begins a text, with a space behind it.
  static func bullet(_ scalars: some Collection<Unicode.Scalar>) -> Unicode.Scalar? {
    guard let first = scalars.first, bullets.contains(first), let next = scalars.dropFirst().first,
      next == " " || next == "\t" || isFalseSpace(next)
    else { return nil }
    return first
  }

  static func message(forBullet scalar: Unicode.Scalar) -> String {
    "'\(scalar)' begins no entry of a list: text processors make it of a '-'"
  }

  static let bulletHelp = "write '- ' with a plain hyphen, on each of these lines"

  /// Whether what stands at an index of a line stands where a value or a key begins.
  static func beginsText(_ line: [Unicode.Scalar], _ index: Int) -> Bool {
    line[..<index].last { $0 != " " }.map { ":-[{,".unicodeScalars.contains($0) } ?? true
  }

  /// Splits `stage:decision` into `stage` and `decision`; nil for any other text, such as an address or a time.
  static func entryWithoutSpace(_ text: some StringProtocol) -> (key: String, value: String)? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let key = text[..<colon]
    let value = text[text.index(after: colon)...]
    guard let first = key.utf8.first, isLetter(first) || first == UInt8(ascii: "_"),
      key.utf8.allSatisfy({ isLetter($0) || "0123456789_.-".utf8.contains($0) }),
      let next = value.first, !next.isWhitespace, !"/:#".contains(next)
    else { return nil }
    return (String(key), String(value))
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): true
    default: false
    }
  }
}

extension Unicode.Scalar {
  /// The scalar's number as `U+00A0`.
  var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension Scalar {
  /// What to do about a plain text such as `stage:decision`, which stands where a mapping was wanted.
  package var missingSpaceHelp: String? {
    guard style == .plain, let entry = PastedText.entryWithoutSpace(text) else { return nil }
    return "write '\(entry.key): …' with a space after the colon"
  }
}
