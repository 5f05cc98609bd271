import API
import Decisions
import History
import HistoryRecords
import JSON
import Journeys
import Rules
import Serving
import Time

/// Decides what to do next in an account: of the first recommendations to each of its people the best, then the best of
/// the others who have seen that, and so on. All in slices, so that others get their turn in between; before something is
/// reserved it is made sure that it still holds. It belongs to the event loop.
final class AccountDecision {
  /// Somebody of the account.
  struct Member {
    let person: GroupPerson
    let subject: DecisionService.Subject
    /// Of the latest decision; nil before the first.
    var record: DecisionRecord?
    /// The turn of the loop in which that was made.
    var turn = 0
    var isChosen = false
  }

  let service: DecisionService
  let query: AccountQuery
  private(set) var group: DecisionGroup
  let now: Instant
  private(set) var members: [Member] = []
  /// Indices of those to whom something is recommended, in that order.
  private(set) var chosen: [Int] = []
  /// Before anything was chosen.
  private(set) var coverage: GroupCoverage?

  private let givenNow: [UInt8]?
  private let attempt: DecisionAttempt
  /// What the decisions rest on.
  private var basis: JournalBasis?
  private let key: RequestKey?
  private let done: (DecisionService.Answer, ServingBook) -> Void
  /// Why what was told of journeys cannot be read.
  private var fault: HistoryFault?
  /// Journeys that may belong to the account, and how many of them were looked up.
  private var journeys: [String] = []
  private var lookedUp = 0
  private var people: [GroupPerson] = []
  private var transaction: HistoryTransaction?
  /// What was chosen and is not reserved.
  private var contacts: [(journey: String, contact: Contact)] = []
  /// How many were decided about since the last choice.
  private var decided = 0
  private var turn = 0
  private var hasBegunChoosing = false

  /// - Parameters:
  ///   - now: as the request gives it, read and as JSON.
  ///   - key: under which the answer is stored with what is reserved, to be given again.
  ///   - done: called on the loop, once.
  init(
    _ query: AccountQuery, _ group: DecisionGroup, now: (instant: Instant, json: [UInt8])?,
    storedUnder key: RequestKey?, attempt: DecisionAttempt = DecisionAttempt(), by service: DecisionService,
    done: @escaping (DecisionService.Answer, ServingBook) -> Void
  ) {
    self.query = query
    self.group = group
    self.now = now?.instant ?? group.clock
    givenNow = now?.json
    self.key = key
    self.attempt = attempt
    self.service = service
    self.done = done
  }

  var state: ServingState { service.state }

  private var recollection: Recollection {
    state.history.recollection(for: group.book.plan) { self.fault = $0 }
  }

  func begin() {
    if let obstacle = service.obstacle(to: group) { return done(.refused(obstacle), group.book) }
    // First who belongs to it, then what is remembered of them.
    prepare([.account(query.account)]) { [self] in
      journeys = recollection.journeys(everOf: query.account)
      prepare(scopes) { [self] in
        basis = service.basis(of: scopes, for: group)
        state.loop.runInTurn { self.run() }
      }
    }
  }

  private var scopes: Set<HistoryScope> {
    attempt.scopes.union(journeys.map { .journey($0) }).union([.account(query.account)])
  }

  private func prepare(_ scopes: @autoclosure () -> Set<HistoryScope>, _ next: @escaping () -> Void) {
    service.prepare(scopes(), for: group) { [self] problem in
      if let problem { return done(.refused(problem), group.book) }
      next()
    }
  }

  /// Decides about all of them again.
  private func begin(_ next: DecisionAttempt) {
    var again = group
    again.records = []
    AccountDecision(
      query, again, now: givenNow.map { (now, $0) }, storedUnder: key, attempt: next, by: service, done: done
    ).begin()
  }

  private func run() {
    let slice = TimeSlice()
    turn += 1
    while lookedUp < journeys.count {
      lookUpNext()
      if slice.isOver { return yield() }
    }
    if let problem { return done(.refused(problem), group.book) }
    while members.count < people.count {
      completeNext()
      if slice.isOver { return yield() }
    }
    if !hasBegunChoosing { beginChoosing() }
    while chosen.count < query.take {
      while decided < members.count {
        decideNext()
        if slice.isOver { return yield() }
      }
      guard let best else { break }
      // What was decided in an earlier turn may not hold any more.
      if transaction != nil, members[best].turn != turn {
        decide(best)
        guard self.best == best else {
          if slice.isOver { return yield() }
          continue
        }
      }
      choose(best)
      if slice.isOver { return yield() }
    }
    finish()
  }

  private func yield() { state.loop.yield { self.run() } }

  private var problem: Problem? {
    if let fault { return .historyUnreadable(fault) }
    return people.count > RequestLimits.accountMembers ? .tooManyMembers(query.account) : nil
  }

  // MARK: The people

  private func lookUpNext() {
    let person = recollection.person(journeys[lookedUp], of: query.account, at: now)
    lookedUp += 1
    guard let person else { return }
    people.append(person)
    if people.count > RequestLimits.accountMembers { lookedUp = journeys.count }
  }

  private func completeNext() {
    let person = people[members.count]
    guard let bare = BareState(person.journey, now: givenNow, for: group.book.plan) else {
      people.remove(at: members.count)
      return
    }
    let subject = service.complete(
      bare.given, from: bare.document, at: bare.document.root, in: group,
      knownGroup: KnownGroup(of: query.account, at: now, people))
    members.append(Member(person: person, subject: subject))
  }

  private func beginChoosing() {
    hasBegunChoosing = true
    transaction = service.transaction(for: group, restingOn: basis)
    let policies = group.book.book.policies
    coverage = GroupCoverage(of: people, required: policies.buyingGroup) { journey in
      state.history.contacts(of: journey, within: policies.sameContactWithin)
        .filter { $0.at <= now && !$0.results.contains { $0.outcome == .notSent } }.map(\.at).max()
    }
  }

  // MARK: Choosing

  private func decideNext() {
    let index = decided
    decided += 1
    if !members[index].isChosen { decide(index) }
  }

  private func decide(_ index: Int) {
    members[index].record = service.decide(on: members[index].subject, in: group, seeing: contacts)
    members[index].turn = turn
  }

  /// Of those to whom something could be recommended, the one who comes first.
  private var best: Int? {
    var best: (index: Int, place: AccountPlace)?
    for (index, member) in members.enumerated() where !member.isChosen {
      guard let decision = member.record?.decision, let first = decision.recommendations.first else {
        continue
      }
      let place = AccountPlace(of: first.priority, decision, in: group.book.book)
      if best.map({ place.precedes($0.place) }) ?? true { best = (index, place) }
    }
    return best?.index
  }

  private func choose(_ index: Int) {
    guard let record = members[index].record, let first = record.decision.recommendations.first else {
      return
    }
    members[index].isChosen = true
    chosen.append(index)
    group.records.append(record)
    if let transaction {
      service.reserve(record, of: members[index].subject, in: group, transaction)
    } else {
      let contact = Contact(
        reserving: first, at: record.decision.now, under: record.id, in: group.book.book)
      contacts.append((record.decision.journey, contact))
    }
    // Only where contacts of others count can it make a difference to them.
    if group.book.plan.countsAccounts { decided = 0 }
  }

  // MARK: The end

  private func finish() {
    let answer = json
    if let key {
      transaction?.store(
        IdempotentResponse(
          key: key.name, question: key.question, journey: "", at: group.clock,
          revision: group.book.revision, body: answer))
    }
    service.record(group, transaction, attempt) { [self] recorded in
      switch recorded {
      case .recorded: done(.decided(answer), group.book)
      case .overtaken(let next): begin(next)
      case .answeredBefore: done(.answeredBefore, group.book)
      case .refused(let problem): done(.refused(problem), group.book)
      }
    }
  }
}
