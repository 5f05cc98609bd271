import ArgumentParser

/// A language that the texts of a first rule book may be in.
enum StarterLanguage: String, ExpressibleByArgument, CaseIterable {
  case en, da, sv, nb, pl

  /// The line of the policies that says on which clock the days of the book begin and end.
  var zoneLine: String {
    let (zone, comment) =
      switch self {
      case .en:
        ("Etc/UTC", "write yours, such as Europe/London or America/New_York: days and nights go by it")
      case .da: ("Europe/Copenhagen", Self.zoneComment)
      case .sv: ("Europe/Stockholm", Self.zoneComment)
      case .nb: ("Europe/Oslo", Self.zoneComment)
      case .pl: ("Europe/Warsaw", Self.zoneComment)
      }
    let line = "  time_zone: \(zone)"
    return line + String(repeating: " ", count: max(30 - line.count, 1)) + "# \(comment)"
  }

  private static let zoneComment = "days and nights go by it, where a person has no other"

  /// The texts by their places, as YAML.
  static let texts: [String: [StarterLanguage: String]] = [
    "awareness": [.en: "Awareness", .da: "Kendskab", .sv: "Kännedom", .nb: "Kjennskap", .pl: "Świadomość"],
    "decision": [.en: "Decision", .da: "Beslutning", .sv: "Beslut", .nb: "Beslutning", .pl: "Decyzja"],
    "retention": [
      .en: "Retention", .da: "Fastholdelse", .sv: "Kundvård", .nb: "Kundepleie", .pl: "Utrzymanie klienta",
    ],
    "buyer": [.en: "Buyer", .da: "Indkøber", .sv: "Inköpare", .nb: "Innkjøper", .pl: "Dział zakupów"],
    "engineer": [
      .en: "Engineer", .da: "Tekniker", .sv: "Tekniker", .nb: "Tekniker", .pl: "Dział techniczny",
    ],
    "shopper": [.en: "Shopper", .da: "Forbruger", .sv: "Konsument", .nb: "Forbruker", .pl: "Osoba kupująca"],
    "price": [
      .en: "Price too high", .da: "For høj pris", .sv: "För högt pris", .nb: "For høy pris",
      .pl: "Zbyt wysoka cena",
    ],
    "complaint": [
      .en: "Complaint without an answer", .da: "Ubesvaret klage", .sv: "Obesvarat klagomål",
      .nb: "Ubesvart klage", .pl: "Skarga bez odpowiedzi",
    ],
    "pricing-page": [
      .en: "Visited the prices", .da: "Så på priserne", .sv: "Tittade på priserna", .nb: "Så på prisene",
      .pl: "Wizyta w cenniku",
    ],
    "cart": [
      .en: "Left a full cart", .da: "Forlod en fyldt kurv", .sv: "Lämnade en full varukorg",
      .nb: "Forlot en full handlekurv", .pl: "Porzucony koszyk",
    ],
    "product-tour": [
      .en: "A tour of the product", .da: "En rundvisning i produktet", .sv: "En rundtur i produkten",
      .nb: "En omvisning i produktet", .pl: "Prezentacja produktu",
    ],
    "savings-calculator": [
      .en: "What would it save you?", .da: "Hvad ville I spare?", .sv: "Vad skulle ni spara?",
      .nb: "Hva ville dere spare?", .pl: "Ile można zaoszczędzić?",
    ],
    "new-arrivals": [
      .en: "What has come in", .da: "Nyheder i butikken", .sv: "Nyheter i butiken", .nb: "Nyheter i butikken",
      .pl: "Nowości w sklepie",
    ],
    "cart-reminder": [
      .en: "Your cart is still here", .da: "Din kurv venter på dig", .sv: "Din varukorg finns kvar",
      .nb: "Handlekurven din venter", .pl: "Koszyk nadal czeka",
    ],
    "follow-up-call": [
      .en: "Call and listen", .da: "Ring og lyt", .sv: "Ring och lyssna", .nb: "Ring og lytt",
      .pl: "Telefon i rozmowa",
    ],
    "show-the-product": [
      .en: "A first look at the product", .da: "Et første blik på produktet",
      .sv: "En första titt på produkten",
      .nb: "En første titt på produktet", .pl: "Pierwsze spojrzenie na produkt",
    ],
    "answer-the-price": [
      .en: "\"{persona}: the price seems too high\"", .da: "\"{persona}: prisen virker for høj\"",
      .sv: "\"{persona}: priset känns för högt\"", .nb: "\"{persona}: prisen virker for høy\"",
      .pl: "\"{persona}: cena wydaje się za wysoka\"",
    ],
    "show-new-arrivals": [
      .en: "New here, and may like to look around", .da: "Ny her og vil måske se sig omkring",
      .sv: "Ny här och vill kanske se sig omkring", .nb: "Ny her og vil kanskje se seg om",
      .pl: "Nowa osoba, może chce się rozejrzeć",
    ],
    "remind-of-the-cart": [
      .en: "The cart was left behind lately", .da: "Kurven er forladt for nylig",
      .sv: "Varukorgen lämnades nyligen", .nb: "Handlekurven ble nylig forlatt",
      .pl: "Koszyk niedawno porzucono",
    ],
    "answer-a-complaint": [
      .en: "A complaint waits for an answer", .da: "En klage venter på svar",
      .sv: "Ett klagomål väntar på svar",
      .nb: "En klage venter på svar", .pl: "Skarga czeka na odpowiedź",
    ],
  ]
}
