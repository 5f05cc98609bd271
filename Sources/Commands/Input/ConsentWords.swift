import Rules

/// Names of columns and keys that speak of consent, in the words that exports use. One that nothing looks at would have a
/// no overheard.
enum ConsentWords {
  /// Without spaces, signs and capitals, as all of them. Such a column may hold a yes or a no; a date beside it is that of
  /// a yes.
  private static let yeses = [
    "consent", "consenso", "optin", "optedin", "subscribed", "einwilligung", "zgoda", "zgody",
    "samtykke", "samtycke", "toestemming", "måkontaktes", "maakontaktes", "fårkontaktas", "farkontaktas",
    "darfkontaktiert", "maycontact", "oktocontact", "oktoemail", "oktocall",
  ]

  /// Of a no, a date says it as well.
  private static let noes = [
    "optout", "optedout", "unsub", "donotcontact", "donotemail", "donotmail", "donotcall", "donotsend",
    "donotdisturb", "nocontact", "noemail", "blacklist", "blocklist", "suppressionlist", "abgemeldet",
    "abmeldung", "widerruf", "widersprochen", "widerspruch", "werbesperre", "keinewerbung", "robinson",
    "wypisan", "rezygnacj", "sprzeciw", "niekontaktowa", "afmeldt", "frameldt", "reklamebeskyt",
    "reklamespær", "reklamespaer", "ikkekontakt", "avmeld", "avmäld", "avregistrer", "reklamsperr",
    "reklamspärr", "intekontakt", "ejkontakt", "nixtelefon", "disiscri", "afgemeld", "uitgeschreven",
    "desabonn", "désabonn", "désinscri",
  ]

  /// Short ones, which are a no where they stand as a word.
  private static let words: Set<String> = ["dnc", "dnd"]

  private static let dates = ["date", "time", "datum", "zeit", "dato", "data"]

  /// What may speak of it and of something else.
  private static let doubtful = [
    "permission", "newsletter", "nyhedsbrev", "nyhetsbrev", "biuletyn", "tilladels", "tillatels", "tillåtels",
    "erlaubnis", "zezwoleni", "pozwoleni", "contactable", "contactallowed", "cancontact", "allowcontact",
    "mailable",
  ]

  /// What may where it is the whole name.
  private static let wholes: Set<String> = [
    "marketing", "markedsføring", "markedsforing", "marknadsföring", "reklame", "reklamer", "reklam",
    "reklama",
    "reklamy", "werbung", "mailing", "mailings", "promotions", "advertising", "kontaktes",
    "kontaktas",
  ]

  /// What makes a name with a channel in it speak of consent to it.
  private static let allowing: Set<String> = [
    "ok", "allow", "allowed", "allows", "may", "can", "marketing", "må", "maa", "tilladt", "tillatt",
    "tillåten", "får", "kan", "darf", "erlaubt", "wolno", "można", "mozna", "agreed",
  ]

  /// Whether a name speaks of it, whatever stands there.
  static func speaks(_ name: String) -> Bool {
    let plain = plain(name)
    func has(_ words: [String]) -> Bool { words.contains { plain.contains($0) } }
    return has(noes) || has(yeses) && !has(dates) || !words.isDisjoint(with: name.lettersOfWords)
  }

  /// Whether a name speaks of it where a yes or a no stands there: one of a channel is not known here.
  static func maySpeak(_ name: String) -> Bool {
    let plain = plain(name)
    if wholes.contains(plain) || ChannelWords.isAlways(name) { return true }
    if doubtful.contains(where: { plain.contains($0) }) { return true }
    return ChannelWords.reaches(name) && !allowing.isDisjoint(with: name.lettersOfWords)
  }

  static func plain(_ name: String) -> String {
    String(name.foldedName.filter { $0.isLetter || $0.isNumber })
  }
}
