import RuleFiles
import Rules

/// What a cell or a value says of consent, in the words that exports use.
enum ConsentAnswer {
  /// A yes or a no, to whatever its name says: `no`, `1`, `subscribed`.
  case either
  /// That somebody wants nothing, whatever its name: `unsubscribed`.
  case optOut

  init?(_ text: some StringProtocol) {
    let parts = text.utf8.count <= Self.longestList ? text.split(whereSeparator: { ",;|".contains($0) }) : []
    // Of a list only what is a no by itself is one, as among tags.
    if parts.count > 1 {
      guard parts.contains(where: { Self.isOptOut($0) }) else { return nil }
      self = .optOut
      return
    }
    // Longer than any of them, and no word is looked for in a letter to somebody.
    guard (1...Self.longest).contains(text.utf8.count) else { return nil }
    let plain = ConsentWords.plain(String(text))
    if Self.isOptOut(text) {
      self = .optOut
    } else if Self.truth(of: String(text)) != nil || Self.yeses.contains(plain) || Self.noes.contains(plain) {
      self = .either
    } else {
      return nil
    }
  }

  private static let longest = 40
  private static let longestList = 1_000

  private static func isOptOut(_ text: some StringProtocol) -> Bool {
    (1...longest).contains(text.utf8.count)
      && (ConsentWords.isNo(ConsentWords.plain(String(text))) || refusesContact(text))
  }

  /// As `Må ikke kontaktes`; of more words it is no answer but a sentence.
  private static func refusesContact(_ text: some StringProtocol) -> Bool {
    text.split(separator: " ").count <= 4 && ConsentWords.refusesContact(String(text))
  }

  /// Whether a text is a no, where it is known to be an answer.
  static func isNo(_ text: String) -> Bool {
    guard let answer = ConsentAnswer(text) else { return false }
    return answer == .optOut || truth(of: text) == false || noes.contains(ConsentWords.plain(text))
  }

  /// Whether a text says no and nothing of its own, so that below the name of a no it is none.
  static func isPlainNo(_ text: String) -> Bool {
    truth(of: text) == false || ["never", "none", "null"].contains(ConsentWords.plain(text))
  }

  private static func truth(of text: String) -> Bool? {
    MeantBool.value(of: ConsentWords.letters(text)) ?? MeantBool.value(of: ConsentWords.plain(text))
  }

  private static let yeses = ConsentWords.plain([
    "subscribed", "optin", "optedin", "allowed", "granted", "given", "accepted", "tilmeldt", "påmeldt",
    "anmäld", "angemeldet", "zapisany", "zapisana", "zgoda", "tilladt", "tillatt", "tillåten", "erlaubt",
    "jatak", "jatack", "jatakk", "jadanke", "inscrit", "abonné", "suscrito",
  ])

  private static let noes = ConsentWords.plain([
    "blocked", "denied", "withdrawn", "revoked", "declined", "rejected", "never", "spærret", "sperret",
    "spärrad", "gesperrt", "ikketilladt", "ikketillatt", "intetillåten", "nichterlaubt", "nejtak", "nejtack",
    "neitakk", "neindanke", "niedziękuję", "refused", "refusé", "rechazado", "odmowa", "afvist",
    "avböjt", "avslått", "abgelehnt",
  ])
}
