package import Foundation

/// A page of documentation, whose examples can be run.
///
/// A fenced block's first word says what it is:
///
/// - `yaml PATH`, `json PATH`: a file, written to that path. A folder of rule files must pass `waymark check --strict`
///   unless the page itself checks it.
/// - `bash`, `python`: run, and must end with exit code 0.
/// - `bash daemon`: a command that runs beside all that follows.
/// - `text`: what the example before it printed; `…` stands for what differs from run to run.
/// - `json` alone: the same for JSON, however it is laid out; `"…"` stands for such a string.
/// - `sh`, `ini`: not run.
package struct Article {
  package static let catalogue = Project.root.appending(path: "Sources/waymark/Documentation.docc")

  /// The names of the articles in the DocC catalogue.
  package static let names: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(atPath: catalogue.path)
    return (files ?? []).filter { $0.hasSuffix(".md") }.sorted()
  }()

  package struct Example {
    /// The line after its opening fence, from 0.
    package let line: Int
    /// What stands after the fence.
    package let words: [String]
    package var text = ""
  }

  package let url: URL
  package private(set) var lines: [String]

  package init(_ url: URL) throws {
    self.url = url
    lines = String(decoding: try Data(contentsOf: url), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  }

  package init(named name: String) throws { try self.init(Self.catalogue.appending(path: name)) }

  package var examples: [Example] {
    var examples: [Example] = []
    var isInside = false
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        isInside.toggle()
        if isInside {
          let words = line.dropFirst(3).split(separator: " ").map { String($0) }
          examples.append(Example(line: index + 1, words: words))
        }
      } else if isInside {
        examples[examples.count - 1].text += "\(line)\n"
      }
    }
    return examples
  }

  /// The body of the table with a header of that first cell: the cells of each row, without backquotes.
  package func table(_ header: String) -> [[String]] {
    rows(ofTable: header).map { line in
      line.replacing("\\|", with: "\u{0}").split(separator: "|").map {
        $0.replacing("\u{0}", with: "|").replacing("`", with: "").trimmingCharacters(in: .whitespaces)
      }
    }
  }

  /// The lines of that table's body.
  package func rows(ofTable header: String) -> [String] {
    let start = lines.firstIndex { $0.hasPrefix("| \(header) |") } ?? lines.endIndex
    return Array(lines[start...].dropFirst(2).prefix { $0.hasPrefix("|") })
  }

  /// Puts other rows, whole lines each, into the table with a header of that first cell, and writes the page.
  package mutating func rewrite(table header: String, as rows: [String]) throws {
    guard let start = lines.firstIndex(where: { $0.hasPrefix("| \(header) |") }) else { return }
    let end = lines[start...].firstIndex { !$0.hasPrefix("|") } ?? lines.endIndex
    lines.replaceSubrange(start + 2..<end, with: rows)
    try Data(lines.joined(separator: "\n").utf8).write(to: url)
  }

  /// Puts another text into an example, and writes the page.
  package mutating func rewrite(_ example: Example, as text: String) throws {
    let count = example.text.count { $0 == "\n" }
    let new = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { String($0) }
    lines.replaceSubrange(example.line..<example.line + count, with: new)
    try Data(lines.joined(separator: "\n").utf8).write(to: url)
  }
}
