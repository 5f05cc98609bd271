/// Languages by what people write for them.
enum MeantLanguage {
  /// The code of a language that goes by its name, or by the code of a country.
  static func code(for text: String) -> String? { codes[text.lowercased()] }

  /// Codes of countries that are no languages, and languages by their names.
  private static let codes: [String: String] = [
    "dk": "da", "us": "en", "gb": "en", "jp": "ja", "cn": "zh", "cz": "cs", "gr": "el", "at": "de",
    "ua": "uk",
    "english": "en", "engelsk": "en", "englisch": "en", "danish": "da", "dansk": "da", "german": "de",
    "tysk": "de",
    "deutsch": "de", "swedish": "sv", "svensk": "sv", "svenska": "sv", "norwegian": "no", "norsk": "no",
    "finnish": "fi", "finsk": "fi", "polish": "pl", "polsk": "pl", "polski": "pl", "french": "fr",
    "fransk": "fr",
    "francais": "fr", "français": "fr", "spanish": "es", "spansk": "es", "español": "es", "dutch": "nl",
    "hollandsk": "nl", "nederlands": "nl", "italian": "it", "italiensk": "it", "italiano": "it",
    "portuguese": "pt", "português": "pt",
  ]
}
