import Foundation
import Testing

/// The examples of README.md run as they stand, from top to bottom in one folder, beside a daemon that serves the rule
/// book of the project.
@Suite struct ReadmeTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A fenced block: the words after the fence, and what stands in it.
  struct Example {
    let words: [String]
    var text = ""
  }

  @Test func `every example runs, and answers as it says`() throws {
    let folder = try TemporaryFolder()
    let daemon = try RunningDaemon(rules: Self.root.appending(path: "rules").path, in: folder)
    defer { daemon.stop() }
    var last = ""
    var count = 0
    for example in try Self.examples() {
      switch example.words.first {
      // A rule file, under its name.
      case "yaml": try folder.write(example.text, to: example.words.last ?? "")
      case "bash", "python":
        let arguments =
          example.words == ["bash"] ? ["bash", "-ec", example.text] : ["python3", "-c", example.text]
        let result = try Shell.run(arguments, in: folder)
        #expect(result.exitCode == 0, "\(example.text)\n\(result.errors)")
        last = result.output
        count += 1
      // What the example before it prints.
      case "text": #expect(last == example.text)
      // What builds Waymark: it has been done, or this would not run.
      case "sh": continue
      default: Issue.record("a block of unknown kind: \(example.words)")
      }
    }
    #expect(count >= 4)
  }

  @Test func `what it links to exists`() throws {
    let text = String(decoding: try Data(contentsOf: Self.root.appending(path: "README.md")), as: UTF8.self)
    for link in text.matches(of: /\]\((?!https?:)([^)#]+)/) {
      let path = Self.root.appending(path: String(link.output.1)).path
      #expect(FileManager.default.fileExists(atPath: path), "\(path) is not there")
    }
  }

  private static func examples() throws -> [Example] {
    let text = String(decoding: try Data(contentsOf: root.appending(path: "README.md")), as: UTF8.self)
    var examples: [Example] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isInside.toggle()
        if isInside {
          examples.append(Example(words: line.dropFirst(3).split(separator: " ").map { String($0) }))
        }
      } else if isInside {
        examples[examples.count - 1].text += "\(line)\n"
      }
    }
    return examples
  }
}
