import Rules

/// Names of columns and keys that speak of consent, in the words that exports use. One that nothing looks at would have a
/// no overheard.
enum ConsentWords {
  /// Without spaces, signs and capitals, as all of them. Such a column may hold a yes or a no; a date beside it is that of
  /// a yes.
  private static let yeses = [
    "consent", "consenso", "optin", "optedin", "subscribed", "einwilligung", "zgoda", "zgody",
    "samtykke", "samtycke", "toestemming",
  ]

  /// Of a no, a date says it as well.
  private static let noes = [
    "optout", "optedout", "unsub", "donotcontact", "donotemail", "donotmail", "donotcall", "donotsend",
    "donotdisturb", "nocontact", "noemail", "blacklist", "blocklist", "suppressionlist", "abgemeldet",
    "abmeldung", "widerruf", "widersprochen", "widerspruch", "werbesperre", "wypisan", "rezygnacj",
    "sprzeciw", "afmeldt", "frameldt", "avregistrer", "disiscri", "afgemeld", "uitgeschreven",
    "desabonn", "désabonn", "désinscri",
  ]

  private static let dates = ["date", "time", "datum", "zeit", "dato", "data"]

  /// Whether a name speaks of it.
  static func speaks(_ name: String) -> Bool {
    let plain = String(name.foldedName.filter { $0.isLetter || $0.isNumber })
    func has(_ words: [String]) -> Bool { words.contains { plain.contains($0) } }
    return has(noes) || has(yeses) && !has(dates)
  }
}
