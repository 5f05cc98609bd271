import Decisions
import Rules
import Time

/// A contact that a file tells of, as decisions look at it: its record, and those of what came of it by other channels.
struct RecordedContact {
  private(set) var all: [Contact]
  /// What of it closes channels that the book has.
  private(set) var closings: [(channel: Int, at: Instant)] = []

  init(_ document: ContactDocument, in plan: DecisionPlan) {
    let channels = plan.book.vocabulary.channels
    let own = document.channel.flatMap { channels.index(ofID: $0) }
    let results = document.results.filter { $0.channel == nil }
    let contact = Contact(
      document, channel: own, at: document.at, results: results,
      origin: document.isReserved ? .reserved : .told, in: plan)
    all = [contact]
    for result in results where result.outcome.withdrawsConsent {
      if let own { closings.append((own, result.at)) }
    }
    for result in document.results {
      guard let name = result.channel else { continue }
      let channel = channels.index(ofID: name)
      // Of a decision's contact the channel by which it went is meant as well.
      let closed = [channel, document.decision == nil ? nil : own].compactMap(\.self)
      if result.outcome.withdrawsConsent { closings += closed.map { ($0, result.at) } }
      if document.decision != nil {
        all.append(
          Contact(
            document, channel: channel, at: result.at, results: [result], origin: .presumed, in: plan))
      }
    }
    for item in document.closed {
      if let channel = channels.index(ofID: item.channel) { closings.append((channel, item.at)) }
    }
  }
}

extension Contact {
  fileprivate init(
    _ document: ContactDocument, channel: Int?, at: Instant, results: [ContactDocument.Result],
    origin: Origin, in plan: DecisionPlan
  ) {
    let (stamp, book) = (document.stamp, plan.book)
    let action = plan.action(withID: stamp.action.text)
    let kind = stamp.kind.flatMap { book.kinds.firstIndex(of: $0) }
    let group = stamp.group.flatMap { book.groups.firstIndex(of: $0) }
    let told = results.map { Result($0.outcome, at: $0.at) }
    self.init(
      action: action, actionID: action == nil ? stamp.action.text.foldedName : stamp.action.text, kind: kind,
      group: group,
      retired: .init(kind: kind == nil ? stamp.kind : nil, group: group == nil ? stamp.group : nil),
      channel: channel, at: at,
      results: told.count == 1 ? ContactResults(told[0].outcome, at: told[0].at) : ContactResults(told),
      decision: document.decision.map { .id($0) }, countsTowardCaps: stamp.counts, origin: origin)
  }
}
