/// What in a rule book made a decision another one.
package struct Cause: Hashable, Sendable {
  /// The step of a decision at which it has its effect first, in their order.
  package enum Step: String, Sendable, CaseIterable, Comparable {
    case detect, place, match, score, gate, select, content, reason

    package static func < (one: Self, other: Self) -> Bool { one.order < other.order }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  package enum Subject: Hashable, Sendable {
    case rule(String)
    case action(String)
    /// By its key: `caps.two-a-week`.
    case policy(String)
    /// By the path of its key: `channels.email.consent`.
    case word(String)
    /// A difference that the books do not explain by themselves.
    case decision

    /// Its kind, for programs.
    package var kind: String {
      switch self {
      case .rule: "rule"
      case .action: "action"
      case .policy: "policy"
      case .word: "word"
      case .decision: "decision"
      }
    }

    /// Its id, or its key.
    package var name: String {
      switch self {
      case .rule(let id), .action(let id): id
      case .policy(let key), .word(let key): key
      case .decision: ""
      }
    }
  }

  package enum Change: Hashable, Sendable {
    case added
    case removed
    /// A key has another value; nil where it is not there.
    case edited(key: String, old: String?, new: String?)
    /// The same rule finds something else, under this key.
    case sees(key: String)

    package var word: String {
      switch self {
      case .added: "added"
      case .removed: "removed"
      case .edited: "edited"
      case .sees: "sees"
      }
    }
  }

  /// What became of a rule by it.
  package enum Effect: String, Hashable, Sendable {
    case matches
    case noLongerMatches = "no-longer-matches"
  }

  package let step: Step
  package let subject: Subject
  package let change: Change
  package let effect: Effect?

  init(_ step: Step, _ subject: Subject, _ change: Change, _ effect: Effect? = nil) {
    self.step = step
    self.subject = subject
    self.change = change
    self.effect = effect
  }
}

/// A file of a rule book and a line in it.
package struct BookPlace: Hashable, Sendable {
  package let file: String
  package let line: Int

  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }
}
