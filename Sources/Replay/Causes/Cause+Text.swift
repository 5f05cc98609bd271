extension Cause {
  /// In one line: `rule 'x': score 70 -> 40`.
  package var text: String {
    let what = subject.words
    switch change {
    case .added: return "\(what) is new"
    case .removed: return "\(what) is gone"
    case .edited(let key, let old, let new):
      let value = "\(Self.shown(old)) -> \(Self.shown(new))"
      let isNamed = key == subject.name
      return "\(what)\(isNamed ? "" : ": \(key)") \(value)\(effectWords)"
    case .sees(let key):
      if case .decision = subject { return key }
      return "\(what) finds something else at '\(key)'\(effectWords)"
    }
  }

  private var effectWords: String {
    switch effect {
    case .matches: ", so it matches"
    case .noLongerMatches: ", so it no longer matches"
    case nil: ""
    }
  }

  private static func shown(_ value: String?) -> String {
    guard let value else { return "none" }
    return value.count > 80 ? "\(value.prefix(80))…" : value
  }
}

extension Cause.Subject {
  package var words: String {
    switch self {
    case .rule(let id): "rule '\(id)'"
    case .action(let id): "action '\(id)'"
    case .policy(let key): "policy '\(key)'"
    case .word(let key): key
    case .decision: "the decision"
    }
  }
}
