import API
import Foundation

/// The page of a command in the manual, made of what its parser knows.
struct ManualPage {
  /// The words that call the command, such as `waymark history accept`.
  let words: [String]
  let command: CommandDescription
  /// The names of all pages.
  let others: [String]

  /// Such as `waymark-history-accept`.
  var name: String { words.joined(separator: "-") }

  /// The name of its file.
  var fileName: String { "\(name).1" }

  /// The pages of a program and all its commands.
  static func all(of root: CommandDescription) -> [ManualPage] {
    func walk(_ command: CommandDescription, below words: [String]) -> [([String], CommandDescription)] {
      let words = words + [command.commandName]
      return [(words, command)] + command.shownSubcommands.flatMap { walk($0, below: words) }
    }
    let found = walk(root, below: [])
    let names = found.map { $0.0.joined(separator: "-") }
    return found.map { ManualPage(words: $0, command: $1, others: names) }
  }

  var roff: String {
    var page = Roff(
      title: name.uppercased(), section: 1, day: Version.day, source: "Waymark \(Version.current)")
    page.section("NAME")
    page.line("\(Roff.escaped(name)) \\- \(Roff.escaped(Self.phrase(command.abstract)))")
    page.section("SYNOPSIS")
    writeSynopsis(to: &page)
    let text = ManualText(command.discussion ?? "")
    if !text.blocks.isEmpty {
      page.section("DESCRIPTION")
      for (index, block) in text.blocks.enumerated() { block.write(to: &page, isFirst: index == 0) }
    }
    writeOptions(to: &page)
    writeCommands(to: &page)
    if !text.exitCodes.isEmpty {
      page.section("EXIT STATUS")
      for (code, meaning) in text.exitCodes { page.item(Roff.bold(code), [meaning]) }
    }
    writeSurroundings(to: &page)
    writeReferences(to: &page)
    return page.text
  }

  /// What a command does, as a list of names has it: without the full stop.
  private static func phrase(_ abstract: String?) -> String {
    guard let abstract else { return "" }
    let words = abstract.hasSuffix(".") ? String(abstract.dropLast()) : abstract
    return words.prefix(1).lowercased() + words.dropFirst()
  }

  // MARK: Parts

  private func writeSynopsis(to page: inout Roff) {
    var parts = [Roff.bold(words.joined(separator: " "))]
    if !command.shownSubcommands.isEmpty { parts.append(Roff.italic("command")) }
    for argument in command.shownArguments where !["help", "version"].contains(argument.valueName) {
      let text = argument.synopsis + (argument.isRepeating ? "..." : "")
      parts.append(argument.isOptional ? "[\(text)]" : text)
    }
    page.line(parts.joined(separator: " "))
  }

  private func writeOptions(to page: inout Roff) {
    guard !command.shownArguments.isEmpty else { return }
    page.section("OPTIONS")
    for argument in command.shownArguments {
      var words = [argument.abstract ?? ""]
      if let discussion = argument.discussion, !discussion.isEmpty { words.append(discussion) }
      var notes: [String] = []
      if let values = argument.allValues, !values.isEmpty {
        notes.append("values: \(values.joined(separator: ", "))")
      }
      if let value = argument.defaultValue { notes.append("default: \(value)") }
      if !notes.isEmpty { words[words.count - 1] += " (\(notes.joined(separator: "; ")))" }
      page.item(argument.term, words)
    }
  }

  private func writeCommands(to page: inout Roff) {
    guard !command.shownSubcommands.isEmpty else { return }
    page.section("COMMANDS")
    for subcommand in command.shownSubcommands {
      page.item("\(Roff.bold("\(name)-\(subcommand.commandName)"))(1)", [subcommand.abstract ?? ""])
    }
  }

  private func writeSurroundings(to page: inout Roff) {
    page.section("ENVIRONMENT")
    page.item(
      Roff.bold("WAYMARK_SOCKET_PATH"), ["The socket of the daemon, where it is not at its usual place."])
    page.item(
      Roff.bold("XDG_RUNTIME_DIR"),
      ["The folder in which the socket is looked for next, as waymark.sock; then it is /run/waymark."])
    guard words.last == "serve" else { return }
    page.item(
      Roff.bold("WAYMARK_") + Roff.italic("SETTING"),
      ["Each setting of the configuration file: limits.idle is WAYMARK_LIMITS_IDLE."])
    page.section("FILES")
    page.item(
      Roff.italic("/etc/waymark/waymark.yaml"),
      ["The configuration of the service, where a package brought it."])
    page.item(Roff.italic("/var/lib/waymark"), ["What must survive a restart."])
  }

  private func writeReferences(to page: inout Roff) {
    let related = others.filter { other in
      other != name && (words.count > 1 || other.split(separator: "-").count == 2)
    }
    guard !related.isEmpty else { return }
    page.section("SEE ALSO")
    page.line(related.map { "\(Roff.bold($0))(1)" }.joined(separator: ",\n"))
  }
}

extension CommandDescription.Argument {
  private var value: String { Roff.italic(valueName ?? "value") }

  /// How it is written in a call.
  fileprivate var synopsis: String {
    switch kind {
    case .positional: value
    case .flag: Roff.bold(longest)
    case .option: "\(Roff.bold(longest)) \(value)"
    }
  }

  /// All its names.
  fileprivate var term: String {
    guard kind != .positional else { return value }
    let names = (names ?? []).map(\.text).sorted { $0.utf8.count < $1.utf8.count }
    let term = names.map { Roff.bold($0) }.joined(separator: ", ")
    return kind == .flag ? term : "\(term) \(value)"
  }

  private var longest: String {
    (names ?? []).map(\.text).max { $0.utf8.count < $1.utf8.count } ?? ""
  }
}
