/// What stands in the rows of pain points, actions and gaps.
extension MapPhrase {
  static let painPoints = MapPhrase(
    en: "Pain points",
    da: "Smertepunkter",
    sv: "Smärtpunkter",
    nb: "Smertepunkter",
    pl: "Bolączki")
  static let reportedBy = MapPhrase(
    en: "reported by {0}",
    da: "meldt af {0}",
    sv: "rapporterat av {0}",
    nb: "meldt av {0}",
    pl: "zgłosiło {0}")
  static let noAnswer = MapPhrase(
    en: "no answer",
    da: "intet svar",
    sv: "inget svar",
    nb: "ikke noe svar",
    pl: "brak odpowiedzi")
  static let actions = MapPhrase(
    en: "Actions",
    da: "Handlinger",
    sv: "Åtgärder",
    nb: "Tiltak",
    pl: "Działania")
  static let recommended = MapPhrase(
    en: "Recommended",
    da: "Anbefalet",
    sv: "Rekommenderat",
    nb: "Anbefalt",
    pl: "Rekomendowane")
  static let heldBack = MapPhrase(
    en: "Held back",
    da: "Holdt tilbage",
    sv: "Hålls tillbaka",
    nb: "Holdt tilbake",
    pl: "Wstrzymane")
  static let ofPersonas = MapPhrase(
    en: "{0} of {1} personas",
    da: "{0} af {1} personaer",
    sv: "{0} av {1} personor",
    nb: "{0} av {1} personaer",
    pl: "{0} z {1} person")
  static let sent = MapPhrase(
    en: "sent",
    da: "sendt",
    sv: "skickat",
    nb: "sendt",
    pl: "wysłano")
  static let accepted = MapPhrase(
    en: "accepted",
    da: "accepteret",
    sv: "accepterat",
    nb: "akseptert",
    pl: "przyjęto")
  static let gaps = MapPhrase(
    en: "Gaps",
    da: "Huller",
    sv: "Luckor",
    nb: "Hull",
    pl: "Luki")
  static let gap = MapPhrase(
    en: "No recommendation for",
    da: "Ingen anbefaling til",
    sv: "Ingen rekommendation för",
    nb: "Ingen anbefaling til",
    pl: "Brak rekomendacji dla")
  static let noGap = MapPhrase(
    en: "none",
    da: "ingen",
    sv: "inga",
    nb: "ingen",
    pl: "brak")
  static let unansweredPains = MapPhrase(
    en: "Pain points that no rule answers",
    da: "Smertepunkter, som ingen regel svarer på",
    sv: "Smärtpunkter som ingen regel svarar på",
    nb: "Smertepunkter som ingen regel svarer på",
    pl: "Bolączki, na które nie odpowiada żadna reguła")
  static let missingRoles = MapPhrase(
    en: "Missing roles in the buying group",
    da: "Manglende roller i købsgruppen",
    sv: "Saknade roller i köpgruppen",
    nb: "Manglende roller i kjøpsgruppen",
    pl: "Brakujące role w grupie zakupowej")
  static let role = MapPhrase(
    en: "Role",
    da: "Rolle",
    sv: "Roll",
    nb: "Rolle",
    pl: "Rola")
  static let required = MapPhrase(
    en: "Needed",
    da: "Behøves",
    sv: "Behövs",
    nb: "Trengs",
    pl: "Potrzeba")
  static let accountsMissing = MapPhrase(
    en: "Accounts without",
    da: "Konti uden",
    sv: "Konton utan",
    nb: "Kontoer uten",
    pl: "Firmy bez")
  static let accounts = MapPhrase(
    en: "Accounts",
    da: "Konti",
    sv: "Konton",
    nb: "Kontoer",
    pl: "Firmy")
}
