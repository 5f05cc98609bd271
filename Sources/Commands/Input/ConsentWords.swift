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

  /// Of a no: in a name, whatever stands there, and a value that begins with one, with whatever beside it, as in
  /// `unsubscribed 2026-09-01`.
  private static let noes = [
    "optout", "optedout", "unsubscri", "donotcontact", "donotemail", "donotmail", "donotcall", "donotsend",
    "donotmarket", "donotdisturb", "nomarketing", "noconsent", "nevercontact", "blacklist", "blocklist",
    "suppressed", "suppressionlist", "removedfromlist", "abgemeldet", "abmeldung", "abbestellt",
    "ausgetragen",
    "widerruf", "widersprochen", "widerspruch", "werbesperre", "keinewerbung", "keineeinwilligung", "wypisan",
    "brakzgody", "sprzeciw", "niekontaktowa", "afmeldt", "frameldt", "reklamebeskyt", "reklamespær",
    "reklamespaer", "ikkekontakt", "ikkesamtykke", "ingensamtykke", "avmeld", "avmäld", "avregistrer",
    "reklamsperr", "reklamspärr", "intekontakt", "ejkontakt", "ingetsamtycke", "nixtelefon", "disiscri",
    "afgemeld", "uitgeschreven", "desabonn", "désabonn", "désinscri",
  ]

  /// Of a no in a name, and a value that is one and nothing else: `no email address` says something else.
  private static let bareNoes = ["unsub", "nocontact", "noemail", "robinson"]

  /// Of a no in a name only: a value may begin with one and say something else.
  private static let namedNoes = ["rezygnacj"]

  /// Short ones, which are a no where they stand as a word of a name, or are a value.
  private static let words: Set<String> = ["dnc", "dnd"]

  private static let dates = ["date", "time", "datum", "zeit", "dato", "data"]

  /// What may speak of it and of something else.
  private static let doubtful = [
    "permission", "newsletter", "nyhedsbrev", "nyhetsbrev", "biuletyn", "tilladels", "tillatels", "tillåtels",
    "erlaubnis", "zezwoleni", "pozwoleni", "contactable", "contactallowed", "cancontact", "allowcontact",
    "mailable", "suppress", "gdpr", "dsgvo", "bounced", "hardbounce",
  ]

  /// What may where it is the whole name.
  private static let wholes: Set<String> = [
    "marketing", "markedsføring", "markedsforing", "marknadsföring", "reklame", "reklamer", "reklam",
    "reklama",
    "reklamy", "werbung", "mailing", "mailings", "promotions", "advertising", "kontaktes",
    "kontaktas", "exclude", "excluded", "exclusion", "ausgeschlossen", "udelukket", "utesluten", "ekskludert",
    "wykluczony", "blocked", "gesperrt", "spærret", "spärrad", "sperret", "zablokowany", "rodo", "lopd",
    "bounce", "bounces",
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
    return has(noes) || has(bareNoes) || has(namedNoes) || has(yeses) && !has(dates)
      || !words.isDisjoint(with: name.lettersOfWords)
  }

  /// Whether a name speaks of it where a yes or a no stands there: one of a channel is not known here.
  static func maySpeak(_ name: String) -> Bool {
    let plain = plain(name)
    if wholes.contains(plain) || ChannelWords.isAlways(name) { return true }
    if doubtful.contains(where: { plain.contains($0) }) { return true }
    return ChannelWords.reaches(name) && !allowing.isDisjoint(with: name.lettersOfWords)
  }

  /// Whether a value is a no, whatever its name.
  ///
  /// - Parameter plain: as `plain` makes it.
  static func isNo(_ plain: String) -> Bool {
    noes.contains { plain.hasPrefix($0) } || bareNoes.contains(plain) || words.contains(plain)
  }

  static func plain(_ name: String) -> String {
    String(name.foldedName.filter { $0.isLetter || $0.isNumber })
  }
}
