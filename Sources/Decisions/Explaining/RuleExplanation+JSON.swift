import Diagnostics
package import JSON
package import Rules
import Time

extension RuleExplanation {
  /// Writes which rule it is, where it stands and what each of its conditions found.
  package func write(_ book: RuleBook, to writer: inout JSONWriter) {
    writer.object { writeMembers(book, to: &$0) }
  }

  func writeMembers(_ book: RuleBook, to writer: inout JSONWriter) {
    let rule = book.rules[Int(self.rule)]
    writer.member("rule", rule.id)
    writer.member("verb", rule.effect.verb.rawValue)
    writer.member("file", rule.location.file)
    writer.member("line", Int(rule.location.span.line))
    writer.member("verdict", verdict.word)
    standing.write(to: &writer)
    writer.array("when", of: when) { $1.write(book, to: &$0) }
    if let unless { writer.array("unless", of: unless) { $1.write(book, to: &$0) } }
  }
}

extension RuleExplanation.Standing {
  /// Writes why the rule is not looked at.
  fileprivate func write(to writer: inout JSONWriter) {
    switch self {
    case .active: break
    case .disabled: writer.member("enabled", false)
    case .early(let from): writer.member("from", from)
    case .over(let until): writer.member("until", until)
    }
  }
}

extension TermExplanation {
  func write(_ book: RuleBook, to writer: inout JSONWriter) {
    writer.object {
      $0.member("key", term.key)
      $0.member("line", Int(term.span.line))
      $0.member("column", Int(term.span.column))
      $0.member("verdict", verdict.word)
      if case .branches = seen {
        $0.array("branches", of: branches) { $0.array(of: $1) { $1.write(book, to: &$0) } }
      } else {
        $0.member("wanted") { term.test.writeWanted(book, to: &$0) }
        $0.member("seen") { seen.write(to: &$0) }
      }
      $0.member("error", ifPresent: failure)
    }
  }
}

extension SeenValue {
  /// Writes the value as a state has it; null where it is not known.
  fileprivate func write(to writer: inout JSONWriter) {
    switch self {
    case .absent, .branches: writer.null()
    case .bool(let value): writer.bool(value)
    case .int(let value): writer.int(value)
    case .number(let value): writer.double(value)
    case .instant(let instant): writer.string(instant.description)
    case .text(let text): writer.string(text)
    case .texts(let texts): writer.array(of: texts)
    case .painPoints(let list):
      writer.object { writer in
        for (id, severity) in list { writer.member(named: id) { $0.double(severity) } }
      }
    case .count(let count): writer.int(Int64(count))
    case .facts(let facts):
      writer.object { writer in
        for (name, value) in facts { writer.member(named: name) { value.write(to: &$0) } }
      }
    }
  }
}

extension Verdict {
  /// As answers give it.
  package var word: String {
    switch self {
    case .fails: "fails"
    case .error: "error"
    case .unknown: "unknown"
    case .holds: "holds"
    }
  }
}
