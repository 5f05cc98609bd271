/// What stands in the rows of touchpoints.
extension MapPhrase {
  static let metBy = MapPhrase(
    en: "met by {0}",
    da: "mødt af {0}",
    sv: "mött av {0}",
    nb: "møtt av {0}",
    pl: "napotkało {0}")
  static let unplanned = MapPhrase(
    en: "not planned here",
    da: "ikke planlagt her",
    sv: "inte planerat här",
    nb: "ikke planlagt her",
    pl: "nieplanowane tutaj")
  static let undeclared = MapPhrase(
    en: "Not in the rule book",
    da: "Ikke i regelbogen",
    sv: "Inte i regelboken",
    nb: "Ikke i regelboken",
    pl: "Poza zbiorem reguł")
  static let touchpointsOf = MapPhrase(
    en: "Touchpoints: {0}",
    da: "Berøringspunkter: {0}",
    sv: "Kontaktpunkter: {0}",
    nb: "Berøringspunkter: {0}",
    pl: "Punkty styku: {0}")
  static let ownBrand = MapPhrase(
    en: "our own",
    da: "vores egne",
    sv: "våra egna",
    nb: "våre egne",
    pl: "nasze własne")
  static let ownPartner = MapPhrase(
    en: "of partners",
    da: "partneres",
    sv: "partners",
    nb: "partneres",
    pl: "partnerów")
  static let ownCustomer = MapPhrase(
    en: "of customers",
    da: "kunders",
    sv: "kunders",
    nb: "kunders",
    pl: "klientów")
  static let ownIndependent = MapPhrase(
    en: "of others",
    da: "uafhængige",
    sv: "oberoende",
    nb: "uavhengige",
    pl: "niezależne")
  static let ownUnsaid = MapPhrase(
    en: "owner not said",
    da: "uden angivet ejer",
    sv: "utan angiven ägare",
    nb: "uten oppgitt eier",
    pl: "właściciel nieokreślony")
  static let offline = MapPhrase(
    en: "offline",
    da: "offline",
    sv: "offline",
    nb: "utenfor nett",
    pl: "offline")
}
