import Foundation
import Rules

/// Names of columns and keys that speak of consent, in the words that exports use. One that nothing looks at would have a
/// no overheard.
enum ConsentWords {
  /// Such a column may hold a yes or a no; a date beside it is that of a yes.
  private static let yeses = plain([
    "consent", "consenso", "optin", "optedin", "subscribed", "einwilligung", "zgoda", "zgody",
    "samtykke", "samtycke", "toestemming", "consentimiento", "consentement", "måkontaktes", "maakontaktes",
    "fårkontaktas", "darfkontaktiert", "maycontact", "oktocontact", "oktoemail", "oktocall",
  ])

  /// Of a no: in a name, whatever stands there, and a value that begins with one, with whatever beside it, as in
  /// `unsubscribed 2026-09-01`.
  private static let noes = plain([
    "optout", "optedout", "unsubscri", "donotcontact", "donotemail", "donotmail", "donotcall", "donotsend",
    "donotmarket", "donotdisturb", "nomarketing", "noconsent", "nevercontact", "blacklist", "blocklist",
    "denylist", "suppressed", "suppressionlist", "removedfromlist", "notsubscribed", "nonsubscribed",
    "neversubscribed", "notoptedin", "spamcomplaint", "markedasspam", "reportedasspam", "reportedspam",
    "abgemeldet", "abmeldung", "abbestellt", "ausgetragen", "widerruf", "widersprochen", "widerspruch",
    "werbesperre", "werbeverbot", "mailsperre", "kontaktsperre", "kontaktverbot", "keinewerbung",
    "keineeinwilligung", "keinkontakt", "keinemails", "nichtkontaktieren", "wypisan", "wypisał", "brakzgody",
    "sprzeciw", "niekontaktowa", "niewysyła", "zrezygnował", "zakazkontaktu", "afmeldt", "frameldt",
    "frabedt", "frabed", "reklamebeskyt", "reklamespær", "kontaktspær", "ikkekontakt", "ikkesamtykke",
    "ingensamtykke", "ønskerikke", "avmeld", "avmäld", "avanmäld", "avregistrer", "avprenumerer",
    "avböjtreklam",
    "reklamsperr", "reklamspärr", "kontaktspärr", "kontaktsperr", "intekontakt", "ejkontakt", "ingetsamtycke",
    "fravalgt", "framelding", "frånvald", "nejtaktil", "reservertmot", "reservasjonsregister", "nixtelefon",
    "nixregister", "disiscri", "afgemeld",
    "uitgeschreven", "désabonn", "désinscri", "dadodebaja", "dardebaja", "nocontactar", "nepascontacter",
  ])

  /// A value may begin with one of them, and a no is behind it: `globally unsubscribed`.
  private static let beforeNoes = plain([
    "global", "globally", "is", "has", "user", "email", "mail", "list", "sms",
  ])

  /// Of a no in a name, and a value that is one and nothing else: `no email address` says something else.
  private static let bareNoes = plain(["unsub", "nocontact", "noemail", "robinson"])

  /// Of a no in a name only: a value may begin with one and say something else.
  private static let namedNoes = plain([
    "rezygnacj", "withdrawn", "revoked", "revokation", "abmeldedatum", "abmeldegrund", "tilbagekaldt",
    "återkallad",
    "trukkettilbage", "cofnięt",
  ])

  /// Short ones, which are a no where they stand as a word of a name, or are a value.
  private static let words = Set(plain(["dnc", "dnd", "dnm", "nomail"]))

  /// Of a no where they are the whole of a value, such as a status; a name with one in it may say something else.
  private static let statuses = Set(
    plain([
      "cleaned", "archived", "quarantined", "deceased", "dead", "unmailable", "undeliverable", "nomarketing",
      "nonmarketing", "nonmarketingcontact", "setasnonmarketing", "hardbounce", "hardbounced", "complained",
      "complaint", "spam", "abuse", "usersuppressed", "suppression", "optingout", "nomails", "noemails",
      "baja", "bajas", "verstorben", "død", "afdød", "avliden", "zmarły", "zmarła", "décédé", "fallecido",
      "reservert", "rezygnacja", "bereinigt", "archiviert", "arkiveret", "arkiverad", "arkivert",
      "zarchiwizowany", "karantæne", "karantän", "karantene", "kwarantanna", "quarantäne",
      "nejtak", "nejtack", "neitakk", "neindanke", "niedziękuję", "udmeldt", "utmeldt", "blokeret",
      "blockiert",
      "blokert", "blockerad", "opsagt", "slettet", "deleted", "gelöscht", "raderad", "usunięty", "usunięta",
    ]))

  private static let dates = plain(["date", "time", "datum", "zeit", "dato", "data"])

  /// What may speak of it and of something else.
  private static let doubtful = plain([
    "permission", "newsletter", "nyhedsbrev", "nyhetsbrev", "biuletyn", "tilladels", "tillatels", "tillåtels",
    "erlaubnis", "zezwoleni", "pozwoleni", "contactable", "contactallowed", "cancontact", "allowcontact",
    "mailable", "suppress", "gdpr", "dsgvo", "bounced", "hardbounce", "marketingcontact", "marketingstatus",
    "marketingkontakt", "kontaktmarketingow", "quarantin", "deceased", "verstorben", "complained",
    "spamreport", "acceptsmarketing", "acceptmarketing", "acceptsemail", "marketingok", "okmarketing",
    "becontacted",
    "reachable", "activesubscri", "issubscri", "tilmeldt", "påmeldt", "donot", "dont",
  ])

  /// What may where it is the whole name.
  private static let wholes = Set(
    plain([
      "marketing", "markedsføring", "marknadsföring", "reklame", "reklamer", "reklam", "reklama", "reklamy",
      "werbung", "mailing", "mailings", "promotions", "advertising", "kontaktes", "kontaktas", "exclude",
      "excluded", "exclusion", "ausgeschlossen", "udelukket", "utesluten", "ekskludert", "wykluczony",
      "blocked", "gesperrt", "spærret", "spärrad", "sperret", "zablokowany", "rodo", "lopd", "bounce",
      "bounces", "spam", "complaint", "abuse", "cleaned", "archived", "dead", "død", "afdød", "avliden",
      "zmarły", "baja", "bajas", "sperre", "reservert", "nejtak", "nejtack", "neitakk", "neindanke",
      "udmeldt",
      "utmeldt", "blokeret", "blokert", "blockerad", "stop", "stopp",
    ]))

  /// Of a name under which stands from what somebody is left out, or why: channels, lists, reasons.
  private static let leavings = plain([
    "suppress", "exclusions", "excludedchannel", "excludedfrom", "blockedchannel", "blockedlist", "quarantin",
    "complaints", "spamreport", "hardbounce", "bouncereason", "closedchannel", "blockreason", "blockedreason",
  ])

  /// What makes a name with a channel in it speak of consent to it.
  private static let allowing = Set(
    plain([
      "ok", "allow", "allowed", "allows", "accept", "accepts", "may", "can", "marketing", "må", "maa",
      "tilladt", "tillatt",
      "tillåten", "får", "kan", "darf", "erlaubt", "wolno", "można", "agreed",
    ]))

  /// Whether a name speaks of it, whatever stands there.
  static func speaks(_ name: String) -> Bool {
    let plain = plain(name)
    return namesNo(name) || yeses.contains { plain.contains($0) } && !dates.contains { plain.contains($0) }
  }

  /// Whether a name is that of a no.
  static func namesNo(_ name: String) -> Bool {
    let plain = plain(name)
    return [noes, bareNoes, namedNoes].contains { $0.contains { plain.contains($0) } }
      || !words.isDisjoint(with: self.plain(name.lettersOfWords)) || words.contains(plain)
  }

  /// Whether a name speaks of it where a yes or a no stands there: one of a channel is not known here.
  static func maySpeak(_ name: String) -> Bool {
    let plain = plain(name)
    if wholes.contains(plain) || ChannelWords.isAlways(name) || refusesContact(name) { return true }
    if doubtful.contains(where: { plain.contains($0) }) { return true }
    return ChannelWords.reaches(name) && !allowing.isDisjoint(with: self.plain(name.lettersOfWords))
  }

  /// Whether something that stands under a name says from what somebody is left out.
  static func leavesOut(_ name: String) -> Bool {
    let plain = plain(name)
    return leavings.contains { plain.contains($0) }
  }

  /// Whether a text under a name does; a number, a yes or a no is told of otherwise.
  static func leavesOut(_ text: String, under name: String) -> Bool {
    leavesOut(name) && text.contains { $0.isLetter } && !nothing.contains(plain(text))
      && ConsentAnswer(text) == nil
  }

  private static let nothing: Set<String> = ["none", "null", "na", "nil"]

  /// Words that make a no of a way to reach people beside them, before or behind it: `Ring ikke`, `Ingen mails`.
  private static let negations = Set(
    plain([
      "ikke", "ikkje", "ej", "inte", "icke", "ingen", "inget", "inga", "nej", "nei", "nicht", "kein", "keine",
      "keinen", "nein", "nie", "bez", "brak", "not", "no", "never", "stop", "stopp", "pas", "sin", "sans",
    ]))

  /// Ways to reach people as such names and values have them; no participles, since a customer who was not contacted yet
  /// is another thing.
  private static let reaching = Set(
    plain([
      "kontakt", "kontakte", "kontaktes", "kontaktas", "kontakta", "kontaktieren", "kontaktować", "kontaktu",
      "contact", "contacts", "mail", "mails", "maile", "email", "emails", "emailing", "mailing", "mailings",
      "epost", "mejl", "sms", "ring", "ringe", "ringes", "ringa", "ringas", "call", "calls", "calling",
      "phone",
      "telefon", "opkald", "samtal", "anruf", "anrufe", "anrufen", "dzwonić", "send", "sende", "sendes",
      "skicka",
      "senden", "wysyłać", "reklame", "reklamer", "reklam", "reklamy", "werbung", "marketing", "newsletter",
      "newsletters", "nyhedsbrev", "nyhedsbreve", "nyhetsbrev", "tilmeldt", "påmeldt", "anmäld", "angemeldet",
      "subscribed", "samtykke", "samtycke", "zgody", "permission", "tilladelse",
    ]))

  /// With one of them it is about something else: `no email address`, `no of calls`.
  private static let ofAnother = Set(
    plain([
      "of", "address", "addresses", "adresse", "adresser", "adress", "adres", "adresu", "number", "nummer",
      "numer",
    ]))

  /// Whether a text says, with a word of refusal at most one word away, that somebody is not to be reached.
  static func refusesContact(_ text: String) -> Bool {
    let words = plain(text.lettersOfWords)
    guard words.count > 1 else {
      guard let whole = words.first, whole.utf8.count > 3 else { return false }
      return negations.contains { no in
        whole.hasPrefix(no) && reaching.contains(String(whole.dropFirst(no.count)))
          || whole.hasSuffix(no) && reaching.contains(String(whole.dropLast(no.count)))
      }
    }
    return words.indices.contains { place in
      guard negations.contains(words[place]) else { return false }
      let near = words[max(0, place - 2)...min(words.count - 1, place + 2)]
      return ofAnother.isDisjoint(with: near) && near.contains { reaching.contains($0) }
    }
  }

  /// What has to stand in the cells of a column of a name once it is called as that of a channel.
  static func cells(under name: String) -> String {
    namesNo(name) || refusesContact(name)
      ? "and turn its cells round, since a yes to '\(name)' is a no to the channel"
      : "with yes or no in its cells"
  }

  /// Whether a value is a no, whatever its name.
  ///
  /// - Parameter plain: as `plain` makes it.
  static func isNo(_ plain: String) -> Bool {
    if bareNoes.contains(plain) || words.contains(plain) || statuses.contains(plain) { return true }
    return noes.contains { no in
      if plain.hasPrefix(no) { return true }
      return beforeNoes.contains { plain.hasPrefix($0) && plain.dropFirst($0.count).hasPrefix(no) }
    }
  }

  /// A name without spaces, signs and capitals.
  static func letters(_ name: String) -> String {
    String(name.foldedName.filter { $0.isLetter || $0.isNumber })
  }

  /// The same without accents, which systems lose on the way.
  static func plain(_ name: String) -> String {
    let letters = letters(name)
    if letters.utf8.allSatisfy({ $0 < 0x80 }) { return letters }
    var plain = ""
    for scalar in letters.decomposedStringWithCanonicalMapping.unicodeScalars
    where scalar.properties.generalCategory != .nonspacingMark {
      switch scalar {
      case "ø": plain += "o"
      case "æ": plain += "ae"
      case "ł": plain += "l"
      case "đ", "ð": plain += "d"
      case "ß": plain += "ss"
      default: plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }

  static func plain(_ names: [String]) -> [String] { names.map { plain($0) } }
}
