package import Decisions
import HistoryRecords
import Rules
import Time

/// A history read against a plan: its words as indices into the rule book. For one thread.
package final class HistoryView {
  private struct Stamp {
    let action: Int?
    let actionID: String
    let kind: Int?
    let group: Int?
    let retired: Contact.RetiredWords?
    let counts: Bool
  }

  private let plan: DecisionPlan
  private let merging: ContactMerging
  private var lineage: UInt64?
  /// By number, as far as they were met.
  private var stamps: [Stamp] = []
  private var channels: [Int?] = []

  package init(_ plan: DecisionPlan) {
    self.plan = plan
    merging = ContactMerging(in: plan.book)
  }

  /// - Parameters:
  ///   - index: only read; as `inout` it is not copied, which would cost as much as the rest.
  ///   - person: the keyed hash of the journey, asked for only where somebody was forgotten.
  func history(
    of journey: String, account: String?, in index: inout HistoryIndex, person: () -> Digest?
  ) -> JourneyHistory {
    lookUpNewWords(index)
    var history = JourneyHistory.none
    let number = index.journeys.number(of: journey)
    if let number {
      history.contacts = contacts(of: number, in: index)
      history.withdrawals = index.withdrawals(ofJourney: number).compactMap {
        withdrawal($0.channel, $0.instant)
      }
    } else if !index.forgotten.isEmpty, let known = person().flatMap({ index.forgotten[$0] }) {
      history.withdrawals = known.compactMap { withdrawal($0.channel, $0.at) }
    }
    if plan.countsAccounts, let account {
      (history.otherJourneys, history.others) = others(account, than: number, in: index)
    }
    return history
  }

  /// As a rule in the order in which they happened, which spares the decision the sorting: lists begin with the newest,
  /// so it is filled from the back.
  private func contacts(of journey: Int32, in index: HistoryIndex) -> [Contact] {
    let rows = index.contacts(ofJourney: journey)
    let count = rows.reduce(0) { count, _ in count + 1 }
    var hasReports = false
    let records = [Contact](unsafeUninitializedCapacity: count) { space, filled in
      var place = count
      for number in rows {
        place -= 1
        if index.contacts[number].origin == .report { hasReports = true }
        space.initializeElement(at: place, to: contact(number, in: index))
      }
      filled = count
    }
    return hasReports ? withReports(records, in: index) : records
  }

  /// Finds the contacts to which reports belong that name no decision.
  private func withReports(_ records: [Contact], in index: HistoryIndex) -> [Contact] {
    func isReport(_ record: Contact) -> Bool { index.contacts[record.source].origin == .report }
    return merging.records(records.filter { !isReport($0) }, with: records.filter(isReport))
  }

  private func others(
    _ account: String, than journey: Int32?, in index: HistoryIndex
  ) -> (names: [String], contacts: [[Contact]]) {
    guard let account = index.accounts.number(of: account) else { return ([], []) }
    var places: [Int32: Int] = [:]
    var names: [String] = []
    var others: [[Contact]] = []
    for number in index.contacts(ofAccount: account) {
      let whose = index.contacts[number].journey
      guard whose != journey else { continue }
      if let place = places[whose] {
        others[place].append(contact(number, in: index))
      } else {
        places[whose] = others.count
        others.append([contact(number, in: index)])
        names.append(index.journeys.names[Int(whose)])
      }
    }
    for (whose, place) in places where index.hasReports(ofJourney: whose) {
      // A report belongs to a contact of the account even where it names none, and a contact that names none is the
      // account's where others of its journey are.
      others[place] = contacts(of: whose, in: index).filter {
        let named = index.contacts[$0.source].account
        return named == account || named < 0
      }
    }
    return (names, others)
  }

  private func withdrawal(_ channel: Int32, _ at: Instant) -> Withdrawal? {
    channels[Int(channel)].map { Withdrawal(channel: $0, at: at) }
  }

  private func contact(_ number: Int32, in index: HistoryIndex) -> Contact {
    let row = index.contacts[number]
    let stamp = stamps[Int(row.stamp)]
    return Contact(
      action: stamp.action, actionID: stamp.actionID, kind: stamp.kind, group: stamp.group,
      retired: stamp.retired,
      channel: row.channel < 0 ? nil : channels[Int(row.channel)],
      at: row.origin == .presumed ? index.instant(of: number) : row.instant,
      results: index.contactResults(of: row), decision: row.hasDecision ? .id(row.decision) : nil,
      countsTowardCaps: stamp.counts, origin: row.origin.ofContact, source: number)
  }

  /// Looks up words that came into the history since.
  private func lookUpNewWords(_ index: HistoryIndex) {
    let book = plan.book
    if lineage != index.lineage {
      lineage = index.lineage
      stamps = []
      channels = []
    }
    guard stamps.count < index.stamps.count || channels.count < index.channels.count else { return }
    for stamp in index.stamps.dropFirst(stamps.count) {
      let action = plan.action(withID: stamp.action.text)
      let kind = stamp.kind.flatMap { book.kinds.firstIndex(of: $0) }
      let group = stamp.group.flatMap { book.groups.firstIndex(of: $0) }
      stamps.append(
        Stamp(
          action: action, actionID: action == nil ? stamp.action.text.foldedName : stamp.action.text,
          kind: kind,
          group: group,
          retired: .init(kind: kind == nil ? stamp.kind : nil, group: group == nil ? stamp.group : nil),
          counts: stamp.counts))
    }
    for channel in index.channels.dropFirst(channels.count) {
      channels.append(book.vocabulary.channels.index(ofID: channel))
    }
  }
}
