package import Diagnostics
package import Rules
package import Time

/// The answer to a state: what to do next, what was held back and why. Items are indices into the rule book.
package struct Decision: Sendable {
  package typealias Outcome = DecisionOutcome

  /// A stage or a persona, and where it comes from.
  package enum Place: Sendable, Equatable {
    case given(Int)
    /// The latest that was told of the journey.
    case remembered(Int)
    case placed(Int)
    case unknown

    package var item: Int? {
      switch self {
      case .given(let item), .remembered(let item), .placed(let item): item
      case .unknown: nil
      }
    }
  }

  /// What the rules added to a state.
  package enum Detected: Sendable {
    case painPoint(Int, severity: Double, rule: Int32)
    case trigger(Int, rule: Int32)
  }

  package struct Recommended: Sendable {
    package let action: Int
    package let channel: Int?
    /// The channels that it would rather have had, in their order.
    package let passedOver: [PassedOver]
    /// Millionths; nil for a fallback.
    package let priority: Int64?
    package let score: Double?
    /// Rules that recommended it: by score descending, then id.
    package let rules: [Int32]
    package internal(set) var because: String?
  }

  /// A channel that was shut for an action that another channel let through.
  package struct PassedOver: Sendable {
    package let closed: ClosedGate
    package let until: Instant?
  }

  /// An action that a gate held back. There can be hundreds in a decision: a row is small.
  package struct HeldBack: Sendable {
    package let closed: ClosedGate
    private let actionIndex: Int32
    private let chosen: Int32
    /// -1 for none.
    private let millionths: Int64
    package internal(set) var until: Instant?

    init(action: Int, priority: Int64?, closed: ClosedGate, chosenCount: Int) {
      self.closed = closed
      actionIndex = Int32(truncatingIfNeeded: action)
      chosen = Int32(truncatingIfNeeded: chosenCount)
      millionths = priority ?? -1
    }

    package var action: Int { Int(actionIndex) }
    /// Millionths; nil for a fallback that was no candidate.
    package var priority: Int64? { millionths < 0 ? nil : millionths }
    /// How many actions were chosen before it, which its gates counted as contacts.
    var chosenCount: Int { Int(chosen) }
  }

  package struct Raised: Sendable {
    package let rule: Int32
    package let severity: AlertSeverity
    package internal(set) var summary: String
  }

  /// An expression that failed.
  package struct Failure: Sendable {
    package enum Subject: Sendable, Hashable {
      case rule(Int32)
      /// Of an action's `eligible`.
      case action(Int)
    }

    /// What failed, and where.
    struct Cause: Sendable {
      let message: String
      /// The key under which the expression stands.
      let key: String
      let location: SourceLocation
    }

    package let subject: Subject
    /// Says what failed and where it stands in the book.
    package let message: String
    /// Where the part stands that failed.
    package let location: SourceLocation

    init(_ subject: Subject, _ cause: Cause) {
      self.subject = subject
      location = cause.location
      let span = cause.location.span
      message = "'\(cause.key)' failed: \(cause.message) (\(cause.location.file):\(span.line):\(span.column))"
    }
  }

  package internal(set) var journey = ""
  package internal(set) var account: String?
  package internal(set) var now = Instant(microseconds: 0)
  package internal(set) var outcome = Outcome.noMatch
  package internal(set) var stage = Place.unknown
  package internal(set) var persona = Place.unknown
  package internal(set) var detected: [Detected] = []
  package internal(set) var recommendations: [Recommended] = []
  /// All of them: candidates in rank order, then fallbacks in theirs.
  package internal(set) var heldBack: [HeldBack] = []
  /// By suppress rule that holds something back: why, where it says so.
  package internal(set) var suppressionTexts: [Int32: String] = [:]
  package internal(set) var nextPossible: Instant?
  package internal(set) var alerts: [Raised] = []
  /// Rules first, by id, then actions.
  package internal(set) var failures: [Failure] = []
  package var warnings: [JourneyState.Warning] = []
  /// Rules of every verb that matched, for counters: indices into `RuleBook.rules`.
  package internal(set) var matched: [Int32] = []
  /// Where it was asked for: what the rules found that matched, in the order in which they were looked at.
  package internal(set) var explanations: [RuleExplanation] = []
  /// Where it was asked for: recommend rules that one condition kept from matching, the best first.
  package internal(set) var nearMisses: [RuleExplanation] = []
  /// The languages in which its texts are written, best first.
  let languages: LanguageChain

  init(languages: LanguageChain) {
    self.languages = languages
  }
}
