import Rules

/// Names of columns and keys that speak of consent, in the words that exports use. One that nothing looks at would have a
/// no overheard.
enum ConsentWords {
  /// Without spaces, signs and capitals.
  private static let words = [
    "consent", "optin", "optout", "optedin", "optedout", "unsubscri", "subscribed", "donotcontact", "donotemail",
    "donotmail", "donotcall", "donotsend", "donotdisturb", "nocontact", "noemail", "blacklist", "blocklist",
    "suppressionlist",
    "einwilligung", "abgemeldet", "abmeldung", "widerruf", "widersprochen", "widerspruch", "werbesperre",
    "zgoda", "zgody", "wypisan", "rezygnacj", "sprzeciw",
    "samtykke", "afmeldt", "frameldt", "samtycke", "avregistrer",
    "consenso", "disiscri", "toestemming", "afgemeld", "uitgeschreven", "desabonn", "désabonn", "désinscri",
  ]

  /// Whether a name speaks of it.
  static func speaks(_ name: String) -> Bool {
    let plain = String(name.foldedName.filter { $0.isLetter || $0.isNumber })
    return words.contains { plain.contains($0) }
  }
}
