import Rules

/// Finds texts that lack a language in which most others are written.
struct MissingTexts: AnalysisCheck {
  private struct Text {
    let part: BookPlaces.Part
    let subject: String
    let key: String
    let languages: [String?]
  }

  func check(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    // A text that is the same in all languages lacks none.
    let texts = Self.texts(of: analysed.book).filter { !$0.languages.contains(nil) }
    var counts: [String: Int] = [:]
    for text in texts {
      for language in Set(text.languages.compactMap(\.self)) { counts[language, default: 0] += 1 }
    }
    let usual = counts.filter { $0.value * 2 > texts.count }.keys.sorted()
    for text in texts {
      let missing = usual.filter { language in
        !text.languages.contains { $0.map { Self.serves($0, language) } ?? true }
      }
      guard !missing.isEmpty else { continue }
      let languages = missing.map { "'\($0)'" }.joined(separator: ", ")
      result.add(
        Finding(
          .missingText, text.subject, at: text.part,
          "the \(text.key) of '\(text.subject)' lacks \(languages), which most texts of the book have",
          help: "add \(missing.map { "'\($0): …'" }.joined(separator: " and "))"))
    }
  }

  /// Whether a text in one language is read where another one is asked for.
  private static func serves(_ written: String, _ asked: String) -> Bool {
    let norwegian: Set = ["no", "nb", "nn"]
    return written == asked || asked.hasPrefix("\(written)-")
      || norwegian.contains(written) && norwegian.contains(asked)
  }

  private static func texts(of book: RuleBook) -> [Text] {
    var texts: [Text] = []
    func add<Content>(
      _ text: Localized<Content>?, _ key: String, _ part: BookPlaces.Part, _ subject: String
    ) {
      guard let text else { return }
      texts.append(
        Text(part: part, subject: subject, key: key, languages: text.versions.map(\.language)))
    }
    let words = book.vocabulary
    for item in words.markets.items { add(item.label, "label", .item(.market, id: item.id), item.id) }
    for item in words.stages.items { add(item.label, "label", .item(.stage, id: item.id), item.id) }
    for item in words.exits.items { add(item.label, "label", .item(.exit, id: item.id), item.id) }
    for item in words.personas.items { add(item.label, "label", .item(.persona, id: item.id), item.id) }
    for item in words.painPoints.items { add(item.label, "label", .item(.painPoint, id: item.id), item.id) }
    for item in words.triggers.items { add(item.label, "label", .item(.trigger, id: item.id), item.id) }
    for item in words.touchpoints.items { add(item.label, "label", .item(.touchpoint, id: item.id), item.id) }
    for item in words.channels.items { add(item.label, "label", .item(.channel, id: item.id), item.id) }
    for action in book.actions { add(action.title, "title", .item(.action, id: action.id), action.id) }
    for rule in book.rules {
      add(rule.title, "title", .rule(id: rule.id), rule.id)
      add(rule.because, "because", .rule(id: rule.id), rule.id)
      if case .alert(let alert) = rule.effect { add(alert.summary, "summary", .rule(id: rule.id), rule.id) }
    }
    return texts
  }
}
