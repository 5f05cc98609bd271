import API
import JSON

/// What is printed of answers, one after the other.
struct PrintedAnswers {
  /// What stands around them.
  enum Frame {
    /// Nothing: there is one.
    case object
    /// One a line.
    case lines
    case array
  }

  var frame = Frame.lines
  private let form: DecisionForm
  private var isFirst = true
  /// The decisions that have rows already: states that stand twice get one answer, and it is to be done once.
  private var shownDecisions: Set<String> = []

  init(_ form: DecisionForm) { self.form = form }

  /// What is printed of the next one.
  mutating func next(_ answer: StateAnswer) -> [UInt8] {
    switch (form, answer.outcome) {
    case (.json, .decided(let decided)): return framed(decided.bytes)
    case (.json, .refused(let refusal)):
      // Of a single state nobody waits for something in its place.
      if case .object = frame { return [] }
      return framed(Terminal.standardOutput.shown(json: refusal.problem.errorObject))
    case (.text, .decided(let decided)):
      defer { isFirst = false }
      return isFirst ? decided.bytes : [UInt8(ascii: "\n")] + decided.bytes
    case (.rows, .decided(let decided)): return hasRows(decided.decision) ? decided.bytes : []
    case (.text, .refused), (.rows, .refused): return []
    }
  }

  /// What is printed behind the last one.
  var end: [UInt8] {
    guard case .json = form, case .array = frame else { return [] }
    return Array((isFirst ? "[]\n" : "]\n").utf8)
  }

  private mutating func framed(_ json: [UInt8]) -> [UInt8] {
    defer { isFirst = false }
    return switch frame {
    case .object, .lines: json + [UInt8(ascii: "\n")]
    case .array: Array((isFirst ? "[" : ",\n").utf8) + json
    }
  }

  private mutating func hasRows(_ decision: JSONDocument) -> Bool {
    guard decision.reservedCount != nil, let id = decision.member("decision", of: decision.root) else {
      return true
    }
    return shownDecisions.insert(decision.string(at: id)).inserted
  }
}

extension Refusal {
  /// As the daemon answers it.
  var problem: Problem {
    let first = mistakes[0]
    guard first.pointer != nil else {
      return .notJSON("state", offset: first.offset, detail: first.detail)
    }
    return .refused(
      Mistakes(mistakes.map { .init(pointer: $0.pointer ?? "", detail: $0.detail) }, unlisted: unlisted))
  }
}
