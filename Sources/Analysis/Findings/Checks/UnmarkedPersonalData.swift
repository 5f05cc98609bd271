import Diagnostics
import Rules

/// Finds attributes that by their name tell who a person is or how to reach them, and that the decision log would show as
/// they are.
struct UnmarkedPersonalData: AnalysisCheck {
  func check(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    for attribute in analysed.book.attributes where isAboutSomebody(attribute) && !attribute.isPersonal {
      let path = attribute.path
      result.add(
        Finding(
          .notMarkedPersonal, path, at: .attribute(path),
          "'\(path)' looks like personal data and is not marked: logs show it as it is, and texts may name it",
          help:
            "write '\(path): {type: \(attribute.type.rawValue), personal: true}', or accept it with a reason",
          fix: TextFix(
            .member(key: "personal", value: "true", beside: "type"), changing: "attributes.\(path).personal"))
      )
    }
  }

  /// Whether its values tell people apart: a yes or no does not, nor one of a few words.
  private func isAboutSomebody(_ attribute: Attribute) -> Bool {
    guard attribute.type != .bool, attribute.values == nil, !Attribute.builtInPaths.contains(attribute.path)
    else {
      return false
    }
    let names = attribute.path.split(separator: ".").map { String($0.filter { $0 != "_" }) }
    guard let last = names.last else { return false }
    return Self.words.contains(last) || Self.endings.contains { last.hasSuffix($0) }
      || Self.ofPeople.contains(last) && names.dropLast().contains { Self.people.contains($0) }
  }

  /// As attributes are named, without `_`.
  private static let words: Set<String> = [
    "mail", "tel", "telephone", "telefon", "telefonnummer", "tlf", "cell", "handy", "firstname", "lastname",
    "surname",
    "fullname", "fornavn", "efternavn", "etternavn", "förnamn", "efternamn", "vorname", "nachname", "imie",
    "nazwisko",
    "birthday", "birthdate", "dateofbirth", "dob", "geburtsdatum", "street", "homeaddress", "iban",
    "creditcard",
    "cardnumber", "passport", "ssn", "cpr", "cprnummer", "cprnr", "personnummer", "fodselsnummer", "pesel",
    "nationalid",
    "ip", "ipaddress",
    // As above, in the languages of the shipped book and German.
    "fodselsdag", "fødselsdag", "foedselsdag", "fodselsdato", "fødselsdato", "foedselsdato", "bursdag",
    "fodt",
    "fødselsnummer", "foedselsnummer", "fodselsnr", "cprno", "personnr", "personnummeret", "fodelsedag",
    "födelsedag", "fodelsedatum", "födelsedatum", "geburtstag", "dataurodzenia", "urodziny", "nrpesel",
    "imię",
    "imieinazwisko", "telefonnr", "tlfnr", "telefonnumer", "numertelefonu", "mobilnummer", "mobilnr",
    "mobiltelefon",
    "handynummer", "telefonkomorkowy", "mailadresse", "mailadress", "epost", "epostadresse", "epostadress",
    "mejl",
    "adresemail", "adresmail", "vejnavn", "gadenavn", "gateadresse", "gatuadress", "strasse", "ulica",
    "kontonummer",
    "kontonr", "pasnummer", "passnummer", "numerpaszportu",
  ]

  private static let endings = ["email", "phone", "mobile", "phonenumber"]

  /// What is harmless of a firm or a product and not of a person.
  private static let ofPeople: Set<String> = [
    "name", "navn", "namn", "address", "adresse", "adress", "adres", "postcode", "zip", "postnummer",
    "postnr",
    "plz", "kodpocztowy", "mobil", "gade", "gate", "gata", "født", "geboren",
  ]
  private static let people: Set<String> = [
    "person", "customer", "contact", "user", "lead", "member", "kunde", "kund", "klient", "kontakt", "medlem",
    "osoba", "mitglied",
  ]
}
