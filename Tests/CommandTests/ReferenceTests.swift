import Foundation
import Testing
import TestSupport

/// The tables of the articles and what Waymark knows must not part.
@Suite struct ReferenceTests {
  // MARK: Settings

  @Test func `the table of settings says what config waymark yaml says`() throws {
    let file = try Article(Project.root.appending(path: "config/waymark.yaml"))
    var shown: [String: String] = [:]
    var sections: [(indent: Int, name: String)] = []
    for line in file.lines {
      // Most settings stand there commented out, with their defaults.
      guard let match = line.firstMatch(of: /^( *)(# )?( *)([a-z_]+):(?: +(\S+))?(?: +#.*)?$/) else {
        continue
      }
      let indent = match.output.1.count + match.output.3.count
      let name = String(match.output.4)
      sections.removeAll { $0.indent >= indent }
      let path = (sections.map(\.name) + [name]).joined(separator: ".")
      sections.append((indent, name))
      if let value = match.output.5, !value.hasPrefix("#") { shown[path] = String(value) }
    }
    // What the file sets for this project, and what it gives an example or the usual value for.
    shown["rules.path"] = "rules"
    shown["state_dir"] = "/var/lib/waymark"
    for name in [
      "socket.path", "socket.group", "log.file", "decision_log.path", "metrics.listen", "metrics.textfile",
    ] { shown[name] = "" }
    for name in ["users", "groups"] { shown["access.decide.\(name)"] = "[]" }
    let rows = try Self.settings()
    #expect(Set(rows.map(\.path)) == Set(shown.keys))
    for row in rows { #expect(shown[row.path] == row.value, "\(row.path)") }
  }

  @Test func `the daemon takes every setting of the table with its default`() throws {
    let folder = try TemporaryFolder()
    var text = ""
    for row in try Self.settings() where !row.value.isEmpty {
      let keys = row.path.split(separator: ".")
      text += "\n" + keys.map { "{\($0): " }.joined() + row.value + keys.map { _ in "}" }.joined()
      // One file for each: a section may stand in a file once.
      try folder.write(String(text.dropFirst()) + "\n", to: "\(row.path).yaml")
      text = ""
      let errors = try Shell.run("waymark serve --rules none --config \(row.path).yaml", in: folder).errors
      #expect(errors.contains("no-rule-directory"), "\(row.path): \(errors)")
    }
  }

  @Test func `the daemon reads every variable of the table`() throws {
    let folder = try TemporaryFolder()
    let rows = try Self.settings()
    let bad = rows.map { "\($0.variable)=\($0.path.hasPrefix("access.") ? "nobody-of-that-name" : "")" }
    let errors = try Shell.run(
      "env \(bad.joined(separator: " ")) waymark serve --log-format text", in: folder
    ).errors
    for row in rows where !row.path.hasPrefix("access.") {
      #expect(errors.contains("\(row.variable):1:1: error"), "\(row.variable): \(errors)")
    }
    for row in rows where row.path.hasPrefix("access.") {
      let errors = try Shell.run("\(row.variable)=nobody-of-that-name waymark serve", in: folder).errors
      #expect(errors.contains("nobody-of-that-name"), "\(row.variable): \(errors)")
    }
  }

  private static func settings() throws -> [(path: String, value: String, variable: String)] {
    try Article(named: "Running.md").table("setting").map { ($0[0], $0[1], $0[2]) }
  }

  // MARK: Answers

  @Test func `the table of endpoints has those that the daemon names`() throws {
    let folder = try TemporaryFolder()
    let daemon = try RunningDaemon(rules: Project.root.appending(path: "rules").path, in: folder)
    defer { daemon.stop() }
    let answer = try Shell.run("curl -s --unix-socket waymark.sock http://waymark/nothing", in: folder).output
    let calls = try Article(named: "Asking.md").table("call").map { $0[0].split(separator: " ") }
    #expect(!calls.isEmpty && answer.contains("there is \(calls.map { $0[1] }.joined(separator: ", "))\""))
    for call in calls {
      // Each takes the method of the table and names it where it is asked with another.
      let other = try Shell.run(
        "curl -s -X PUT -d x --unix-socket waymark.sock http://waymark\(call[1])", in: folder
      ).output
      #expect(other.contains("it takes \(call[0])"), "\(other)")
    }
  }

  // MARK: Rules

  @Test func `the article on rules names every key that the schema of rule files has`() throws {
    let output = try Shell.run("waymark schema book", in: try TemporaryFolder()).output
    let schema = try JSONSerialization.jsonObject(with: Data(output.utf8))
    let article = try Article(named: "WritingRules.md").lines.joined(separator: "\n")
    let words = Set(
      article.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }.map { String($0) })
    // The ids of what is found are no keys of rules: there is a page of each.
    let names = Self.properties(in: schema).subtracting(try Self.idsOfFindings(in: schema))
    #expect(names.count > 80)
    for name in names.sorted() { #expect(words.contains(name), "\(name) is not in the article") }
  }

  /// The ids under which severities may stand.
  private static func idsOfFindings(in schema: Any) throws -> Set<String> {
    let sections = try #require((schema as? [String: Any])?["properties"] as? [String: Any])
    let check = try #require((sections["check"] as? [String: Any])?["properties"] as? [String: Any])
    #expect(check.count > 40)
    return Set(check.keys)
  }

  /// The names of all properties anywhere in a schema.
  private static func properties(in schema: Any) -> Set<String> {
    if let list = schema as? [Any] { return list.reduce(into: []) { $0.formUnion(properties(in: $1)) } }
    guard let object = schema as? [String: Any] else { return [] }
    var names = Set((object["properties"] as? [String: Any])?.keys.map { $0 } ?? [])
    for (key, value) in object {
      // A property may be named like a keyword of the schema.
      let parts = key == "properties" ? Array((value as? [String: Any] ?? [:]).values) : [value]
      for part in parts { names.formUnion(properties(in: part)) }
    }
    return names
  }
}
