/// What stands in the rows of customers and of their sentiment.
extension MapPhrase {
  static let stage = MapPhrase(
    en: "Stage",
    da: "Fase",
    sv: "Skede",
    nb: "Trinn",
    pl: "Etap")
  static let phaseBefore = MapPhrase(
    en: "Before the purchase",
    da: "Før købet",
    sv: "Före köpet",
    nb: "Før kjøpet",
    pl: "Przed zakupem")
  static let phaseDuring = MapPhrase(
    en: "During the purchase",
    da: "Under købet",
    sv: "Under köpet",
    nb: "Under kjøpet",
    pl: "W trakcie zakupu")
  static let phaseAfter = MapPhrase(
    en: "After the purchase",
    da: "Efter købet",
    sv: "Efter köpet",
    nb: "Etter kjøpet",
    pl: "Po zakupie")
  static let wholeJourney = MapPhrase(
    en: "Whole journey",
    da: "Hele rejsen",
    sv: "Hela resan",
    nb: "Hele reisen",
    pl: "Cała podróż")
  static let customers = MapPhrase(
    en: "Customers",
    da: "Kunder",
    sv: "Kunder",
    nb: "Kunder",
    pl: "Klienci")
  static let reached = MapPhrase(
    en: "reached",
    da: "nåede hertil",
    sv: "nådde hit",
    nb: "nådde hit",
    pl: "dotarło")
  static let open = MapPhrase(
    en: "here now",
    da: "er her nu",
    sv: "är här nu",
    nb: "er her nå",
    pl: "są tu teraz")
  static let lost = MapPhrase(
    en: "lost",
    da: "tabt",
    sv: "förlorade",
    nb: "tapt",
    pl: "straceni")
  static let mostLost = MapPhrase(
    en: "most are lost here",
    da: "flest tabes her",
    sv: "flest förloras här",
    nb: "flest tapes her",
    pl: "tu tracimy najwięcej")
  static let timeInStage = MapPhrase(
    en: "half leave within {0} days",
    da: "halvdelen er videre efter {0} dage",
    sv: "hälften lämnar inom {0} dagar",
    nb: "halvparten er videre innen {0} dager",
    pl: "połowa odchodzi w ciągu {0} dni")
  static let sentiment = MapPhrase(
    en: "How it feels",
    da: "Hvordan det føles",
    sv: "Hur det känns",
    nb: "Hvordan det føles",
    pl: "Odczucia")
  static let sentimentScale = MapPhrase(
    en: "from −1 (bad) to 1 (good)",
    da: "fra −1 (dårligt) til 1 (godt)",
    sv: "från −1 (dåligt) till 1 (bra)",
    nb: "fra −1 (dårlig) til 1 (bra)",
    pl: "od −1 (źle) do 1 (dobrze)")
  static let curveTitle = MapPhrase(
    en: "Curve of sentiment over the stages",
    da: "Stemningens kurve over faserna",
    sv: "Känslans kurva över skedena",
    nb: "Stemningens kurve over trinnene",
    pl: "Krzywa odczuć na kolejnych etapach")
  static let notKnown = MapPhrase(
    en: "not known",
    da: "ikke kendt",
    sv: "inte känt",
    nb: "ikke kjent",
    pl: "brak danych")
  static let hurtful = MapPhrase(
    en: "hurts",
    da: "gør ondt",
    sv: "skadar",
    nb: "skader",
    pl: "szkodzi")
}
