import Analysis
import JSON
import Rules

extension DifferenceReport {
  /// For a pull request.
  var markdown: String {
    guard !difference.isEmpty else {
      return "**No difference**: every state is decided alike by `\(before.name)` and `\(after.name)`.\n"
    }
    var text = "**\(summary)**\n"
    if !weakened.isEmpty {
      text += "\n### Less is kept from people\n\n"
      for safeguard in weakened {
        text += "- \(safeguard.words)\(safeguard.remedy.map { " (\($0))" } ?? "")\n"
      }
    }
    for region in regions {
      text += "\n### \(region.difference.change)\n\n"
      for state in region.states {
        text += "- \(state.isEmpty ? "every state" : state.map { "`\($0)`" }.joined(separator: ", "))\n"
      }
      if region.unlisted > 0 { text += "- \(region.unlisted) more groups of states\n" }
      for rule in region.difference.rules { text += "\nBy \(words(of: rule)).\n" }
      guard let example = region.example else {
        text += "\n_Undecided: no state was found that shows it._\n"
        continue
      }
      text += "\n| | |\n|---|---|\n"
      text += "| before | \(Self.outcome(of: example.before)) |\n"
      text += "| after | \(Self.outcome(of: example.after)) |\n"
      text += "\n<details><summary>A state that shows it</summary>\n\n```json\n\(example.state.text)\n```\n"
      if let test = example.test { text += "\n```yaml\n\(test)```\n" }
      text += "\n</details>\n"
    }
    if !difference.values.isEmpty {
      text += "\n### Values\n\n| value | before | after |\n|---|---|---|\n"
      for value in difference.values {
        text += "| \(value.path) | \(Self.cell(value.old)) | \(Self.cell(value.new)) |\n"
      }
    }
    for output in difference.tooLarge { text += "\nNot compared: \(output.words).\n" }
    return text
  }

  private static func cell(_ text: String?) -> String {
    (text ?? "").replacing("|", with: "\\|").replacing("\n", with: " ")
  }
}
