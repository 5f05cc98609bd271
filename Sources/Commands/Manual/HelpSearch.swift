import Diagnostics

/// Where a word is spoken of: in the help of commands, in the pages on problems, in the articles.
struct HelpSearch {
  /// What to run or to read, and what stands there of the word.
  struct Place {
    let name: String
    let text: String
    /// How much of it the word is: 1 where it is only spoken of.
    var weight = 1
  }

  private let words: [WordStem]

  /// - Parameter words: all of which have to be in one text; in any capitals, and with any ending.
  init(_ words: [String]) {
    self.words = words.flatMap { $0.split(separator: " ") }.map { WordStem($0) }
  }

  private func isIn(_ texts: [String?]) -> Bool {
    let text = WordStem.plain(texts.compactMap(\.self).joined(separator: " "))
    return words.allSatisfy { $0.begins(wordIn: text) }
  }

  /// How much of a thing the words are: the most that a part with each of them weighs, taken together. Zero where one is
  /// nowhere.
  private func weight(_ parts: [(text: String?, weight: Int)]) -> Int {
    let plain = parts.map { ($0.text.map { WordStem.plain($0) } ?? "", $0.weight) }
    let weights = words.map { word in plain.map { word.begins(wordIn: $0) ? $1 : 0 }.max() ?? 0 }
    return weights.contains(0) ? 0 : weights.reduce(0, +)
  }

  /// The places in the help of a program's commands: the command, or the options that speak of it.
  func places(in root: CommandDescription, _ path: String) -> [Place] {
    var places: [Place] = []
    for command in root.shownSubcommands {
      let name = "\(path) \(command.commandName)"
      let weight = weight([(command.commandName, 8), (command.abstract, 4), (command.discussion, 2)])
      if weight > 0 { places.append(Place(name: name, text: command.abstract ?? "", weight: weight)) }
      for option in command.shownArguments {
        let names = (option.names ?? []).map(\.text)
        guard let long = option.names?.first(where: { $0.kind == "long" })?.text,
          case let weight = self.weight([
            (names.joined(separator: " "), 4), (option.valueName, 2), (option.abstract, 1),
          ]), weight > 0
        else { continue }
        places.append(Place(name: "\(name) \(long)", text: option.abstract ?? "", weight: weight))
      }
      places += self.places(in: command, name)
    }
    return places
  }

  func problems(among catalogue: [DiagnosticID]) -> [Place] {
    catalogue.filter { isIn([$0.name, $0.page]) }.map {
      Place(
        name: "waymark explain-diagnostic \($0.name)", text: $0.firstSentence,
        weight: isIn([$0.name]) ? 2 : 1)
    }
  }

  /// Articles with the sections that speak of it.
  func articles(among articles: [ArticleTopics]) -> [Place] {
    articles.compactMap { article in
      let sections = article.sections.filter { isIn([$0]) }
      let weight = weight([
        (article.title, 8), (article.keywords.joined(separator: "; "), 4),
        (article.sections.joined(separator: "; "), 4), (article.abstract, 2),
      ])
      guard weight > 0 else { return nil }
      return Place(
        name: "\(article.title) (\(article.file))",
        text: sections.isEmpty ? article.abstract : sections.joined(separator: "; "),
        weight: weight + (sections.isEmpty ? 0 : 1))
    }
  }

  /// Sections of the runbook that speak of it, and how much of each it is.
  private func sections() -> [(section: ArticleSection, weight: Int)] {
    ArticleSection.runbook.dropFirst().map { ($0, weight([($0.heading, 9), ($0.text, 1)])) }.filter {
      $0.1 > 0
    }
  }

  /// All places for a person to read, the best of each kind first, and not more than fit on a screen; nil where there is
  /// none.
  static func text(on words: [String], in root: CommandDescription, for terminal: Terminal) -> String? {
    if let text = HelpSearch(words).text(in: root, for: terminal) { return text }
    guard let meant = HelpWords.meant(by: words), let text = HelpSearch(meant).text(in: root, for: terminal)
    else { return nil }
    return
      "'\(words.joined(separator: " "))' is nowhere; of '\(meant.joined(separator: " "))' is said:\n\n\(text)"
  }

  private func text(in root: CommandDescription, for terminal: Terminal) -> String? {
    let sections = sections()
    let articles = articles(among: ArticleTopics.all)
    let commands = places(in: root, "waymark")
    // The only place is shown at once.
    if articles.isEmpty, commands.isEmpty, sections.count == 1 {
      return sections[0].section.rendered(for: terminal)
    }
    let groups = [
      HelpGroup(
        "Articles",
        articles
          + sections.map {
            Place(
              name: "waymark help \($0.section.name) (Runbook.md)", text: $0.section.beginning,
              weight: $0.weight)
          }),
      HelpGroup("Commands", commands),
      HelpGroup("Problems", problems(among: ExplainDiagnostic.catalogue)),
    ].filter { !$0.isEmpty }
    guard !groups.isEmpty else { return nil }
    return HelpGroup.text(of: groups, for: terminal)
  }
}
