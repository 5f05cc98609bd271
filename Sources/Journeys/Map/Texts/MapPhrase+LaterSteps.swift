/// What is said of the last three steps of the mapping.
extension MapPhrase {
  static let haveNeeds = MapPhrase(
    en: "Pain points: {0}, with an answer by a rule: {1}.",
    da: "Smertepunkter: {0}, med svar fra en regel: {1}.",
    sv: "Smärtpunkter: {0}, med svar av en regel: {1}.",
    nb: "Smertepunkter: {0}, med svar fra en regel: {1}.",
    pl: "Bolączki: {0}, z odpowiedzią reguły: {1}.")
  static let lackNeeds = MapPhrase(
    en: "The book has no pain points.",
    da: "Bogen har ingen smertepunkter.",
    sv: "Boken har inga smärtpunkter.",
    nb: "Boken har ingen smertepunkter.",
    pl: "Zbiór nie ma bolączek.")
  static let lackAnswers = MapPhrase(
    en: "No rule answers: {0}.",
    da: "Ingen regel svarer på: {0}.",
    sv: "Ingen regel svarar på: {0}.",
    nb: "Ingen regel svarer på: {0}.",
    pl: "Żadna reguła nie odpowiada na: {0}.")
  static let mendNeeds = MapPhrase(
    en: "Write a rule with pain_points under when, and recommend what helps.",
    da: "Skriv en regel med pain_points under when, og anbefal det, der hjælper.",
    sv: "Skriv en regel med pain_points under when, och rekommendera det som hjälper.",
    nb: "Skriv en regel med pain_points under when, og anbefal det som hjelper.",
    pl: "Napisz regułę z pain_points pod when i zarekomenduj to, co pomaga.")
  static let haveMaps = MapPhrase(
    en: "Maps: {0}. Stages with planned touchpoints: {1} of {2}.",
    da: "Kort: {0}. Faser med planlagte berøringspunkter: {1} af {2}.",
    sv: "Kartor: {0}. Skeden med planerade kontaktpunkter: {1} av {2}.",
    nb: "Kart: {0}. Trinn med planlagte berøringspunkter: {1} av {2}.",
    pl: "Mapy: {0}. Etapy z planowanymi punktami styku: {1} z {2}.")
  static let haveCurve = MapPhrase(
    en: "The curve of sentiment has a value in {0} of {1} stages.",
    da: "Stemningens kurve har en værdi i {0} af {1} faser.",
    sv: "Känslans kurva har ett värde i {0} av {1} skeden.",
    nb: "Stemningens kurve har en verdi i {0} av {1} trinn.",
    pl: "Krzywa odczuć ma wartość w {0} z {1} etapów.")
  static let lackPlanned = MapPhrase(
    en: "No touchpoint is planned in: {0}.",
    da: "Intet berøringspunkt er planlagt i: {0}.",
    sv: "Ingen kontaktpunkt är planerad i: {0}.",
    nb: "Ingen berøringspunkter er planlagt i: {0}.",
    pl: "Żaden punkt styku nie jest zaplanowany w: {0}.")
  static let lackCurve = MapPhrase(
    en: "How it felt is not known in: {0}.",
    da: "Hvordan det føltes, kendes ikke i: {0}.",
    sv: "Hur det kändes är inte känt i: {0}.",
    nb: "Hvordan det føltes, er ikke kjent i: {0}.",
    pl: "Nie wiadomo, co czuli klienci w: {0}.")
  static let mendMaps = MapPhrase(
    en: "Give touchpoints their stages, and send sentiment with events.",
    da: "Giv berøringspunkterne deres faser, og send sentiment med hændelser.",
    sv: "Ge kontaktpunkterna deras skeden, och skicka sentiment med händelser.",
    nb: "Gi berøringspunktene trinnene deres, og send sentiment med hendelser.",
    pl: "Przypisz punktom styku etapy i wysyłaj sentiment ze zdarzeniami.")
  static let haveAdjusted = MapPhrase(
    en: "Rules that raise alerts: {0}.",
    da: "Regler, der slår alarm: {0}.",
    sv: "Regler som larmar: {0}.",
    nb: "Regler som varsler: {0}.",
    pl: "Reguły, które alarmują: {0}.")
  static let haveHoldout = MapPhrase(
    en: "A holdout of {0} % shows what all this is worth.",
    da: "En kontrolgruppe på {0} % viser, hvad det hele er værd.",
    sv: "En kontrollgrupp på {0} % visar vad allt detta är värt.",
    nb: "En kontrollgruppe på {0} % viser hva alt dette er verdt.",
    pl: "Grupa kontrolna {0} % pokazuje, ile to wszystko jest warte.")
  static let lackAlerts = MapPhrase(
    en: "No rule raises an alert.",
    da: "Ingen regel slår alarm.",
    sv: "Ingen regel larmar.",
    nb: "Ingen regel varsler.",
    pl: "Żadna reguła nie alarmuje.")
  static let lackHoldout = MapPhrase(
    en: "There is no holdout: what is a cause cannot be told.",
    da: "Der er ingen kontrolgruppe: hvad der er en årsag, kan ikke afgøres.",
    sv: "Det finns ingen kontrollgrupp: vad som är en orsak kan inte avgöras.",
    nb: "Det finnes ingen kontrollgruppe: hva som er en årsak, kan ikke avgjøres.",
    pl: "Nie ma grupy kontrolnej: nie da się wskazać przyczyn.")
  static let mendAdjusted = MapPhrase(
    en: "Write alert rules, and set policies.holdout.",
    da: "Skriv alarmregler, og sæt policies.holdout.",
    sv: "Skriv larmregler, och sätt policies.holdout.",
    nb: "Skriv varslingsregler, og sett policies.holdout.",
    pl: "Napisz reguły alarmów i ustaw policies.holdout.")
}
