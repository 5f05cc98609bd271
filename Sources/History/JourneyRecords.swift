import Decisions
import HistoryRecords
import Rules
import Time

/// All that is remembered of one journey as records that can be merged, in words of its own: kinds, groups and channels
/// are numbered in the order of their bytes, so that no rule book is needed.
struct JourneyRecords {
  private let index: HistoryIndex
  private let journey: Int32
  private let words: Words
  private let contacts: [Contact]
  private let reports: [Contact]

  /// - Parameter action: the one of which records are wanted; nil: of all.
  init(ofJourney journey: Int32, action: ExactText? = nil, in index: HistoryIndex) {
    self.index = index
    self.journey = journey
    let numbers = index.contacts(ofJourney: journey).filter { number in
      action.map { index.stamps[Int(index.contacts[number].stamp)].action == $0 } ?? true
    }
    let words = Words(of: numbers, in: index)
    self.words = words
    let records = numbers.map { (origin: index.contacts[$0].origin, index.record($0, words)) }
    contacts = records.filter { $0.origin != .report }.map(\.1)
    reports = records.filter { $0.origin == .report }.map(\.1)
  }

  /// Whether a report that something was not sent gives back a contact that was reserved.
  func releases(_ report: OutcomeReport, at: Instant, within span: TimeSpan) -> Bool {
    let merging = ContactMerging(within: span)
    guard let channel = report.channel.flatMap({ words.channels[ExactText($0)] }) else { return false }
    let record = Contact(
      action: nil, actionID: report.stamp.action.text, kind: nil, group: nil, channel: channel, at: at,
      results: .init(.notSent, at: at), decision: nil, countsTowardCaps: false, origin: .presumed)
    return merging.releases(record, of: contacts, with: reports)
  }

  /// Whether a contact was given back since: something was told of it as not sent.
  func isReleased(_ contact: Int32, within span: TimeSpan) -> Bool {
    let merging = ContactMerging(within: span)
    return merging.gathered(merging.records(contacts, with: reports)).contains { gathered in
      gathered.sources.contains(contact) && gathered.contact.results.contains { $0.outcome == .notSent }
    }
  }

  /// The contacts with all that came of them, by instant; those that were not sent as well.
  func remembered(within span: TimeSpan) -> [ContactDocument] {
    let merging = ContactMerging(within: span)
    var list = merging.gathered(merging.records(contacts, with: reports)).map { remembered($0) }
    if !list.isEmpty { list[0].closed = closed }
    return list
  }

  /// The channels that the journey has opted out of.
  private var closed: [ContactDocument.Closed] {
    index.withdrawals(ofJourney: journey).compactMap { row in
      index.channelName(row.channel).map { .init(channel: $0, at: row.instant) }
    }.sorted { bytesPrecede($0.channel, $1.channel) }
  }

  private func remembered(_ gathered: ContactMerging.Gathered) -> ContactDocument {
    let rows = gathered.sources.map { index.contacts[$0] }
    let lead = index.contacts[gathered.lead]
    let contact = gathered.contact
    let account = account(of: gathered)
    let at = contact.at ?? lead.instant
    let values = values(of: gathered)
    let channel = contact.channel.map { words.channelNames[$0] }
    let elsewhere = closings(of: gathered, on: channel)
    var results = contact.results.compactMap { result -> ContactDocument.Result? in
      let told = result.at ?? at
      // A bounce is of the channel that it names alone.
      if result.outcome == .bounced, isElsewhere(told, elsewhere, gathered) { return nil }
      return ContactDocument.Result(
        outcome: result.outcome, at: told, value: values[result.outcome]?[told])
    }
    results += elsewhere.map {
      ContactDocument.Result(outcome: $0.outcome, at: $0.at, value: nil, channel: $0.channel)
    }
    results.sort { ($0.at, $0.outcome.place, $0.channel ?? "") < ($1.at, $1.outcome.place, $1.channel ?? "") }
    return ContactDocument(
      journey: index.journeys.names[Int(lead.journey)],
      account: account < 0 ? nil : index.accounts.names[Int(account)],
      stamp: index.stamps[Int(lead.stamp)], channel: channel, at: at,
      decision: lead.hasDecision ? lead.decision : rows.first { $0.hasDecision }?.decision,
      isReserved: lead.origin == .reserved, results: results)
  }

  /// That of the record that says of what kind it is, or else of the earliest that has one; of reports of one instant the
  /// smaller.
  private func account(of gathered: ContactMerging.Gathered) -> Int32 {
    let lead = index.contacts[gathered.lead]
    if lead.origin == .reserved, lead.account >= 0 { return lead.account }
    let records = gathered.sources.map { index.contacts[$0] }.filter { $0.origin != .report }
    // What was told of a decision's contact says nothing of its account where the contact itself is known.
    let made = records.filter { $0.origin != .presumed }
    if let account = earliestAccount(of: made.isEmpty ? records : made) { return account }
    let at = gathered.contact.at ?? lead.instant
    return earliestAccount(
      of: reports.filter { report in
        report.actionID == gathered.contact.actionID && report.channel == gathered.contact.channel
          && report.at.map { $0 >= at } ?? false
      }.map { index.contacts[$0.source] }) ?? -1
  }

  private func earliestAccount(of rows: [IndexedContact]) -> Int32? {
    rows.filter { $0.account >= 0 }.min { one, other in
      if one.instant != other.instant { return one.instant < other.instant }
      return bytesPrecede(index.accounts.names[Int(one.account)], index.accounts.names[Int(other.account)])
    }?.account
  }

  private struct Closing {
    let outcome: Outcome
    let at: Instant
    let channel: String
  }

  /// The opt-outs and bounces that name another channel than the contact's, each once, from its first instant.
  private func closings(of gathered: ContactMerging.Gathered, on channel: String?) -> [Closing] {
    var first: [Outcome: [ExactText: Instant]] = [:]
    for number in gathered.sources {
      guard let named = index.channelName(index.contacts[number].channel),
        channel.map(ExactText.init) != ExactText(named)
      else { continue }
      for result in index.results(of: number) {
        guard let outcome = Outcome(place: Int(result.outcome)),
          outcome.withdrawsConsent || outcome == .bounced
        else { continue }
        let known = first[outcome]?[ExactText(named)] ?? result.instant
        first[outcome, default: [:]][ExactText(named)] = min(known, result.instant)
      }
    }
    return first.flatMap { outcome, channels in
      channels.map { Closing(outcome: outcome, at: $0.value, channel: $0.key.text) }
    }
  }

  /// Whether a bounce at an instant is known of other channels than the contact's alone.
  private func isElsewhere(
    _ at: Instant, _ closings: [Closing], _ gathered: ContactMerging.Gathered
  ) -> Bool {
    guard closings.contains(where: { $0.outcome == .bounced && $0.at == at }) else { return false }
    let (actionID, channel) = (gathered.contact.actionID, gathered.contact.channel)
    let own =
      contacts.filter { gathered.sources.contains($0.source) } + reports.filter { $0.actionID == actionID }
    return !own.contains { record in
      record.channel == channel && record.results.contains { $0.outcome == .bounced && $0.at == at }
    }
  }

  /// The values that came with outcomes, by the instant of these.
  private func values(of gathered: ContactMerging.Gathered) -> [Outcome: [Instant: Double]] {
    let contact = gathered.contact
    let told = reports.filter { $0.actionID == contact.actionID && $0.channel == contact.channel }.map(
      \.source)
    var values: [Outcome: [Instant: Double]] = [:]
    for number in gathered.sources + told {
      for result in index.results(of: number) {
        guard let value = result.givenValue, let outcome = Outcome(place: Int(result.outcome)) else {
          continue
        }
        let known = values[outcome]?[result.instant] ?? value
        values[outcome, default: [:]][result.instant] = max(known, value)
      }
    }
    return values
  }
}

/// Numbers for some words, in the order of their bytes.
private struct Words {
  let kinds: [ExactText: Int]
  let groups: [ExactText: Int]
  let channels: [ExactText: Int]
  let channelNames: [String]

  init(of numbers: [Int32], in index: HistoryIndex) {
    func inOrder(_ words: [String?]) -> [String] {
      Set(words.compactMap { $0.map(ExactText.init) }).map(\.text).sorted(by: bytesPrecede)
    }
    func numbered(_ words: [String]) -> [ExactText: Int] {
      Dictionary(words.enumerated().map { (ExactText($1), $0) }, uniquingKeysWith: { first, _ in first })
    }
    let stamps = numbers.map { index.stamps[Int(index.contacts[$0].stamp)] }
    kinds = numbered(inOrder(stamps.map(\.kind)))
    groups = numbered(inOrder(stamps.map(\.group)))
    channelNames = inOrder(numbers.map { index.channelName(index.contacts[$0].channel) })
    channels = numbered(channelNames)
  }
}

extension HistoryIndex {
  fileprivate func record(_ number: Int32, _ words: Words) -> Contact {
    let row = contacts[number]
    let stamp = stamps[Int(row.stamp)]
    return Contact(
      action: nil, actionID: stamp.action.text, kind: stamp.kind.flatMap { words.kinds[ExactText($0)] },
      group: stamp.group.flatMap { words.groups[ExactText($0)] },
      channel: channelName(row.channel).flatMap { words.channels[ExactText($0)] }, at: instant(of: number),
      results: contactResults(of: row), decision: row.hasDecision ? .id(row.decision) : nil,
      countsTowardCaps: stamp.counts, origin: row.origin.ofContact, source: number)
  }

  /// What is known to have come of a row.
  func contactResults(of row: IndexedContact) -> ContactResults {
    let delivery = ContactResults(.delivered, at: row.instant)
    if row.isDelivered, row.firstResult < 0 { return delivery }
    let told = LinkedRows(rows: results, first: row.firstResult).compactMap { result in
      Outcome(place: Int(result.outcome)).map { Contact.Result($0, at: result.instant) }
    }
    return ContactResults((row.isDelivered ? Array(delivery) : []) + told)
  }
}

extension RowOrigin {
  var ofContact: Contact.Origin {
    switch self {
    case .reserved: .reserved
    case .told: .told
    case .presumed, .report: .presumed
    }
  }
}
