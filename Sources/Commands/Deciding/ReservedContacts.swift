import Decisions
import Rules

/// A contact that a run reserved.
struct ReservedContact {
  let journey: String
  let account: String?
  let contact: Contact
}

/// What a run reserved before, as far as it concerns the states that are decided next.
struct ReservedContacts {
  private var ofJourneys: [ExactText: [Contact]] = [:]
  private var ofAccounts: [ExactText: [(journey: String, contact: Contact)]] = [:]
  /// What was added since it was made.
  private(set) var added: [ReservedContact] = []

  init() {}

  /// - Parameter table: all that the run reserved.
  init(of table: ContactTable, journeys: Set<ExactText>, accounts: Set<ExactText>) {
    guard table.count > 0 else { return }
    for name in journeys {
      let known = table.contacts(ofJourney: name.text)
      if !known.isEmpty { ofJourneys[name] = known }
    }
    for name in accounts {
      let known = table.contacts(ofAccount: name.text)
      if !known.isEmpty { ofAccounts[name] = known }
    }
  }

  mutating func add(_ item: ReservedContact) {
    added.append(item)
    ofJourneys[ExactText(item.journey), default: []].append(item.contact)
    guard let account = item.account else { return }
    ofAccounts[ExactText(account), default: []].append((item.journey, item.contact))
  }

  /// Adds them to what is remembered of a journey and its account.
  func add(to history: inout JourneyHistory, journey: String, account: String?, in plan: DecisionPlan) {
    if let own = ofJourneys[ExactText(journey)] { history.contacts += own }
    guard plan.countsAccounts, let others = account.flatMap({ ofAccounts[ExactText($0)] }) else { return }
    history.add(others.lazy.filter { ExactText($0.journey) != ExactText(journey) })
  }
}

extension JourneyHistory {
  /// Adds contacts with others of the account.
  mutating func add(_ others: some Sequence<(journey: String, contact: Contact)>) {
    var places: [ExactText: Int] = [:]
    for (place, name) in otherJourneys.enumerated() { places[ExactText(name)] = place }
    for (journey, contact) in others {
      if let place = places[ExactText(journey)] {
        self.others[place].append(contact)
      } else {
        places[ExactText(journey)] = self.others.count
        self.others.append([contact])
        otherJourneys.append(journey)
      }
    }
  }
}

extension RunHistory {
  /// What is remembered for a decision.
  func known(of journey: String, account: String?, in plan: DecisionPlan) -> JourneyHistory {
    var history = JourneyHistory(
      contacts: contacts.contacts(ofJourney: journey), withdrawals: withdrawals(of: journey))
    if plan.countsAccounts, let account {
      history.add(
        contacts.contacts(ofAccount: account).lazy.filter { ExactText($0.journey) != ExactText(journey) })
    }
    return history
  }
}
