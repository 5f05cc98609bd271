/// What stands around the completeness of the mapping.
extension MapPhrase {
  static let completeness = MapPhrase(
    en: "How complete the mapping is",
    da: "Hvor fuldstændig kortlægningen er",
    sv: "Hur fullständig kartläggningen är",
    nb: "Hvor fullstendig kartleggingen er",
    pl: "Kompletność mapowania")
  static let step = MapPhrase(
    en: "Step",
    da: "Trin",
    sv: "Steg",
    nb: "Steg",
    pl: "Krok")
  static let steps = MapPhrase(
    en: "The seven steps",
    da: "De syv trin",
    sv: "De sju stegen",
    nb: "De sju stegene",
    pl: "Siedem kroków")
  static let tips = MapPhrase(
    en: "Four tips",
    da: "Fire råd",
    sv: "Fyra råd",
    nb: "Fire råd",
    pl: "Cztery wskazówki")
  static let tip = MapPhrase(
    en: "Tip",
    da: "Råd",
    sv: "Råd",
    nb: "Råd",
    pl: "Wskazówka")
  static let state = MapPhrase(
    en: "State",
    da: "Tilstand",
    sv: "Läge",
    nb: "Tilstand",
    pl: "Stan")
  static let there = MapPhrase(
    en: "What is there",
    da: "Det er der",
    sv: "Det finns",
    nb: "Det finnes",
    pl: "Co jest")
  static let missing = MapPhrase(
    en: "What is missing",
    da: "Det mangler",
    sv: "Det saknas",
    nb: "Det mangler",
    pl: "Czego brakuje")
  static let mend = MapPhrase(
    en: "How to mend it",
    da: "Sådan rettes det",
    sv: "Så rättas det till",
    nb: "Slik rettes det",
    pl: "Jak to naprawić")
  static let isThere = MapPhrase(
    en: "there",
    da: "på plads",
    sv: "på plats",
    nb: "på plass",
    pl: "jest")
  static let isPartly = MapPhrase(
    en: "in part",
    da: "delvis",
    sv: "delvis",
    nb: "delvis",
    pl: "częściowo")
  static let isMissing = MapPhrase(
    en: "missing",
    da: "mangler",
    sv: "saknas",
    nb: "mangler",
    pl: "brak")
  static let nothing = MapPhrase(
    en: "nothing",
    da: "intet",
    sv: "inget",
    nb: "ingenting",
    pl: "nic")
  static let stepInformation = MapPhrase(
    en: "1. Gather information",
    da: "1. Indsaml viden",
    sv: "1. Samla information",
    nb: "1. Samle informasjon",
    pl: "1. Zbierz informacje")
  static let stepPersonas = MapPhrase(
    en: "2. Describe personas",
    da: "2. Beskriv personaer",
    sv: "2. Beskriv personor",
    nb: "2. Beskriv personaer",
    pl: "2. Opisz persony")
  static let stepTouchpoints = MapPhrase(
    en: "3. Find touchpoints",
    da: "3. Find berøringspunkter",
    sv: "3. Hitta kontaktpunkter",
    nb: "3. Finn berøringspunkter",
    pl: "3. Znajdź punkty styku")
  static let stepStages = MapPhrase(
    en: "4. Set out the stages",
    da: "4. Fastlæg faserne",
    sv: "4. Lägg fast skedena",
    nb: "4. Fastsett trinnene",
    pl: "4. Wyznacz etapy")
  static let stepNeeds = MapPhrase(
    en: "5. Know needs and pain points",
    da: "5. Kend behov og smertepunkter",
    sv: "5. Känn behov och smärtpunkter",
    nb: "5. Kjenn behov og smertepunkter",
    pl: "5. Poznaj potrzeby i bolączki")
  static let stepVisualised = MapPhrase(
    en: "6. Visualise the journey",
    da: "6. Visualisér rejsen",
    sv: "6. Visualisera resan",
    nb: "6. Visualiser reisen",
    pl: "6. Zwizualizuj podróż")
  static let stepAdjusted = MapPhrase(
    en: "7. Adjust",
    da: "7. Justér",
    sv: "7. Justera",
    nb: "7. Juster",
    pl: "7. Dostosuj")
  static let tipMapped = MapPhrase(
    en: "Map the touchpoints",
    da: "Kortlæg berøringspunkterne",
    sv: "Kartlägg kontaktpunkterna",
    nb: "Kartlegg berøringspunktene",
    pl: "Zmapuj punkty styku")
  static let tipAnalysed = MapPhrase(
    en: "Analyse them",
    da: "Analysér dem",
    sv: "Analysera dem",
    nb: "Analyser dem",
    pl: "Przeanalizuj je")
  static let tipFitted = MapPhrase(
    en: "Fit content to stage and type",
    da: "Tilpas indholdet til fase og type",
    sv: "Anpassa innehållet till skede och typ",
    nb: "Tilpass innholdet til trinn og type",
    pl: "Dopasuj treści do etapu i typu")
  static let tipTogether = MapPhrase(
    en: "Work together",
    da: "Arbejd sammen",
    sv: "Arbeta tillsammans",
    nb: "Arbeid sammen",
    pl: "Współpracujcie")
}
