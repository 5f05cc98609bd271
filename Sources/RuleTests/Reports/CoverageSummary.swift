package import Decisions
import Diagnostics
package import Rules

/// What tests cover of a rule book: of the rules that are enabled, those that matched; of the keys of their conditions,
/// those that held at least once and did not at least once.
package struct CoverageSummary: Sendable {
  /// A rule, and the keys of its conditions.
  package struct RuleRow: Sendable {
    package let rule: Rule
    package let matches: Int
    package let keys: [KeyRow]
  }

  package struct KeyRow: Sendable {
    package let term: Condition.Term
    package let key: RuleCoverage.Key
  }

  /// In the order of files and then of places.
  package let rows: [RuleRow]

  /// Where a file of the book stands, as others see it.
  private let path: @Sendable (String) -> String

  /// - Parameter path: where a file of the book stands, as others see it.
  package init(
    _ coverage: RuleCoverage, of book: RuleBook, path: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.path = path
    rows = book.rules.indices.filter { book.rules[$0].isEnabled }.sorted {
      book.rules[$0].order < book.rules[$1].order
    }
    .map { index in
      let rule = book.rules[index]
      var terms: [Condition.Term] = []
      for condition in [rule.when, rule.unless] { condition?.forEachTerm { terms.append($0) } }
      return RuleRow(
        rule: rule, matches: coverage.matches[index],
        keys: zip(terms, coverage.keys[index]).map { KeyRow(term: $0, key: $1) })
    }
  }

  private var keys: [KeyRow] { rows.flatMap(\.keys) }

  /// Of all rules, in per cent; 100 where there are none.
  package var rulePercent: Double { Self.percent(rows.count { $0.matches > 0 }, of: rows.count) }

  package var keyPercent: Double { Self.percent(keys.count { $0.key.isCovered }, of: keys.count) }

  private static func percent(_ part: Int, of all: Int) -> Double {
    all == 0 ? 100 : Double(part) * 100 / Double(all)
  }

  /// For people: what is not covered, and the sums. Lines end in a line feed.
  package var text: String {
    var text = ""
    for row in rows {
      let place = "\(path(row.rule.location.file)):\(row.rule.location.span.line)"
      if row.matches == 0 { text += "\(place): no test makes '\(row.rule.id)' match\n" }
      for key in row.keys where !key.key.isCovered {
        let what = key.key.held == 0 ? "hold" : "fail"
        let line = "\(path(row.rule.location.file)):\(key.term.span.line)"
        text += "\(line): no test makes '\(key.term.key)' of '\(row.rule.id)' \(what)\n"
      }
    }
    let (rules, keys) = (rows.count { $0.matches > 0 }, keys.count { $0.key.isCovered })
    text += "rules \(rules) of \(rows.count) (\(Self.oneDecimal(rulePercent)) %), "
    text += "conditions \(keys) of \(self.keys.count) (\(Self.oneDecimal(keyPercent)) %)\n"
    return text
  }

  /// Rounded down, so that 100 is all.
  static func oneDecimal(_ percent: Double) -> String {
    let tenths = Int((percent * 10).rounded(.down))
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// In the format of lcov: a line for each rule and each key, two branches for each key.
  package var lcov: String {
    var text = ""
    for (file, rows) in byFile {
      text += "TN:\nSF:\(file)\n"
      var lines: [UInt32: Int] = [:]
      var branches = (found: 0, hit: 0)
      for row in rows {
        lines[row.rule.location.span.line, default: 0] += row.matches
        for (block, key) in row.keys.enumerated() {
          let line = key.term.span.line
          lines[line, default: 0] += key.key.held + key.key.missed
          for (branch, count) in [key.key.held, key.key.missed].enumerated() {
            text += "BRDA:\(line),\(block),\(branch),\(count)\n"
            branches.found += 1
            branches.hit += count > 0 ? 1 : 0
          }
        }
      }
      text += "BRF:\(branches.found)\nBRH:\(branches.hit)\n"
      for (line, count) in lines.sorted(by: { $0.key < $1.key }) { text += "DA:\(line),\(count)\n" }
      text += "LF:\(lines.count)\nLH:\(lines.count { $0.value > 0 })\nend_of_record\n"
    }
    return text
  }

  /// In the format of Cobertura.
  package var cobertura: String {
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <coverage line-rate="\(Self.rate(rulePercent))" branch-rate="\(Self.rate(keyPercent))" version="1" timestamp="0">
      <packages><package name="rules" line-rate="\(Self.rate(rulePercent))" branch-rate="\(Self.rate(keyPercent))">
      <classes>

      """
    for (file, rows) in byFile {
      text += "<class name=\"\(XMLText.escaped(file))\" filename=\"\(XMLText.escaped(file))\"><lines>\n"
      for row in rows {
        text += "<line number=\"\(row.rule.location.span.line)\" hits=\"\(row.matches)\"/>\n"
        for key in row.keys {
          let covered = (key.key.held > 0 ? 1 : 0) + (key.key.missed > 0 ? 1 : 0)
          text +=
            "<line number=\"\(key.term.span.line)\" hits=\"\(key.key.held + key.key.missed)\" branch=\"true\" "
          text += "condition-coverage=\"\(covered * 50)% (\(covered)/2)\"/>\n"
        }
      }
      text += "</lines></class>\n"
    }
    return text + "</classes></package></packages></coverage>\n"
  }

  private static func rate(_ percent: Double) -> String { "\((percent * 10).rounded(.down) / 1_000)" }

  private var byFile: [(file: String, rows: [RuleRow])] {
    var found: [(file: String, rows: [RuleRow])] = []
    for row in rows {
      if found.last?.file == path(row.rule.location.file) {
        found[found.count - 1].rows.append(row)
      } else {
        found.append((path(row.rule.location.file), [row]))
      }
    }
    return found
  }
}
