import Decisions
import Dispatch
import History
import HistoryRecords
import Journeys
import Rules
import Serving
import Synchronization
import Time

/// One look at all journeys, for a report or the map: journeys are read and counted on a thread of their own, and the loop
/// adds what it knows of contacts, some journeys at a time.
///
/// `Maker` is what the journeys are added to, on the thread of the job only.
final class ReportJob<Maker> {
  private let state: ServingState
  private let worker: Worker
  private let span: TimeSpan

  /// - Parameters:
  ///   - start: called on the thread of the job, with what says what to do next with a journey, for as long as the job runs.
  ///   - add: called for each journey there, with what is recorded of it.
  init(
    _ state: ServingState, _ frame: ReportFrame,
    start: @escaping @Sendable (_ advice: @escaping (JourneyRecord) -> String?) -> Maker,
    add: @escaping @Sendable (_ maker: inout Maker, _ record: JourneyRecord) -> Void
  ) {
    self.state = state
    span = state.sameContactWithin
    let (history, view) = (state.history, state.book.view)
    let ask = state.loop.callback {
      (question: (journey: String, reply: @Sendable (JourneyHistory) -> Void)) in
      question.reply(history.known(of: question.journey, account: nil, for: view))
    }
    worker = Worker(state.history.makeJourneySource(), state.book.plan, frame, start, add) { name in
      // The thread of the job may wait for the loop; the loop never waits for it.
      let answer = Mutex(JourneyHistory.none)
      let hasCome = DispatchSemaphore(value: 0)
      ask(
        (
          name,
          { known in
            answer.withLock { $0 = known }
            hasCome.signal()
          }
        ))
      hasCome.wait()
      return answer.withLock { $0 }
    }
  }

  /// - Parameters:
  ///   - finish: called on the thread of the job, once all were added.
  ///   - done: called on the loop.
  func run<Value: Sendable>(
    _ finish: @escaping @Sendable (Maker) -> Value, done: @escaping (Result<Value, HistoryFault>) -> Void
  ) {
    state.offload({ [worker] in worker.next() }, on: worker.source.queue) { names in
      self.add(names, finish, done)
    }
  }

  private func add<Value: Sendable>(
    _ names: [String], _ finish: @escaping @Sendable (Maker) -> Value,
    _ done: @escaping (Result<Value, HistoryFault>) -> Void
  ) {
    guard !names.isEmpty else {
      return state.offload(
        { [worker] in worker.source.fault.map { .failure($0) } ?? .success(finish(worker.maker)) },
        on: worker.source.queue,
        then: done)
    }
    let known = names.map { name in
      Worker.Known(journey: name, contacts: state.history.recordedContacts(of: name, within: span))
    }
    let work = { @Sendable [worker] in
      worker.add(known)
      return worker.next()
    }
    state.offload(work, on: worker.source.queue) { names in self.add(names, finish, done) }
  }

  /// What is done on the thread of the job.
  ///
  /// Unchecked because it is touched there only.
  private final class Worker: @unchecked Sendable {
    struct Known: Sendable {
      let journey: String
      let contacts: [RecordedContact]
    }

    let source: JourneySource
    private let plan: DecisionPlan
    private let frame: ReportFrame
    private let start: @Sendable (@escaping (JourneyRecord) -> String?) -> Maker
    private let take: @Sendable (inout Maker, JourneyRecord) -> Void
    private let history: (String) -> JourneyHistory
    private var reader: RecordReader
    private(set) lazy var maker = start(advice())
    private var last: String?
    private let journeysAtOnce = 50

    init(
      _ source: JourneySource, _ plan: DecisionPlan, _ frame: ReportFrame,
      _ start: @escaping @Sendable (@escaping (JourneyRecord) -> String?) -> Maker,
      _ take: @escaping @Sendable (inout Maker, JourneyRecord) -> Void,
      history: @escaping (String) -> JourneyHistory
    ) {
      self.source = source
      self.plan = plan
      self.frame = frame
      self.start = start
      self.take = take
      self.history = history
      reader = RecordReader(source.recollection(for: plan) { _, _ in nil }, frame)
    }

    func next() -> [String] {
      let names = source.journeys(after: last, most: journeysAtOnce)
      last = names.last ?? last
      return names
    }

    func add(_ known: [Known]) {
      for item in known {
        if let record = reader.record(of: item.journey, contacts: item.contacts) { take(&maker, record) }
      }
    }

    private func advice() -> (JourneyRecord) -> String? {
      let advice = StalledAdvice(
        source.recollection(for: plan) { _, _ in nil }, at: frame.asOf, history: history)
      return { advice.text(for: $0.journey) }
    }
  }
}
