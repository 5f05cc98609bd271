/// What stands around the tables.
extension MapPhrase {
  static let title = MapPhrase(
    en: "Customer journey map",
    da: "Kort over kunderejsen",
    sv: "Karta över kundresan",
    nb: "Kart over kundereisen",
    pl: "Mapa podróży klienta")
  static let allCustomers = MapPhrase(
    en: "All customers",
    da: "Alle kunder",
    sv: "Alla kunder",
    nb: "Alle kunder",
    pl: "Wszyscy klienci")
  static let everyMarket = MapPhrase(
    en: "All markets",
    da: "Alle markeder",
    sv: "Alla marknader",
    nb: "Alle markeder",
    pl: "Wszystkie rynki")
  static let everyPersona = MapPhrase(
    en: "All personas",
    da: "Alle personaer",
    sv: "Alla personor",
    nb: "Alle personaer",
    pl: "Wszystkie persony")
  static let market = MapPhrase(
    en: "Market",
    da: "Marked",
    sv: "Marknad",
    nb: "Marked",
    pl: "Rynek")
  static let persona = MapPhrase(
    en: "Persona",
    da: "Persona",
    sv: "Persona",
    nb: "Persona",
    pl: "Persona")
  static let showNumbers = MapPhrase(
    en: "Show the numbers",
    da: "Vis tallene",
    sv: "Visa siffrorna",
    nb: "Vis tallene",
    pl: "Pokaż liczby")
  static let choose = MapPhrase(
    en: "Choose a map",
    da: "Vælg et kort",
    sv: "Välj en karta",
    nb: "Velg et kart",
    pl: "Wybierz mapę")
  static let noMap = MapPhrase(
    en: "There is no map for this choice.",
    da: "Der er intet kort til dette valg.",
    sv: "Det finns ingen karta för detta val.",
    nb: "Det finnes ikke noe kart for dette valget.",
    pl: "Nie ma mapy dla tego wyboru.")
  static let asOf = MapPhrase(
    en: "As of {0}",
    da: "Pr. {0}",
    sv: "Per {0}",
    nb: "Per {0}",
    pl: "Stan na {0}")
  static let revision = MapPhrase(
    en: "Rule book {0}",
    da: "Regelbog {0}",
    sv: "Regelbok {0}",
    nb: "Regelbok {0}",
    pl: "Zbiór reguł {0}")
  static let completeSince = MapPhrase(
    en: "Events are complete since {0}",
    da: "Hændelser er fuldstændige siden {0}",
    sv: "Händelserna är fullständiga sedan {0}",
    nb: "Hendelsene er fullstendige siden {0}",
    pl: "Zdarzenia są kompletne od {0}")
  static let noEvents = MapPhrase(
    en: "There are no events: this is the plan of the rule book",
    da: "Der er ingen hændelser: dette er regelbogens plan",
    sv: "Det finns inga händelser: detta är regelbokens plan",
    nb: "Det finnes ingen hendelser: dette er regelbokens plan",
    pl: "Brak zdarzeń: to jest plan zbioru reguł")
  static let enteredUnseen = MapPhrase(
    en: "Stays whose beginning nobody saw: {0}. They are counted, and in no time in stage.",
    da: "Ophold, hvis begyndelse ingen så: {0}. De er talt med, men indgår ikke i tiden i fasen.",
    sv: "Vistelser vars början ingen såg: {0}. De är räknade men ingår inte i tiden i skedet.",
    nb: "Opphold der ingen så begynnelsen: {0}. De er talt med, men inngår ikke i tiden i trinnet.",
    pl: "Pobyty, których początku nikt nie widział: {0}. Są policzone, ale nie wchodzą do czasu na etapie.")
  static let privacy = MapPhrase(
    en:
      "“{0}” stands for fewer than five, none among them, and for numbers from which one could work "
      + "out such a one.",
    da: "“{0}” står for færre end fem, også ingen, og for tal, som man kunne regne sådan et ud af.",
    sv: "”{0}” står för färre än fem, även ingen, och för tal som man skulle kunna räkna ut ett sådant av.",
    nb: "«{0}» står for færre enn fem, også ingen, og for tall som man kunne regne ut et slikt av.",
    pl: "„{0}” oznacza mniej niż pięć, także zero, oraz liczby, z których można by taką obliczyć.")
  static let noCause = MapPhrase(
    en: "Nothing here is a cause unless a holdout says so.",
    da: "Intet her er en årsag, medmindre en kontrolgruppe siger det.",
    sv: "Inget här är en orsak om inte en kontrollgrupp säger det.",
    nb: "Ingenting her er en årsak med mindre en kontrollgruppe sier det.",
    pl: "Nic tutaj nie jest przyczyną, chyba że wykaże to grupa kontrolna.")
  static let planNote = MapPhrase(
    en:
      "Recommendations are those for somebody of whom no more is known than stage, market and "
      + "persona, with every consent given.",
    da:
      "Anbefalingerne gælder en person, om hvem man kun kender fase, marked og persona, og som har "
      + "givet alle samtykker.",
    sv:
      "Rekommendationerna gäller en person om vilken man bara känner skede, marknad och persona, "
      + "och som gett alla samtycken.",
    nb:
      "Anbefalingene gjelder en person man bare kjenner trinn, marked og persona for, og som har "
      + "gitt alle samtykker.",
    pl:
      "Rekomendacje dotyczą osoby, o której znamy tylko etap, rynek i personę, a która wyraziła "
      + "wszystkie zgody.")
  static let few = MapPhrase(
    en: "–",
    da: "–",
    sv: "–",
    nb: "–",
    pl: "–")
  static let customersOf = MapPhrase(
    en: "Customers: {0}",
    da: "Kunder: {0}",
    sv: "Kunder: {0}",
    nb: "Kunder: {0}",
    pl: "Klienci: {0}")
  static let personasOf = MapPhrase(
    en: "Personas: {0}",
    da: "Personaer: {0}",
    sv: "Personor: {0}",
    nb: "Personaer: {0}",
    pl: "Persony: {0}")
  static let more = MapPhrase(
    en: "{0} more",
    da: "{0} mere",
    sv: "{0} till",
    nb: "{0} til",
    pl: "jeszcze {0}")
  static let roleOf = MapPhrase(
    en: "Role in the buying group: {0}",
    da: "Rolle i købsgruppen: {0}",
    sv: "Roll i köpgruppen: {0}",
    nb: "Rolle i kjøpsgruppen: {0}",
    pl: "Rola w grupie zakupowej: {0}")
  static let unknownPersona = MapPhrase(
    en: "no persona",
    da: "ingen persona",
    sv: "ingen persona",
    nb: "ingen persona",
    pl: "bez persony")
}
