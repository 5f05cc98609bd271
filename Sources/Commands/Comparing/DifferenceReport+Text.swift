import Analysis
import Diagnostics
import JSON
import Rules

extension DifferenceReport {
  /// For people at a terminal.
  func text(for terminal: Terminal) -> String {
    guard !difference.isEmpty else {
      return "no difference: every state is decided alike by '\(before.name)' and '\(after.name)'\n"
    }
    var text = "\(summary)\n"
    if !weakened.isEmpty {
      text += "\n\(terminal.bold("Less is kept from people"))\n"
      for safeguard in weakened {
        text += "  \(safeguard.words)\n"
        if let remedy = safeguard.remedy { text += "    help: \(remedy)\n" }
      }
    }
    for region in regions {
      text += "\n\(terminal.bold(region.difference.change))\n"
      text += lines(of: region).map { "  \($0)\n" }.joined()
    }
    if !difference.values.isEmpty {
      text += "\n\(terminal.bold("Values"))\n"
      for value in difference.values { text += "  \(value.path): \(Self.change(of: value))\n" }
    }
    if !difference.tooLarge.isEmpty {
      text += "\n\(terminal.bold("Not compared"))\n"
      for output in difference.tooLarge {
        text += "  \(output.words): its rules have too many combinations of conditions\n"
      }
    }
    return text
  }

  /// How much there is.
  var summary: String {
    var parts: [String] = []
    let claimed = regions.count { $0.example != nil }
    let undecided = regions.count - claimed
    if claimed > 0 { parts.append("\(claimed) difference\(claimed == 1 ? "" : "s") of behaviour") }
    if undecided > 0 { parts.append("\(undecided) undecided") }
    if !difference.values.isEmpty {
      parts.append("\(difference.values.count) other value\(difference.values.count == 1 ? "" : "s")")
    }
    if !difference.tooLarge.isEmpty { parts.append("\(difference.tooLarge.count) not compared") }
    return "'\(before.name)' -> '\(after.name)': \(parts.joined(separator: ", "))"
  }

  private func lines(of region: Region) -> [String] {
    var lines: [String] = []
    for (index, state) in region.states.enumerated() {
      let words = state.isEmpty ? "for every state" : state.joined(separator: "; ")
      lines.append("\(index == 0 ? "where" : "or   ") \(state.isEmpty ? words : words)")
    }
    if region.unlisted > 0 { lines.append("or    \(region.unlisted) more groups of states (--states)") }
    if !region.difference.areAll { lines.append("      and states that are too many groups to list") }
    for rule in region.difference.rules { lines.append("by    \(words(of: rule))") }
    guard let example = region.example else {
      lines.append("undecided: no state was found that shows it, so there may be none")
      return lines
    }
    lines.append("such as \(example.state.text)\(example.exit.map { ", after the exit '\($0)'" } ?? "")")
    lines.append("      before: \(Self.outcome(of: example.before))")
    lines.append("      after:  \(Self.outcome(of: example.after))")
    return lines
  }

  func words(of rule: ChangedRule) -> String {
    let places = places(of: rule)
    let texts = [places.old, places.new].compactMap { $0.map { "\($0.file):\($0.span.line)" } }
    let place = texts.count == 2 && texts[0] == texts[1] ? texts[0] : texts.joined(separator: " -> ")
    return "rule \(rule.id), \(rule.change.rawValue) (\(place))"
  }

  /// What came of a decision, in a line.
  static func outcome(of decision: [UInt8]) -> String {
    guard let document = try? JSONDocument(parsing: decision) else { return "" }
    let root = document.root
    let outcome = document.member("outcome", of: root).map { document.string(at: $0) } ?? ""
    let actions = document.member("recommendations", of: root).map { Array(document.elements(of: $0)) } ?? []
    let names = actions.map { entry in
      let action = document.member("action", of: entry).map { document.string(at: $0) } ?? ""
      let channel = document.member("channel", of: entry).map { " by \(document.string(at: $0))" } ?? ""
      let priority =
        document.member("priority", of: entry).map {
          " (\(String(decoding: document.rawBytes(of: $0), as: UTF8.self)))"
        } ?? ""
      return "\(action)\(channel)\(priority)"
    }
    return names.isEmpty ? outcome : "\(outcome): \(names.joined(separator: ", "))"
  }

  static func change(of value: ValueDifference) -> String {
    switch (value.old, value.new) {
    case (let old?, let new?): "\(old) -> \(new)"
    case (nil, let new?): "new: \(new)"
    case (let old?, nil): "gone: \(old)"
    case (nil, nil): ""
    }
  }
}
