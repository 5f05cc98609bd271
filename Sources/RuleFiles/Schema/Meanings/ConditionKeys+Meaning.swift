import Rules

extension ConditionKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .painPoints: "One of these is there; or {any, all, none, min_severity}"
    case .triggers: "One of these is there; or {any, all, none}"
    case .touchpoints:
      "One of these types is there; or a count of touchpoints, such as {type, within, at_least}"
    case .contacts: "A count of what was sent before, such as {kind, outcome, within, at_most}"
    case .buyingGroup: "A count of the account's other people, such as {role, at_least}"
    case .anyOf: "One of these conditions holds"
    case .allOf: "All of these conditions hold"
    case .noneOf: "None of these conditions holds"
    case .expression: "An expression in CEL that has to be true"
    }
  }
}

extension PresenceKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .any: "One of these is there"
    case .all: "All of these are there"
    case .none: "None of these is there"
    case .minSeverity: "From 0 to 1: a pain point below it does not count as there"
    }
  }
}

extension BoundKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .atLeast: "So many or more; 1 if neither bound is given"
    case .atMost: "So many or fewer; 0 for none"
    case .within: "In this time up to now, such as 14d"
    case .olderThan: "Longer ago than this, such as 7d"
    }
  }
}

extension TouchpointCountKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .type: "Touchpoints of these types"
    case .medium: "Online or offline"
    case .ownership: "Who controls them"
    case .influence: "Whether you influence them directly or indirectly"
    case .channel: "On these channels"
    case .sentiment: "How the person felt, from -1 to 1"
    }
  }
}

extension ContactCountKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .action: "Contacts by these actions"
    case .kind: "By actions of these kinds"
    case .group: "By actions of these groups"
    case .channel: "On these channels"
    case .outcome: "With one of these outcomes"
    }
  }
}

extension GroupCountKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .persona: "People of these personas"
    case .role: "People with these roles"
    case .stage: "People at these stages"
    case .engaged: "Whether they take part"
    }
  }
}

extension Comparator: DescribedKey {
  package var meaning: String {
    switch self {
    case .eq: "Is it"
    case .ne: "Is not it"
    case .gt: "Is above it, or later"
    case .gte: "Is at least it, or not earlier"
    case .lt: "Is below it, or earlier"
    case .lte: "Is at most it, or not later"
    case .between: "Lies from the first to the second, both included"
    case .isIn: "Is one of these"
    case .isNotIn: "Is none of these"
    case .exists: "true: is known; false: is not known"
    case .within: "Looking back: lies in this time up to now, such as 7d"
    case .olderThan: "Looking back: lies longer ago than this"
    case .inNext: "Looking ahead: lies in this time from now on, such as 60d"
    case .laterThan: "Looking ahead: lies further away than this"
    case .has: "The list holds it"
    case .hasAny: "The list holds one of these"
    case .hasAll: "The list holds all of these"
    case .hasNone: "The list holds none of these"
    }
  }
}

extension BuiltInFact {
  /// What a condition that names it asks about.
  var meaning: String {
    switch self {
    case .journey: "The id of the journey"
    case .market: "The market: the state's, else the persona's"
    case .stage: "The stage: given, or placed by rules"
    case .phase: "The phase of the stage: before, during or after the purchase"
    case .persona: "The persona: given, or placed by rules"
    case .role: "The part of the persona in a buying group"
    case .language: "The person's language"
    case .sentiment: "How the person feels, from -1 to 1"
    case .stageEntered: "When the stage was entered"
    case .daysInStage: "Whole days in the stage"
    case .stalled: "Whether the stage has lasted longer than its stalls_after"
    case .exit: "How the journey ended, as it was reported; not known while it goes on"
    case .lastTouchpoint: "The type of the latest touchpoint"
    case .lastTouchpointAt: "When the latest touchpoint was"
    case .lastContactAt: "When this journey was last sent something"
    case .decisionOutcome: "What came of the decision; in alert rules only"
    case .decisionActions: "The actions that are recommended; in alert rules only"
    }
  }
}
