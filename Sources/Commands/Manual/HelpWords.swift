/// Words that people look for, in their own languages or in those of other products, with the word that the help has for them.
enum HelpWords {
  /// What to look for instead of some words; nil where nothing better is known.
  static func meant(by words: [String]) -> [String]? {
    let text = WordStem.plain(words.joined(separator: " "))
    if let word = meant(by: text) { return [word] }
    let meant = text.split(separator: " ").map { Self.meant(by: String($0)) ?? String($0) }
    return meant.joined(separator: " ") == text ? nil : meant
  }

  private static func meant(by word: String) -> String? {
    let hasEnding = !word.contains(" ")
    return pairs.first { _, words in
      words.contains(word) || hasEnding && words.contains { $0.count > 4 && word.hasPrefix($0) }
    }?.key
  }

  /// By the word of the help; longer ones with any ending.
  static let pairs: KeyValuePairs<String, Set<String>> = [
    "consent": [
      "samtykke", "samtycke", "zgoda", "zgody", "einwilligung", "tilladelse", "permission", "permissions",
      "gdpr consent",
    ],
    "opt-out": [
      "afmeld", "frameld", "avmeld", "avregistrer", "wypis", "abmeld", "optout", "opt out", "robinson", "dnc",
      "blacklist",
    ],
    "erase": [
      "gdpr", "rodo", "dsgvo", "slet", "radera", "usun", "löschen", "forget", "privacy",
      "right to be forgotten",
    ],
    "personal": [
      "pii", "personoplysning", "personuppgift", "personopplysning", "dane osobowe", "personenbezogen",
    ],
    "date": [
      "birthday", "anniversary", "fødselsdag", "fodselsdag", "födelsedag", "bursdag", "urodzin", "geburtstag",
      "season",
    ],
    "quiet hours": [
      "holiday", "holidays", "helligdag", "helgdag", "feiertag", "święto", "weekend", "weekends", "night",
      "nights", "ferie",
      "do not disturb", "dnd", "stilletid", "ruhezeit",
    ],
    "git": [
      "undo", "rollback", "roll back", "revert", "fortryd", "fortryde", "ångra", "cofnij", "rückgängig",
    ],
    "cap": [
      "per week", "per day", "per month", "frequency", "frequency cap", "how often", "fatigue", "om ugen",
      "hyppighed",
      "häufigkeit",
    ],
    "language": ["sprog", "språk", "język", "sprache", "translation", "translate", "oversæt"],
    "test": ["simulate", "simulation", "afprøv"],
  ]
}
