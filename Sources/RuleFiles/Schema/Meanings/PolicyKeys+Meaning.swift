import Rules

extension PolicyKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .timeZone:
      "For dates, calendar caps and people without a zone: an IANA name such as Europe/Copenhagen; UTC if left out"
    case .language: "Of texts for people whose language has none, such as en"
    case .limit: "Recommendations in an answer where the caller names no limit; 3 if left out"
    case .spread: "At most so many of a kind, or of a group, in one answer"
    case .sameContactWithin: "Contacts by one action and channel this close are one; 1h if left out"
    case .engagedWithin:
      "How long somebody of a buying group counts as engaged after a touchpoint or a response; 30d if left out"
    case .buyingGroup: "By role, how many people a buying group needs, such as {decider: 1, user: 2}"
    case .quietHours: "By id, when channels are silent, on the person's clock"
    case .caps: "By id, how many contacts there may be in a time"
    case .pauses: "By id, how long to wait after contacts that came to nothing"
    case .holdout: "People who get nothing, to measure by: always the same"
    case .fallback: "Actions to try, in their order, where no other comes through"
    }
  }
}

extension SpreadKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .kind: "At most so many of a kind in one answer"
    case .group: "At most so many of a group in one answer"
    }
  }
}

extension HoldoutKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .percent: "How many of a hundred, from 0 to 100"
    case .salt: "Any word; another one picks other people"
    case .per: "journey (the default), or account: everybody of an account alike"
    }
  }
}

/// As the keys of 'buying_group'.
extension Role: DescribedKey {
  package var meaning: String {
    switch self {
    case .initiator: "So many who set it off"
    case .user: "So many who will work with it"
    case .influencer: "So many whose advice counts"
    case .decider: "So many who decide"
    case .approver: "So many who have to agree"
    case .buyer: "So many who order it and settle the terms"
    case .gatekeeper: "So many who let others through to the group, or do not"
    }
  }
}

extension QuietHoursKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .channels: "These channels; all if left out"
    case .from: "The time of day when it begins, such as \"20:00\"; whole days if both are left out"
    case .until: "The time of day when it ends, such as \"08:00\"; \"24:00\" is the end of the day"
    case .days: "The days on which it begins; all if left out"
    }
  }
}

extension CapKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .action: "Counts contacts by these actions"
    case .kind: "Counts contacts by actions of these kinds"
    case .group: "Counts contacts by actions of these groups"
    case .channel: "Counts contacts on these channels"
    case .atMost: "So many contacts and no more"
    case .per: "Whose contacts are counted: journey (the default) or account"
    case .within: "In any such time up to now, such as 7d; or 'calendar'"
    case .calendar: "In a day, a week from Monday, or a month; or 'within'"
    }
  }
}

extension PauseKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .action: "Counts contacts by these actions, and holds them back"
    case .kind: "Counts contacts by actions of these kinds, and holds them back"
    case .group: "Counts contacts by actions of these groups, and holds them back"
    case .channel: "Counts contacts on these channels, and holds them back"
    case .per: "Whose contacts are counted: journey (the default) or account"
    case .after: "So many of them begin a pause"
    case .outcomes: "The outcomes that count"
    case .within: "The time in which they lie, such as 30d"
    case .pause: "How long the pause is, such as 60d"
    }
  }
}
