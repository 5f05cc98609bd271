import API
import Decisions
import History
import Journeys
import Rules
import Serving
import Time

/// What a no is warned of that does not do what whoever told it means. Where the history cannot be read, the no goes on all
/// the same, and without a warning: that it holds matters more.
extension ReportTally {
  /// Warns of a no that may be another journey's: nothing of that one is closed.
  ///
  /// - Parameter isUnknown: whether nothing was known of the journey before.
  mutating func warnOfSpelling(
    _ journey: String, closing channels: [String], isUnknown: Bool = false, prefix: String,
    _ state: ServingState
  ) {
    if let other = (try? state.history.similarJourney(to: journey, closing: channels)) ?? nil {
      let isSamePerson = other.personSpelling == journey.personSpelling
      let effect =
        isSamePerson
        ? "`next` reserves nothing for it by the same channels either; `decide` does not look there: tell the no of it as well"
        : "nothing of it is closed"
      warnings.append(
        .init(
          pointer: "\(prefix)/journey",
          detail:
            "'\(journey)' differs from '\(other)' \(journey.difference(from: other)) only: that is another journey, and \(effect)"
        ))
    } else if journey.hasHiddenEnds {
      warnings.append(
        .init(
          pointer: "\(prefix)/journey",
          detail:
            "'\(journey)' begins or ends with a space or a character that nobody sees, and is another journey than '\(journey.withoutHiddenEnds)', of which nothing is closed"
        ))
    } else if isUnknown, knowsPeople {
      warnings.append(.init(pointer: "\(prefix)/journey", detail: WarningText.unknownPerson))
    }
  }

  /// Has the noes that a transaction gained hold against yeses whose date has not come, and warns of those.
  ///
  /// - Parameter first: how many noes it had before.
  mutating func outlastYesesAhead(
    from first: Int, in transaction: HistoryTransaction, prefix: String, _ state: ServingState
  ) {
    let found = try? transaction.outlastYesesAhead(
      from: first, under: state.book.plan, at: state.clock())
    for yes in found ?? [] {
      warnings.append(
        .init(
          pointer: prefix,
          detail:
            "a yes to '\(yes.channel)' is known with the date \(yes.at), which has not come: it was told before this no, and the no counts as later than it; if a local time was written with 'Z', mend that"
        ))
    }
  }

  /// Whether what is told is of before its journey was erased and so is not taken, all but a no that is news; it would
  /// bring back whoever asked to be forgotten.
  ///
  /// - Parameter noes: what of it closes channels.
  mutating func isOfErased(
    _ journey: String, at: Instant, noes: [ContactDocument.Closed], in transaction: HistoryTransaction,
    _ state: ServingState, prefix: String = ""
  ) -> Bool {
    guard let erased = state.history.erasure(of: journey), at <= erased else { return false }
    let what = "'\(journey)' was erased on \(erased), and this is of before"
    if transaction.close(noes, of: journey) {
      recorded += 1
      warnings.append(
        .init(pointer: "\(prefix)/journey", detail: "\(what): of it the no is taken, and nothing else"))
    } else {
      isUnknownDecision = false
      isConflict = false
      mistakes.append(
        .init(
          pointer: "\(prefix)/journey",
          detail:
            "\(what): \(WarningText.bringsBack); leave it out of the file, or take it all the same with 'erased=true', as `waymark import --despite-erasure` does"
        ))
    }
    return true
  }

  /// Warns of what is told as it happens, and is of before its journey was erased: mostly it is an old list once more.
  mutating func warnOfErased(_ journey: String, at: Instant, prefix: String, _ state: ServingState) {
    guard let erased = state.history.erasure(of: journey), at <= erased else { return }
    warnings.append(
      .init(
        pointer: "\(prefix)/journey",
        detail:
          "'\(journey)' was erased on \(erased), and this is of before: it is remembered again; erase it once more if that is not meant"
      ))
  }

  /// Settles what an opt-out closes that says on which day, and not when.
  ///
  /// - Parameter first: how many noes the transaction had before.
  mutating func settleDay(
    of report: OutcomeReport, from first: Int, in transaction: HistoryTransaction, prefix: String,
    _ state: ServingState
  ) {
    guard let midnight = report.at else { return }
    transaction.outlastContacts(ofDay: report, from: first)
    for (journey, channel) in transaction.closed(from: first) {
      warnOfLaterYes(of: journey, onDayFrom: midnight, closing: [channel], prefix: prefix, state)
    }
  }

  /// Warns of a no with a bare date, which stands before whatever was said on that day: a yes of it goes on holding.
  ///
  /// - Parameters:
  ///   - midnight: with which the day begins.
  ///   - noes: the channels that are closed.
  mutating func warnOfLaterYes(
    of journey: String, onDayFrom midnight: Instant, closing noes: [String], prefix: String,
    _ state: ServingState
  ) {
    let plan = state.book.plan
    let channels = plan.book.vocabulary.channels
    let day = midnight..<(midnight + TimeSpan.day)
    guard let events = try? state.history.events(of: journey) else { return }
    let parts = RememberedJourney(events, in: plan).parts
    for name in noes {
      guard let channel = channels.index(named: name) else { continue }
      let answers = parts.compactMap { part -> (at: Instant, isGiven: Bool)? in
        guard case .consent(channel: channel, isGiven: let isGiven) = part.what else { return nil }
        return (part.at, isGiven)
      }
      // Whatever else was said later settles it.
      guard let yes = answers.last(where: \.isGiven)?.at, day.contains(yes), yes > midnight,
        !answers.contains(where: { !$0.isGiven && $0.at >= yes }),
        !state.history.hasOptedOut(journey, of: name, since: yes)
      else { continue }
      warnings.append(
        .init(
          pointer: "\(prefix)/at",
          detail:
            "the yes to '\(name)' of \(yes) is later and goes on holding: a date is the midnight it begins with; if the no was said after it, tell it with its time"
        ))
    }
  }
}
