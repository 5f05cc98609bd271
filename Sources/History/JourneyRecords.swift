import Decisions
import Rules
import Time

/// All that is remembered of one journey as records that can be merged, in words of its own: kinds, groups and channels
/// are numbered in the order of their bytes, so that no rule book is needed.
struct JourneyRecords {
  private let index: HistoryIndex
  private let words: Words
  private let contacts: [Contact]
  private let reports: [Contact]

  /// - Parameter action: the one of which records are wanted; nil: of all.
  init(ofJourney journey: Int32, action: ExactText? = nil, in index: HistoryIndex) {
    self.index = index
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

  /// The contacts with all that came of them, by instant; those that were not sent as well.
  func remembered(within span: TimeSpan) -> [RememberedContact] {
    let merging = ContactMerging(within: span)
    return merging.gathered(merging.records(contacts, with: reports)).map { remembered($0) }
  }

  private func remembered(_ gathered: ContactMerging.Gathered) -> RememberedContact {
    let rows = gathered.sources.map { index.contacts[$0] }
    let lead = index.contacts[gathered.lead]
    let contact = gathered.contact
    let account = lead.account >= 0 ? lead.account : rows.first { $0.account >= 0 }?.account ?? -1
    let at = contact.at ?? lead.instant
    let values = values(of: gathered)
    var results = contact.results.map { result in
      RememberedContact.Result(
        outcome: result.outcome, at: result.at ?? at, value: values[result.outcome]?[result.at ?? at])
    }
    results.sort { ($0.at, $0.outcome.place) < ($1.at, $1.outcome.place) }
    return RememberedContact(
      journey: index.journeys.names[Int(lead.journey)],
      account: account < 0 ? nil : index.accounts.names[Int(account)],
      stamp: index.stamps[Int(lead.stamp)], channel: contact.channel.map { words.channelNames[$0] }, at: at,
      decision: lead.hasDecision ? lead.decision : rows.first { $0.hasDecision }?.decision,
      isReserved: lead.origin == .reserved, results: results)
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
  func contactResults(of row: ContactRow) -> ContactResults {
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
