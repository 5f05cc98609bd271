import RuleFiles
import Rules

/// What a cell or a value says of consent, in the words that exports use.
enum ConsentAnswer {
  /// A yes or a no, to whatever its name says: `no`, `1`, `subscribed`.
  case either
  /// That somebody wants nothing, whatever its name: `unsubscribed`.
  case optOut

  init?(_ text: some StringProtocol) {
    // Longer than any of them, and no word is looked for in a letter to somebody.
    guard (1...40).contains(text.utf8.count) else { return nil }
    let plain = ConsentWords.plain(String(text))
    if ConsentWords.isNo(plain) {
      self = .optOut
    } else if MeantBool.value(of: plain) != nil || Self.others.contains(plain) {
      self = .either
    } else {
      return nil
    }
  }

  /// Without spaces, signs and capitals, as all of them.
  private static let others: Set<String> = [
    "subscribed", "optin", "optedin", "allowed", "blocked", "granted", "denied", "given", "withdrawn",
    "revoked",
    "declined", "accepted", "never", "tilmeldt", "påmeldt", "anmäld", "angemeldet", "zapisany", "zapisana",
    "zgoda", "tilladt", "spærret", "tillatt", "sperret", "tillåten", "spärrad", "erlaubt", "gesperrt",
    "ikketilladt", "nejtak", "jatak", "nejtack", "jatack", "neitakk", "jatakk", "neindanke",
    "niedziękuję",
  ]
}
