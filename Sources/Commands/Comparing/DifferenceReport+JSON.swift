import Analysis
import Books
import Diagnostics
import JSON
import Rules

extension DifferenceReport {
  /// For programs: one object.
  var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member(named: "old") {
        $0.value(["name": .string(before.name), "revision": .string(before.book.revision)])
      }
      writer.member(named: "new") {
        $0.value(["name": .string(after.name), "revision": .string(after.book.revision)])
      }
      writer.member(named: "differs") { $0.bool(!difference.isEmpty) }
      writer.array("weakened", of: weakened) { $1.write(to: &$0) }
      writer.member(named: "regions") { $0.array(of: regions) { write($1, to: &$0) } }
      writer.member(named: "values") { writer in
        writer.array(of: difference.values) { writer, value in
          var members: [JSONValue.Member] = [.init("path", .string(value.path))]
          if let old = value.old { members.append(.init("old", .string(old))) }
          if let new = value.new { members.append(.init("new", .string(new))) }
          writer.value(.object(members))
        }
      }
      writer.member(named: "not_compared") { $0.array(of: difference.tooLarge) { $0.value($1.json) } }
    }
    return writer.bytes
  }

  private func write(_ region: Region, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member(named: "change") { $0.string(region.difference.change) }
      writer.member(named: "of") { $0.array(of: region.difference.outputs) { $0.value($1.json) } }
      writer.member(named: "changes") { writer in
        writer.array(of: region.difference.changes) { $0.value(["old": $1.old.json, "new": $1.new.json]) }
      }
      writer.member(named: "states") { writer in
        writer.array(of: region.states) { $0.value(.array($1.map { .string($0) })) }
      }
      writer.member(named: "more_states") { $0.int(Int64(region.unlisted)) }
      writer.member(named: "rules") { writer in
        writer.array(of: region.difference.rules) { $0.value(json(of: $1)) }
      }
      writer.member(named: "undecided") { $0.bool(region.example == nil) }
      guard let example = region.example else { return }
      writer.member(named: "example") { writer in
        writer.object { writer in
          writer.member(named: "state") { $0.value(example.state) }
          if let exit = example.exit { writer.member(named: "exit") { $0.string(exit) } }
          writer.member(named: "before") { $0.raw(example.before) }
          writer.member(named: "after") { $0.raw(example.after) }
          if let test = example.test { writer.member(named: "test") { $0.string(test) } }
        }
      }
    }
  }

  private func json(of rule: ChangedRule) -> JSONValue {
    let places = places(of: rule)
    var members: [JSONValue.Member] = [
      .init("rule", .string(rule.id)), .init("change", .string(rule.change.rawValue)),
    ]
    if let old = places.old { members.append(.init("old", old.json)) }
    if let new = places.new { members.append(.init("new", new.json)) }
    return .object(members)
  }
}

extension SourceLocation {
  fileprivate var json: JSONValue { ["file": .string(file), "line": .int(Int(span.line))] }
}

extension Output {
  fileprivate var json: JSONValue {
    switch self {
    case .candidate(let action): ["candidate": .string(action)]
    case .suppression(let action, nil): ["held_back": .string(action)]
    case .suppression(let action, let channel?): ["held_back": .string(action), "channel": .string(channel)]
    case .eligibility(let action): ["eligible": .string(action)]
    case .painPoint(let id): ["pain_point": .string(id)]
    case .trigger(let id): ["trigger": .string(id)]
    case .stage: ["placed": "stage"]
    case .persona: ["placed": "persona"]
    case .alert(let rule): ["alert": .string(rule)]
    }
  }
}

extension Behaviour {
  /// Null for nothing.
  fileprivate var json: JSONValue {
    switch self {
    case .none: .null
    case .holds: true
    case .candidate(let candidacy):
      .object(
        candidacy.score.members("score")
          + [.init("channels", .array(candidacy.wishes.map { .string($0) }))])
    case .severity(let best): .object(best.members("severity"))
    case .placed(let id): .string(id)
    case .computedPlace: "computed"
    }
  }
}

extension Score.Best {
  fileprivate func members(_ name: String) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    if let number { members.append(.init(name, Int(exactly: number).map { .int($0) } ?? .number(number))) }
    if !computed.isEmpty {
      members.append(.init("computed", .array(computed.map { .string(CommonWords.text(of: $0)) })))
    }
    return members
  }
}
