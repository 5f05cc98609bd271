import Diagnostics
import Telemetry

/// A section of the runbook, which the program carries: whoever is called at night reads it where the daemon runs.
struct ArticleSection {
  let heading: String
  /// As the article has it, with what stands below its own headings.
  let text: String

  /// The sections of the runbook: all alarms, and all else that has a heading.
  static let runbook = sections(of: Runbook.text)

  /// - Parameter text: of an article.
  static func sections(of text: String) -> [ArticleSection] {
    var sections: [(heading: String, lines: [Substring])] = []
    var isExample = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { isExample.toggle() }
      if !isExample, line.hasPrefix("#") {
        sections.append((String(line.drop { $0 == "#" || $0 == " " }), []))
      } else if !sections.isEmpty {
        sections[sections.count - 1].lines.append(line)
      }
    }
    return sections.map { heading, lines in
      ArticleSection(
        heading: heading.replacing("`", with: ""),
        text: lines.joined(separator: "\n").replacing(/<doc:(\w+)>/) { "\($0.output.1).md" }.trimmed)
    }
  }

  /// Its heading, as a word of a command line.
  var name: String { heading.contains(" ") ? "'\(heading)'" : heading }

  /// Its first sentence, in one line.
  var beginning: String {
    let paragraph = text.firstRange(of: "\n\n").map { text[..<$0.lowerBound] } ?? text[...]
    let line = paragraph.split(whereSeparator: \.isWhitespace).joined(separator: " ").replacing(
      "**", with: "")
    return line.firstRange(of: ". ").map { String(line[..<$0.lowerBound]) + "." } ?? line
  }

  func rendered(for terminal: Terminal) -> String { "\(terminal.bold(heading))\n\n\(text)\n" }

  /// What to show for words that name a section or an event of the log; nil where they name neither.
  static func text(named words: [String], for terminal: Terminal) -> String? {
    let name = words.joined(separator: " ")
    if let event = EventName(rawValue: name.lowercased()) { return text(on: event, for: terminal) }
    let wanted = WordStem.plain(name)
    guard let index = runbook.firstIndex(where: { WordStem.plain($0.heading) == wanted }) else { return nil }
    let section = runbook[index]
    guard index == 0 else { return section.rendered(for: terminal) }
    // The article itself: what it is about, and how to read each part of it.
    let headings = runbook.dropFirst().filter { !$0.text.isEmpty }.map { "  \($0.heading)\n" }.joined()
    return section.rendered(for: terminal)
      + "\nRead a section by its name, as in `waymark help WaymarkDown`:\n\n\(headings)"
  }

  private static func text(on event: EventName, for terminal: Terminal) -> String {
    let explanation = event.explanation
    let levels = explanation.levels.map(\.rawValue).joined(separator: " or ")
    var text = "\(terminal.bold(event.rawValue)), an event of the daemon's log (\(levels))\n\n"
    let width = min(terminal.width ?? 80, 100)
    text += "  \("means: \(explanation.meaning)".wrapped(to: width, indent: 2).trimmed)\n"
    if let remedy = explanation.remedy {
      text += "  \("to do: \(remedy)".wrapped(to: width, indent: 2).trimmed)\n"
    }
    let others = runbook.dropFirst().filter { $0.text.contains("`\(event.rawValue)`") }
    guard !others.isEmpty else { return text }
    return text + "\nThe runbook speaks of it; `waymark help` with a name shows that section:\n\n"
      + others.map { "  \($0.heading)\n" }.joined()
  }
}
