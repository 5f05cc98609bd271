import Rules

extension RuleKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .title: "What people call the rule"
    case .when: "The condition: every key must hold; without it the rule holds always"
    case .unless: "A condition under which the rule does not work"
    case .verb(let verb): verb.meaning
    case .because: "The reason that answers show; {path} is a fact, {{ and }} are braces"
    case .tags: "Words to sort rules by"
    case .owner: "Who answers for the rule"
    case .enabled: "false: the rule does nothing"
    case .accept: "What waymark check finds here and is meant: by id the reason"
    case .from, .until: (AvailabilityKey(rawValue: rawValue) ?? .from).meaning
    }
  }
}

extension Rule.Verb {
  fileprivate var meaning: String {
    switch self {
    case .detect: "Adds a pain point or a trigger to the state before other rules run; or a list of them"
    case .place: "Evidence for a stage or a persona, where the state does not say"
    case .recommend: "Proposes an action: its id, or {action, score, channel}; or a list of them"
    case .suppress: "Holds back {all: true}, or what fits all of action, kind, group and channel"
    case .alert: "Raises an alert for somebody of yours"
    }
  }
}

extension DetectionKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .painPoint: "The pain point that is added"
    case .trigger: "The trigger that is added"
    case .severity: "From 0 to 1, or an expression that computes it; that of the pain point if left out"
    }
  }
}

extension PlacementKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .stage: "The stage that this speaks for"
    case .persona: "The persona that this speaks for"
    case .confidence: "From 0 to 1, or an expression that computes it; the most confident wins; 1 if left out"
    }
  }
}

extension RecommendationKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .action: "The action that is proposed"
    case .score: "From 0 to 100, or an expression that computes it; 50 if left out"
    case .channel: "The channel wished for, one of the action's"
    }
  }
}

extension SuppressionKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .all: "true: every action; no other key but 'except' beside it"
    case .action: "These actions"
    case .kind: "Actions of these kinds"
    case .group: "Actions of these groups"
    case .channel: "On these channels"
    case .except: "What is spared, by the same keys"
    }
  }
}

extension SelectorKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .action: "These actions"
    case .kind: "Actions of these kinds"
    case .group: "Actions of these groups"
    case .channel: "On these channels"
    }
  }
}

extension AlertKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .severity: "info, warning (the default) or critical"
    case .summary: "The sentence that somebody will read; {path} is a fact"
    case .oncePer: "At most once in this time for a rule and a journey; 1d if left out"
    }
  }
}

extension TableKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .when: "A condition that every row asks for, beside its own"
    case .columns:
      "id and recommend, and of score, channel, because and the keys of a condition those that rows say"
    case .rows:
      "A list of rows with a cell for each column ('any' leaves one open), or the name of a CSV file"
    case .accept: "What waymark check finds in the table and is meant: by id the reason"
    }
  }
}
