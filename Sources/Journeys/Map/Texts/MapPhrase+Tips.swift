/// What is said of the four tips.
extension MapPhrase {
  static let haveMet = MapPhrase(
    en: "Planned touchpoints that customers met: {0} of {1}.",
    da: "Planlagte berøringspunkter, som kunder mødte: {0} af {1}.",
    sv: "Planerade kontaktpunkter som kunder mötte: {0} av {1}.",
    nb: "Planlagte berøringspunkter som kunder møtte: {0} av {1}.",
    pl: "Zaplanowane punkty styku, które napotkali klienci: {0} z {1}.")
  static let havePlannedOnly = MapPhrase(
    en: "Planned touchpoints: {0}.",
    da: "Planlagte berøringspunkter: {0}.",
    sv: "Planerade kontaktpunkter: {0}.",
    nb: "Planlagte berøringspunkter: {0}.",
    pl: "Zaplanowane punkty styku: {0}.")
  static let lackMet = MapPhrase(
    en: "Met by nobody, or by a few: {0}.",
    da: "Mødt af ingen eller få: {0}.",
    sv: "Mötta av ingen eller få: {0}.",
    nb: "Møtt av ingen eller få: {0}.",
    pl: "Nie napotkał nikt lub tylko nieliczni: {0}.")
  static let mendMet = MapPhrase(
    en: "Send touchpoints as events, or take out what is not used.",
    da: "Send berøringspunkter som hændelser, eller fjern det, der ikke bruges.",
    sv: "Skicka kontaktpunkter som händelser, eller ta bort det som inte används.",
    nb: "Send berøringspunkter som hendelser, eller ta ut det som ikke brukes.",
    pl: "Wysyłaj punkty styku jako zdarzenia albo usuń nieużywane.")
  static let haveFelt = MapPhrase(
    en: "Touchpoints of which it is known how they felt: {0} of {1}.",
    da: "Berøringspunkter, hvor man ved, hvordan de føltes: {0} af {1}.",
    sv: "Kontaktpunkter där man vet hur de kändes: {0} av {1}.",
    nb: "Berøringspunkter der man vet hvordan de føltes: {0} av {1}.",
    pl: "Punkty styku o znanych odczuciach: {0} z {1}.")
  static let lackHurtful = MapPhrase(
    en: "Hurtful: {0}.",
    da: "Gør ondt: {0}.",
    sv: "Skadar: {0}.",
    nb: "Skader: {0}.",
    pl: "Szkodzą: {0}.")
  static let lackFelt = MapPhrase(
    en: "It is not known how they felt: {0}.",
    da: "Man ved ikke, hvordan de føltes: {0}.",
    sv: "Man vet inte hur de kändes: {0}.",
    nb: "Man vet ikke hvordan de føltes: {0}.",
    pl: "Nie wiadomo, jakie odczucia budzą: {0}.")
  static let mendFelt = MapPhrase(
    en: "Ask customers, and send sentiment with the touchpoint; mend what hurts.",
    da: "Spørg kunderne, og send sentiment med berøringspunktet; ret det, der gør ondt.",
    sv: "Fråga kunderna, och skicka sentiment med kontaktpunkten; rätta till det som skadar.",
    nb: "Spør kundene, og send sentiment med berøringspunktet; rett det som skader.",
    pl: "Pytaj klientów i wysyłaj sentiment z punktem styku; napraw to, co szkodzi.")
  static let haveFitted = MapPhrase(
    en: "Stages and personas with a recommendation: {0} of {1}.",
    da: "Faser og personaer med en anbefaling: {0} af {1}.",
    sv: "Skeden och personor med en rekommendation: {0} av {1}.",
    nb: "Trinn og personaer med en anbefaling: {0} av {1}.",
    pl: "Etapy i persony z rekomendacją: {0} z {1}.")
  static let lackFitted = MapPhrase(
    en: "Without a recommendation for everybody: {0}.",
    da: "Uden anbefaling til alle: {0}.",
    sv: "Utan rekommendation för alla: {0}.",
    nb: "Uten anbefaling til alle: {0}.",
    pl: "Bez rekomendacji dla wszystkich: {0}.")
  static let lackUsed = MapPhrase(
    en: "No rule recommends: {0}.",
    da: "Ingen regel anbefaler: {0}.",
    sv: "Ingen regel rekommenderar: {0}.",
    nb: "Ingen regel anbefaler: {0}.",
    pl: "Żadna reguła nie rekomenduje: {0}.")
  static let mendFitted = MapPhrase(
    en: "Write rules for the gaps in the map, by stage and persona.",
    da: "Skriv regler til hullerne i kortet, efter fase og persona.",
    sv: "Skriv regler för luckorna i kartan, efter skede och persona.",
    nb: "Skriv regler for hullene i kartet, etter trinn og persona.",
    pl: "Napisz reguły dla luk na mapie, według etapu i persony.")
  static let haveOwners = MapPhrase(
    en: "Touchpoints by owner: {0}.",
    da: "Berøringspunkter efter ejer: {0}.",
    sv: "Kontaktpunkter efter ägare: {0}.",
    nb: "Berøringspunkter etter eier: {0}.",
    pl: "Punkty styku według właściciela: {0}.")
  static let haveSeats = MapPhrase(
    en: "Roles that the buying group needs: {0}.",
    da: "Roller, som købsgruppen behøver: {0}.",
    sv: "Roller som köpgruppen behöver: {0}.",
    nb: "Roller som kjøpsgruppen trenger: {0}.",
    pl: "Role potrzebne w grupie zakupowej: {0}.")
  static let lackOwners = MapPhrase(
    en: "No touchpoint is: {0}.",
    da: "Intet berøringspunkt er: {0}.",
    sv: "Ingen kontaktpunkt är: {0}.",
    nb: "Ingen berøringspunkter er: {0}.",
    pl: "Żaden punkt styku nie jest: {0}.")
  static let lackSeats = MapPhrase(
    en: "The book does not say which roles a buying group needs.",
    da: "Bogen siger ikke, hvilke roller en købsgruppe behøver.",
    sv: "Boken säger inte vilka roller en köpgrupp behöver.",
    nb: "Boken sier ikke hvilke roller en kjøpsgruppe trenger.",
    pl: "Zbiór nie mówi, jakich ról potrzebuje grupa zakupowa.")
  static let lackSeated = MapPhrase(
    en: "Accounts lack: {0}.",
    da: "Konti mangler: {0}.",
    sv: "Konton saknar: {0}.",
    nb: "Kontoer mangler: {0}.",
    pl: "Firmom brakuje: {0}.")
  static let mendTogether = MapPhrase(
    en: "Set policies.buying_group, and declare touchpoints of partners, customers and others.",
    da: "Sæt policies.buying_group, og erklær partneres, kunders og andres berøringspunkter.",
    sv: "Sätt policies.buying_group, och deklarera partners, kunders och andras kontaktpunkter.",
    nb: "Sett policies.buying_group, og erklær partneres, kunders og andres berøringspunkter.",
    pl: "Ustaw policies.buying_group i zadeklaruj punkty styku partnerów, klientów i innych.")
}
