extension ItemNameKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .label:
      "What people call it: one text, or one for each language; states may use it, rule files use the id"
    case .aliases: "Other names that states may use for it"
    }
  }
}

extension StageKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .phase: "Where it lies with respect to the purchase: before, during or after"
    case .next: "The stages that usually follow"
    case .stallsAfter: "After so long in it the fact 'stalled' is true, such as 30d"
    }
  }
}

extension ExitKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .lost: "Whether the customer is lost by it; true if left out"
    }
  }
}

extension PersonaKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .market: "The market of a state with this persona that names none"
    case .role: "The part in a buying group"
    case .traits: "What marks these people, for your own use: names with values or lists of values"
    }
  }
}

extension PainPointKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .severity: "From 0 to 1, where neither a state nor a rule gives one; 0.5 if left out"
    case .lasts: "How long it is there after it was reported; 90d if left out"
    }
  }
}

extension TriggerKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .lasts: "How long it is there after it was reported; 30d if left out"
    }
  }
}

extension TouchpointKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .medium: "Online or offline"
    case .ownership: "Who controls it: brand, partner, customer or independent"
    case .influence: "Whether you influence it directly or indirectly"
    case .stages: "The stages at which it usually happens"
    }
  }
}

extension ChannelKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .consent:
      "opt-in: only for those who said yes (the default); opt-out: until they say no; none: needs no consent"
    case .bouncedFor: "How long a bounce closes the channel; 30d if left out"
    }
  }
}

extension AttributeKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .type: "bool, int, number, string, timestamp (a date or an instant) or strings (a list of texts)"
    case .values: "The only texts that it may have"
    case .personal: "Personal data: never in a log as it is, and never in a text"
    }
  }
}
