import Rules
package import Time

/// What the caller knows of a journey now, read against a plan: ids are indices into its vocabulary.
/// What is not known is absent.
package struct JourneyState: Sendable {
  package struct Consent: Sendable {
    package let isGiven: Bool
    package let at: Instant?
  }

  package struct TouchpointEntry: Sendable, Hashable {
    /// Index of the touchpoint.
    package let type: Int
    package let at: Instant?
    let sentiment: Double?
    /// Index of the channel.
    package let channel: Int?
  }

  package struct GroupMember: Sendable, Hashable {
    package let journey: String?
    let persona: Int?
    let role: Role?
    let stage: Int?
    let isEngaged: Bool?
  }

  /// Something in a text that the rule book does not know, and that counts as not known.
  package struct Warning: Sendable {
    package let pointer: String
    package let detail: String
    package let fault: StateFault

    package init(pointer: String, detail: String, fault: StateFault = .other) {
      self.pointer = pointer
      self.detail = detail
      self.fault = fault
    }
  }

  package internal(set) var journey = ""
  package internal(set) var now: Instant?
  package internal(set) var market: Int?
  package internal(set) var stage: Int?
  /// What is remembered and no key of a state.
  package var supplement = StateSupplement()
  package internal(set) var persona: Int?
  package internal(set) var stageEntered: Instant?
  var sentiment: Double?
  /// Each index once, with the highest severity given.
  package internal(set) var painPoints: [(item: Int, severity: Double)] = []
  /// Each index once.
  package internal(set) var triggers: [Int] = []
  /// By index of the attribute.
  var attributes: [FactValue] = []
  /// What `FactValue.strings` points to.
  var lists: [[Int32]] = []
  /// By index of the attribute: its text, or texts, where a template names it.
  var texts: [Int: [String]] = [:]
  package internal(set) var account: String?
  var language: String?
  var zone: Zone?
  /// By index of the channel.
  package internal(set) var consent: [Int: Consent] = [:]
  package internal(set) var touchpoints: [TouchpointEntry] = []
  package internal(set) var buyingGroup: [GroupMember] = []
  package internal(set) var contacts: [Contact] = []
  /// By pointer.
  package internal(set) var warnings: [Warning] = []

  /// Whether the state says what an attribute is.
  package func knows(attribute index: Int) -> Bool { attributes[index] != .absent }

  /// Has the decision warn of something that concerns it as a whole.
  package mutating func warn(_ detail: String) {
    warnings.insert(Warning(pointer: "", detail: detail), at: 0)
  }

  /// Has the decision warn of these in the place of what reading the state found.
  ///
  /// - Parameter warnings: by pointer.
  package mutating func setWarnings(_ warnings: [Warning]) { self.warnings = warnings }
}

/// Why a state is refused: every problem, by pointer.
package struct StateRefusal: Error, Sendable {
  package struct Problem: Sendable, Hashable {
    /// RFC 6901, from the root of the state.
    package let pointer: String
    package let detail: String
    package let fault: StateFault

    package init(pointer: String, detail: String, fault: StateFault = .other) {
      self.pointer = pointer
      self.detail = detail
      self.fault = fault
    }
  }

  package let problems: [Problem]
  /// How many more there are.
  package let unlisted: Int

  package init(problems: [Problem], unlisted: Int = 0) {
    self.problems = problems
    self.unlisted = unlisted
  }

  /// The problems, and at last how many more there are.
  package var listing: [Problem] {
    guard unlisted > 0 else { return problems }
    return problems + [Problem(pointer: "", detail: FieldReader.rest(unlisted, "problem"))]
  }
}
