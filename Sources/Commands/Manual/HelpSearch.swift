import Diagnostics

/// Where a word is spoken of: in the help of commands, in the pages on problems, in the articles.
struct HelpSearch {
  /// What to run or to read, and what stands there of the word.
  struct Place {
    let name: String
    let text: String
  }

  private let words: [String]

  /// - Parameter words: all of which have to be in one text; in any capitals, and plurals for singulars.
  init(_ words: [String]) {
    self.words = words.map { word in
      let small = word.lowercased()
      return small.count > 3 && small.hasSuffix("s") ? String(small.dropLast()) : small
    }
  }

  private func isIn(_ texts: [String?]) -> Bool {
    let text = texts.compactMap(\.self).joined(separator: " ").lowercased()
    return words.allSatisfy { text.contains($0) }
  }

  /// The places in the help of a program's commands: the command, or the options that speak of it.
  func places(in root: CommandDescription, _ path: String) -> [Place] {
    var places: [Place] = []
    for command in root.shownSubcommands {
      let name = "\(path) \(command.commandName)"
      let options = command.shownArguments.filter { argument in
        isIn((argument.names ?? []).map(\.text) + [argument.valueName, argument.abstract])
      }
      if isIn([command.commandName, command.abstract, command.discussion]) {
        places.append(Place(name: name, text: command.abstract ?? ""))
      }
      for option in options {
        guard let long = option.names?.first(where: { $0.kind == "long" })?.text else { continue }
        places.append(Place(name: "\(name) \(long)", text: option.abstract ?? ""))
      }
      places += self.places(in: command, name)
    }
    return places
  }

  func problems(among catalogue: [DiagnosticID]) -> [Place] {
    catalogue.filter { isIn([$0.name, $0.page]) }.map {
      Place(name: "waymark explain-diagnostic \($0.name)", text: $0.page.firstSentence)
    }
  }

  /// Articles with the sections that speak of it.
  func articles(among articles: [ArticleTopics]) -> [Place] {
    articles.compactMap { article in
      let sections = article.sections.filter { isIn([$0]) }
      guard !sections.isEmpty || isIn([article.title, article.abstract]) else { return nil }
      return Place(
        name: "\(article.title) (\(article.file))",
        text: sections.isEmpty ? article.abstract : sections.joined(separator: "; "))
    }
  }

  /// All places for a person to read; nil where there is none.
  static func text(on words: [String], in root: CommandDescription, for terminal: Terminal) -> String? {
    let search = HelpSearch(words)
    let groups = [
      ("Commands", search.places(in: root, "waymark")),
      ("Articles", search.articles(among: ArticleTopics.all)),
      ("Problems", search.problems(among: ExplainDiagnostic.catalogue)),
    ].filter { !$0.1.isEmpty }
    guard !groups.isEmpty else { return nil }
    let width = min(terminal.width ?? 80, 100)
    return groups.map { title, places in
      "\(terminal.bold(title))\n"
        + places.map { "  \($0.name)\n\($0.text.wrapped(to: width, indent: 6))\n" }.joined()
    }.joined(separator: "\n")
  }
}
