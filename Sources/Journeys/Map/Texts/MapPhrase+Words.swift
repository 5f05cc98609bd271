/// Words for what the book says by a fixed word.
extension MapPhrase {
  static let roleInitiator = MapPhrase(
    en: "initiator",
    da: "initiativtager",
    sv: "initiativtagare",
    nb: "initiativtaker",
    pl: "inicjator")
  static let roleUser = MapPhrase(
    en: "user",
    da: "bruger",
    sv: "användare",
    nb: "bruker",
    pl: "użytkownik")
  static let roleInfluencer = MapPhrase(
    en: "influencer",
    da: "påvirker",
    sv: "påverkare",
    nb: "påvirker",
    pl: "doradca")
  static let roleDecider = MapPhrase(
    en: "decider",
    da: "beslutningstager",
    sv: "beslutsfattare",
    nb: "beslutningstaker",
    pl: "decydent")
  static let roleApprover = MapPhrase(
    en: "approver",
    da: "godkender",
    sv: "godkännare",
    nb: "godkjenner",
    pl: "zatwierdzający")
  static let roleBuyer = MapPhrase(
    en: "buyer",
    da: "indkøber",
    sv: "inköpare",
    nb: "innkjøper",
    pl: "kupujący")
  static let roleGatekeeper = MapPhrase(
    en: "gatekeeper",
    da: "portvagt",
    sv: "grindvakt",
    nb: "portvakt",
    pl: "strażnik dostępu")
  static let heldUnavailable = MapPhrase(
    en: "not on offer now",
    da: "tilbydes ikke nu",
    sv: "erbjuds inte nu",
    nb: "tilbys ikke nå",
    pl: "teraz niedostępne")
  static let heldIneligible = MapPhrase(
    en: "not for them",
    da: "ikke for dem",
    sv: "inte för dem",
    nb: "ikke for dem",
    pl: "nie dla nich")
  static let heldSuppressed = MapPhrase(
    en: "a rule forbids it",
    da: "en regel forbyder det",
    sv: "en regel förbjuder det",
    nb: "en regel forbyr det",
    pl: "zabrania tego reguła")
  static let heldConsent = MapPhrase(
    en: "no channel may be used",
    da: "ingen kanal må bruges",
    sv: "ingen kanal får användas",
    nb: "ingen kanal kan brukes",
    pl: "żaden kanał nie jest dozwolony")
  static let heldRank = MapPhrase(
    en: "others come first",
    da: "andre går forud",
    sv: "andra går före",
    nb: "andre går foran",
    pl: "inne mają pierwszeństwo")
  static let heldLimit = MapPhrase(
    en: "limits of contact",
    da: "kontaktgrænser",
    sv: "kontaktgränser",
    nb: "kontaktgrenser",
    pl: "limity kontaktów")
}
