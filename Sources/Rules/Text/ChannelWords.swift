/// What channels are called that come to people uninvited: somebody writes, sends or calls. Those that people open
/// themselves (an app, a page, a shop) are none of them.
package enum ChannelWords {
  /// Whether a name is one of them, or is made of one, as `sms2` and `mail_marketing` are. One with a word for service,
  /// such as `service-email`, is for what people wait for.
  package static func reaches(_ name: String) -> Bool {
    let words = name.lettersOfWords
    let whole = words.joined()
    if alone.contains(whole) || isAlways(name) { return true }
    guard !services.contains(where: { whole.contains($0) }) else { return false }
    return !inParts.isDisjoint(with: words) || compounds.contains { whole.contains($0) }
  }

  /// Whether a name is one of them and nothing else, of those that mean nothing else either.
  package static func isAlways(_ name: String) -> Bool {
    let whole = name.lettersOfWords.joined()
    return inParts.contains(whole) || compounds.contains(whole)
  }

  /// That mean something else beside other words, as in `text-page` and `post-purchase`.
  private static let alone: Set<String> = [
    "text", "messenger", "call", "post", "list", "brief", "briefpost", "poczta",
  ]

  /// That are words of a name.
  private static let inParts: Set<String> = [
    "mail", "mails", "mailing", "sms", "mms", "rcs", "push", "phone", "telephone", "telefon", "tlf", "letter",
    "letters", "brev", "epost", "mejl",
  ]

  /// That are long enough to be found inside one.
  private static let compounds = [
    "email", "newsletter", "nyhedsbrev", "nyhetsbrev", "biuletyn", "whatsapp", "telemarketing", "directmail",
    "directpost", "mailmarketing", "smsmarketing", "pushnotification",
  ]

  private static let services = [
    "servic", "serwis", "transact", "transak", "system", "drift", "order", "ordre", "zamow", "zamów",
    "bestell", "beställ", "receipt", "kvitter", "kvitto", "faktur", "invoice", "rechnung",
  ]
}

extension String {
  /// The words of a name without digits, in small letters: `e-mail`, `OptInSMS` and `sms_2` have `e` and `mail`; `opt`,
  /// `in` and `sms`; `sms`.
  package var lettersOfWords: [String] {
    var words: [String] = []
    var word = ""
    var isSmall = false
    for character in self {
      if !character.isLetter || isSmall && character.isUppercase {
        if !word.isEmpty { words.append(word.foldedName) }
        word = ""
      }
      if character.isLetter { word.append(character) }
      isSmall = character.isLowercase
    }
    if !word.isEmpty { words.append(word.foldedName) }
    return words
  }
}
