/// True and false in other words, languages and spreadsheets.
package enum MeantBool {
  package static func value(of text: String) -> Bool? {
    let word = text.lowercased()
    if yes.contains(word) { return true }
    return no.contains(word) ? false : nil
  }

  private static let yes: Set<String> = [
    "yes", "on", "y", "true", "1", "x", "ja", "j", "oui", "si", "sí", "tak", "active", "aktiv", "wahr",
    "sand",
    "sandt", "sant", "sann", "vrai", "verdadero", "verdadeiro", "vero", "waar", "prawda", "tosi",
  ]
  private static let no: Set<String> = [
    "no", "off", "n", "false", "0", "nej", "nein", "nei", "non", "nie", "inactive", "falsch", "falsk",
    "usann",
    "faux", "falso", "onwaar", "fałsz", "epätosi",
  ]
}
