import Analysis
import Decisions
import Diagnostics
import Foundation
import RuleFiles
import Rules
import TestSupport
import Testing
import Time

/// Fifty changes to the rule book that comes with Waymark, each in one place: the place is found, and nothing else.
@Suite struct SeededChangeTests {
  private static let files = ShippedBook.files

  /// A Monday morning.
  private static let now = Instant(microseconds: 1_767_603_600_000_000)

  private static func load(_ files: [SourceFile]) -> RuleBook? { RuleBook.load(files).book }

  /// A change of the text of a file, and what follows from it.
  private struct Change {
    let file: SourceFile
    let range: Range<String.Index>
    let replacement: String
    /// Where the region must be, or the beginning of the path of a value.
    let output: Output?
    let value: String?

    func applied(to files: [SourceFile]) -> [SourceFile] {
      files.map { one in
        guard one.path == file.path else { return one }
        var text = String(decoding: one.bytes, as: UTF8.self)
        text.replaceSubrange(range, with: replacement)
        return SourceFile(path: one.path, bytes: Array(text.utf8))
      }
    }
  }

  /// Places where a score, a cooldown, a window of a policy or a severity stands, or a rule that can be switched off.
  private static func changes() -> [[Change]] {
    var scores: [Change] = []
    var cooldowns: [Change] = []
    var policies: [Change] = []
    var severities: [Change] = []
    for file in files {
      let text = String(decoding: file.bytes, as: UTF8.self)
      for match in text.matches(of: /action: ([a-z0-9-]+), score: (\d+)\b/) {
        let old = Int(match.output.2) ?? 0
        scores.append(
          Change(
            file: file, range: match.output.2.startIndex..<match.output.2.endIndex,
            replacement: "\(old > 50 ? old - 37 : old + 41)",
            output: .candidate(action: String(match.output.1)),
            value: nil))
      }
      if file.path.hasPrefix("actions/") {
        for match in text.matches(of: /(?m)^  ([a-z0-9-]+):\n(?:    .*\n)*?    cooldown: (\d+)d/) {
          cooldowns.append(
            Change(
              file: file, range: match.output.2.startIndex..<match.output.2.endIndex,
              replacement: "\(match.output.2)1",
              output: nil, value: "actions.\(match.output.1).cooldown"))
        }
      }
      if file.path == "policies.yaml" {
        for match in text.matches(of: /(?m)^    ([a-z0-9-]+): \{.*(?:at_most: (\d+))/) {
          let number = match.output.2
          policies.append(
            Change(
              file: file, range: number.startIndex..<number.endIndex, replacement: "\(number)7", output: nil,
              value: "policies.caps.\(match.output.1)"))
        }
      }
      for match in text.matches(of: /detect: \{pain_point: ([a-z0-9-]+), severity: (0\.\d+)/) {
        severities.append(
          Change(
            file: file, range: match.output.2.startIndex..<match.output.2.endIndex, replacement: "0.99",
            output: .painPoint(String(match.output.1)), value: nil))
      }
    }
    return [scores, cooldowns, policies, severities]
  }

  @Test func `each change is found where it is, with a state that shows it, and nothing besides`() throws {
    var random = SeededRandom.ofThisRun()
    let old = try #require(Self.load(Self.files))
    let kinds = Self.changes()
    try #require(kinds[0].count > 50 && kinds[1].count > 10 && !kinds[2].isEmpty)
    var tried = 0
    var shown = 0
    while tried < 50 {
      guard
        let change = kinds.filter({ !$0.isEmpty }).randomElement(using: &random)?.randomElement(
          using: &random),
        let new = Self.load(change.applied(to: Self.files))
      else { continue }
      tried += 1
      let difference = BookComparison(DecidingBook(old), DecidingBook(new), now: Self.now).difference()
      let place =
        "\(change.file.path): \(change.replacement) for \(change.output.map { "\($0)" } ?? change.value ?? "")"
      #expect(difference.tooLarge.isEmpty)
      if let output = change.output {
        #expect(difference.values.isEmpty, "\(place)")
        #expect(difference.regions.allSatisfy { $0.outputs == [output] }, "\(place)")
        #expect(difference.regions.allSatisfy { $0.rules.allSatisfy { $0.change == .changed } }, "\(place)")
        if difference.regions.contains(where: { $0.witness != nil }) { shown += 1 }
        // Nothing at all is right only where another rule gives more wherever this one matches.
      } else {
        #expect(difference.regions.isEmpty, "\(place)")
        #expect(difference.values.map(\.path) == [change.value], "\(place)")
        shown += 1
      }
    }
    #expect(shown >= 45, "of \(tried) changes \(shown) are shown")
  }

  @Test func `a word, a condition or a rule that is new or gone is found`() throws {
    let old = try #require(Self.load(Self.files))
    func difference(_ path: String, _ before: String, _ after: String) throws -> BookDifference {
      var found = false
      let files = Self.files.map { file in
        guard file.path == path else { return file }
        let text = String(decoding: file.bytes, as: UTF8.self)
        found = text.contains(before)
        guard let range = text.range(of: before) else { return file }
        return SourceFile(path: path, bytes: Array(text.replacingCharacters(in: range, with: after).utf8))
      }
      try #require(found, "\(before) in \(path)")
      let new = try #require(Self.load(files), "\(before) -> \(after)")
      return BookComparison(DecidingBook(old), DecidingBook(new), now: Self.now).difference()
    }
    let rule = try #require(old.rules.first { $0.effect.verb == .recommend && $0.when != nil })
    let text = try #require(Self.files.first { $0.path == rule.location.file })
    let lines = String(decoding: text.bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let line = String(lines[Int(rule.location.span.line) - 1])
    // Switched off: what it recommends is no candidate any more, or another rule's.
    let off = try difference(rule.location.file, "\(line)\n", "\(line)\n    enabled: false\n")
    #expect(!off.regions.isEmpty && off.regions.allSatisfy { $0.rules.map(\.id) == [rule.id] })
    #expect(off.regions.contains { $0.witness != nil })
    // An exception more.
    if rule.unless == nil {
      let unless = try difference(
        rule.location.file, "\(line)\n", "\(line)\n    unless: {sentiment: {lt: -0.9}}\n")
      let space = unless.space
      let sentiment = try #require(space.index(of: .number("sentiment", isWhole: false)))
      #expect(
        !unless.regions.isEmpty
          && unless.regions.allSatisfy { $0.boxes.allSatisfy { $0.dimensions.contains(sentiment) } })
    }
  }
}
