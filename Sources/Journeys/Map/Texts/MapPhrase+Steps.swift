/// What is said of the first four steps of the mapping.
extension MapPhrase {
  static let haveEvents = MapPhrase(
    en: "Events of customers: {0}, since {1}.",
    da: "Hændelser for kunder: {0}, siden {1}.",
    sv: "Händelser för kunder: {0}, sedan {1}.",
    nb: "Hendelser for kunder: {0}, siden {1}.",
    pl: "Zdarzenia klientów: {0}, od {1}.")
  static let haveHistory = MapPhrase(
    en: "The contact history is read.",
    da: "Kontakthistorikken er med.",
    sv: "Kontakthistoriken är med.",
    nb: "Kontakthistorikken er med.",
    pl: "Historia kontaktów jest uwzględniona.")
  static let lackEvents = MapPhrase(
    en: "No events: nobody knows yet what customers do.",
    da: "Ingen hændelser: ingen ved endnu, hvad kunderne gør.",
    sv: "Inga händelser: ingen vet ännu vad kunderna gör.",
    nb: "Ingen hendelser: ingen vet ennå hva kundene gjør.",
    pl: "Brak zdarzeń: nie wiadomo jeszcze, co robią klienci.")
  static let lackHistory = MapPhrase(
    en: "No contact history: what was sent, and what came of it, is not known here.",
    da: "Ingen kontakthistorik: hvad der blev sendt, og hvad der kom ud af det, kendes ikke her.",
    sv: "Ingen kontakthistorik: vad som skickats, och vad som kom av det, är inte känt här.",
    nb: "Ingen kontakthistorikk: hva som ble sendt, og hva som kom ut av det, er ikke kjent her.",
    pl: "Brak historii kontaktów: nie wiadomo tu, co wysłano i z jakim skutkiem.")
  static let mendEvents = MapPhrase(
    en: "Post events to /v1/events, or import them: waymark import --events.",
    da: "Send hændelser til /v1/events, eller indlæs dem: waymark import --events.",
    sv: "Skicka händelser till /v1/events, eller läs in dem: waymark import --events.",
    nb: "Send hendelser til /v1/events, eller les dem inn: waymark import --events.",
    pl: "Wyślij zdarzenia do /v1/events albo je zaimportuj: waymark import --events.")
  static let mendHistory = MapPhrase(
    en: "Report outcomes to /v1/outcomes, and ask the daemon for the map.",
    da: "Meld resultater til /v1/outcomes, og bed dæmonen om kortet.",
    sv: "Rapportera utfall till /v1/outcomes, och be demonen om kartan.",
    nb: "Meld utfall til /v1/outcomes, og be daemonen om kartet.",
    pl: "Zgłaszaj wyniki do /v1/outcomes i poproś demona o mapę.")
  static let lackEntries = MapPhrase(
    en: "Of some stays nobody saw the beginning: {0}.",
    da: "For nogle ophold så ingen begyndelsen: {0}.",
    sv: "För vissa vistelser såg ingen början: {0}.",
    nb: "For noen opphold så ingen begynnelsen: {0}.",
    pl: "Początku niektórych pobytów nikt nie widział: {0}.")
  static let mendEntries = MapPhrase(
    en: "Say stage_entered with the stage.",
    da: "Angiv stage_entered sammen med fasen.",
    sv: "Ange stage_entered tillsammans med skedet.",
    nb: "Oppgi stage_entered sammen med trinnet.",
    pl: "Podawaj stage_entered razem z etapem.")
  static let havePersonas = MapPhrase(
    en: "Personas: {0}, with a role: {1}.",
    da: "Personaer: {0}, med en rolle: {1}.",
    sv: "Personor: {0}, med en roll: {1}.",
    nb: "Personaer: {0}, med en rolle: {1}.",
    pl: "Persony: {0}, z rolą: {1}.")
  static let lackPersonas = MapPhrase(
    en: "The book has no personas.",
    da: "Bogen har ingen personaer.",
    sv: "Boken har inga personor.",
    nb: "Boken har ingen personaer.",
    pl: "Zbiór nie ma person.")
  static let lackPersonaCustomers = MapPhrase(
    en: "Nobody, or only a few, are known to be: {0}.",
    da: "Ingen, eller kun få, vides at være: {0}.",
    sv: "Ingen, eller bara få, är kända som: {0}.",
    nb: "Ingen, eller bare få, er kjent som: {0}.",
    pl: "Nikt lub tylko nieliczni to: {0}.")
  static let lackRoles = MapPhrase(
    en: "Without a role: {0}.",
    da: "Uden rolle: {0}.",
    sv: "Utan roll: {0}.",
    nb: "Uten rolle: {0}.",
    pl: "Bez roli: {0}.")
  static let mendPersonas = MapPhrase(
    en: "Tell the persona in the profile of an event, or write place rules that find it.",
    da: "Angiv personaen i en hændelses profil, eller skriv place-regler, der finder den.",
    sv: "Ange personan i en händelses profil, eller skriv place-regler som hittar den.",
    nb: "Oppgi personaen i profilen til en hendelse, eller skriv place-regler som finner den.",
    pl: "Podaj personę w profilu zdarzenia albo napisz reguły place, które ją znajdą.")
  static let mendPersonasInBook = MapPhrase(
    en: "Declare them under personas in the vocabulary, with market and role.",
    da: "Erklær dem under personas i ordforrådet, med marked og rolle.",
    sv: "Deklarera dem under personas i ordförrådet, med marknad och roll.",
    nb: "Erklær dem under personas i ordforrådet, med marked og rolle.",
    pl: "Zadeklaruj je w słowniku pod personas, z rynkiem i rolą.")
  static let haveTouchpoints = MapPhrase(
    en: "Touchpoints: {0}, with an owner: {1}.",
    da: "Berøringspunkter: {0}, med en ejer: {1}.",
    sv: "Kontaktpunkter: {0}, med en ägare: {1}.",
    nb: "Berøringspunkter: {0}, med en eier: {1}.",
    pl: "Punkty styku: {0}, z właścicielem: {1}.")
  static let lackTouchpoints = MapPhrase(
    en: "The book has no touchpoints.",
    da: "Bogen har ingen berøringspunkter.",
    sv: "Boken har inga kontaktpunkter.",
    nb: "Boken har ingen berøringspunkter.",
    pl: "Zbiór nie ma punktów styku.")
  static let lackTouchpointParts = MapPhrase(
    en: "Owner, medium, influence or stages are not said of: {0}.",
    da: "Ejer, medium, indflydelse eller faser mangler for: {0}.",
    sv: "Ägare, medium, inflytande eller skeden saknas för: {0}.",
    nb: "Eier, medium, innflytelse eller trinn mangler for: {0}.",
    pl: "Właściciela, medium, wpływu lub etapów nie podano dla: {0}.")
  static let lackUndeclared = MapPhrase(
    en: "Customers met touchpoints that the book does not declare.",
    da: "Kunder mødte berøringspunkter, som bogen ikke erklærer.",
    sv: "Kunder mötte kontaktpunkter som boken inte deklarerar.",
    nb: "Kunder møtte berøringspunkter som boken ikke erklærer.",
    pl: "Klienci napotkali punkty styku, których zbiór nie deklaruje.")
  static let mendTouchpoints = MapPhrase(
    en: "Declare them under touchpoints; waymark journeys touchpoints names them.",
    da: "Erklær dem under touchpoints; waymark journeys touchpoints nævner dem.",
    sv: "Deklarera dem under touchpoints; waymark journeys touchpoints nämner dem.",
    nb: "Erklær dem under touchpoints; waymark journeys touchpoints nevner dem.",
    pl: "Zadeklaruj je pod touchpoints; wymienia je waymark journeys touchpoints.")
  static let haveStages = MapPhrase(
    en: "Stages: {0}. Exits: {1}.",
    da: "Faser: {0}. Udgange: {1}.",
    sv: "Skeden: {0}. Utgångar: {1}.",
    nb: "Trinn: {0}. Utganger: {1}.",
    pl: "Etapy: {0}. Wyjścia: {1}.")
  static let lackStages = MapPhrase(
    en: "The book has no stages.",
    da: "Bogen har ingen faser.",
    sv: "Boken har inga skeden.",
    nb: "Boken har ingen trinn.",
    pl: "Zbiór nie ma etapów.")
  static let lackPhaseAfter = MapPhrase(
    en: "No stage comes after the purchase.",
    da: "Ingen fase ligger efter købet.",
    sv: "Inget skede ligger efter köpet.",
    nb: "Ingen trinn ligger etter kjøpet.",
    pl: "Żaden etap nie następuje po zakupie.")
  static let lackNext = MapPhrase(
    en: "It is not said what usually follows: {0}.",
    da: "Det er ikke sagt, hvad der plejer at følge: {0}.",
    sv: "Det är inte sagt vad som brukar följa: {0}.",
    nb: "Det er ikke sagt hva som pleier å følge: {0}.",
    pl: "Nie podano, co zwykle następuje po: {0}.")
  static let lackStalls = MapPhrase(
    en: "It is not said when a customer stalls: {0}.",
    da: "Det er ikke sagt, hvornår en kunde går i stå: {0}.",
    sv: "Det är inte sagt när en kund kör fast: {0}.",
    nb: "Det er ikke sagt når en kunde stopper opp: {0}.",
    pl: "Nie podano, kiedy klient utknął: {0}.")
  static let lackExits = MapPhrase(
    en: "The book has no exits: a lost customer looks like a silent one.",
    da: "Bogen har ingen udgange: en tabt kunde ligner en tavs.",
    sv: "Boken har inga utgångar: en förlorad kund liknar en tyst.",
    nb: "Boken har ingen utganger: en tapt kunde ligner en taus.",
    pl: "Zbiór nie ma wyjść: stracony klient wygląda jak milczący.")
  static let mendStages = MapPhrase(
    en: "Complete the stages with next and stalls_after, and declare exits.",
    da: "Udfyld faserne med next og stalls_after, og erklær exits.",
    sv: "Komplettera skedena med next och stalls_after, och deklarera exits.",
    nb: "Fyll ut trinnene med next og stalls_after, og erklær exits.",
    pl: "Uzupełnij etapy o next i stalls_after oraz zadeklaruj exits.")
}
