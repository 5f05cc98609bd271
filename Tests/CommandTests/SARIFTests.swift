import Foundation
import Testing
import TestSupport

/// `waymark check --format sarif` is held against what SARIF 2.1.0 asks for.
@Suite struct SARIFTests {
  private typealias Object = [String: Any]

  /// The one run of the log that a check of rule files writes, and the lines of the files.
  private static func run(_ files: [String: String]) throws -> (run: Object, lines: [String: [String]]) {
    let folder = try TemporaryFolder()
    for (path, text) in files { try folder.write(text, to: path) }
    let output = try Shell.run("waymark check rules --format sarif", in: folder).output
    let log = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? Object)
    #expect(log["version"] as? String == "2.1.0")
    #expect((log["$schema"] as? String)?.hasSuffix("sarif-2.1.0.json") == true)
    let runs = try #require(log["runs"] as? [Object])
    #expect(runs.count == 1)
    return (runs[0], files.mapValues { $0.components(separatedBy: "\n") })
  }

  private static let book = [
    "rules/book.yaml": """
    stages: {decision: {phase: before}}
    pain_points: {price: }
    actions: {guide: {kind: content}}
    rules:
      "first":
        unless: {sentiment: {lt: 0}}
        when: {stage: desicion}
        recommend: guide
      second: {when: {}, recommend: guide}

    """,
    // A character beyond 16 bits stands before the mistake.
    "rules/a b/größe, 100%.yaml":
      "rules:\n  third: {title: 😀, recommend: giude}\n  second: {recommend: guide}\n",
  ]

  @Test func `a log says which program found what kinds of problems`() throws {
    let (run, _) = try Self.run(Self.book)
    let driver = try #require((run["tool"] as? Object)?["driver"] as? Object)
    #expect(driver["name"] as? String == "Waymark")
    let version = try #require(driver["semanticVersion"] as? String)
    #expect(version.wholeMatch(of: /\d+\.\d+\.\d+/) != nil)
    let rules = try #require(driver["rules"] as? [Object])
    let ids = rules.compactMap { $0["id"] as? String }
    #expect(ids.count == rules.count && Set(ids).count == ids.count && ids.count >= 3)
    for rule in rules {
      for key in ["shortDescription", "fullDescription", "help"] {
        let text = (rule[key] as? Object)?["text"] as? String ?? ""
        #expect(text.hasSuffix("."), "\(rule)")
      }
    }
    for result in try #require(run["results"] as? [Object]) {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(ids[index] == result["ruleId"] as? String)
    }
  }

  @Test func `a result stands where the problem is, in characters`() throws {
    let (run, lines) = try Self.run(Self.book)
    #expect(run["columnKind"] as? String == "unicodeCodePoints")
    let results = try #require(run["results"] as? [Object])
    var levels: Set<String> = []
    var related = 0
    var marked: Set<String> = []
    for result in results {
      levels.insert(try #require(result["level"] as? String))
      #expect(((result["message"] as? Object)?["text"] as? String)?.isEmpty == false)
      let locations = try #require(result["locations"] as? [Object])
      #expect(locations.count == 1)
      let others = result["relatedLocations"] as? [Object] ?? []
      #expect(result["relatedLocations"] == nil || !others.isEmpty)
      for other in others { #expect(((other["message"] as? Object)?["text"] as? String)?.isEmpty == false) }
      related += others.count
      for location in locations + others { marked.insert(try Self.marked(by: location, in: lines)) }
    }
    #expect(levels == ["error", "note"] && related == 1)
    #expect(marked.isSuperset(of: ["desicion", "giude", "second"]), "\(marked)")
  }

  /// The text at a place, found as a reader of the log would find it.
  private static func marked(by location: Object, in lines: [String: [String]]) throws -> String {
    let place = try #require(location["physicalLocation"] as? Object)
    let uri = try #require((place["artifactLocation"] as? Object)?["uri"] as? String)
    #expect(uri.allSatisfy { $0.isASCII && $0 != " " && $0 != "," })
    let path = try #require(uri.removingPercentEncoding)
    let region = try #require(place["region"] as? [String: Int])
    #expect(Set(region.keys) == ["startLine", "startColumn", "endLine", "endColumn"])
    let (start, end) = (try #require(region["startColumn"]), try #require(region["endColumn"]))
    let line = try #require(lines[path], "\(path)")[try #require(region["startLine"]) - 1]
    #expect(region["startLine"] == region["endLine"] && start >= 1 && end >= start)
    return String(String.UnicodeScalarView(Array(line.unicodeScalars)[start - 1..<end - 1]))
  }

  @Test func `a book without a problem has no result`() throws {
    let (run, _) = try Self.run(["rules/book.yaml": "markets: {b2b: {}}\n"])
    #expect((run["results"] as? [Object])?.isEmpty == true)
  }
}
