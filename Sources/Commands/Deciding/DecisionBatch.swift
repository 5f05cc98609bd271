import API
import Glibc
import JSON
import System

/// Has states decided, writes the answers in the order of the states, and reports the states that were refused.
struct DecisionBatch {
  /// States that are underway: some texts of them for each piece of work.
  private typealias Work = OrderedWork<[StateText], Result<[StateAnswer], Failure>>

  /// How many states are taken at once where nothing is reserved for them, and bytes of them.
  private static let mostAtOnce = (count: 1_000, size: 4 << 20)

  private let way: DecidingWay
  let answering: StateAnswering
  /// Of states that are refused since others of their journey say otherwise.
  private var clashes: ConsentClashes?
  private var isLookedThrough = false
  private var spellings: JourneySpellings?
  private var mistakes: MistakeLog
  private var progress: ProgressLine?
  private var printed: PrintedAnswers
  private var count = 0
  /// How many states there were for which there is something to do.
  private(set) var busyCount = 0

  /// How many journeys have states of more than one account.
  var dividedCount = 0

  /// How many states say a no that nothing remembers.
  private var unrememberedCount = 0

  /// Of how many states the warnings are told.
  private static let mostWarned = 20

  /// - Parameters:
  ///   - name: of the input.
  ///   - showsProgress: whether a terminal shows how far it has come.
  ///   - looksForClashes: whether states of one journey may not say yes and no to a channel.
  ///   - tellsRepeats: whether a journey that stands there again is told of.
  init(
    _ way: DecidingWay, _ answering: StateAnswering, name: String, showsProgress: Bool,
    looksForClashes: Bool = false, tellsRepeats: Bool = false
  ) {
    self.way = way
    self.answering = answering
    printed = PrintedAnswers(answering.form)
    clashes = looksForClashes ? ConsentClashes() : nil
    spellings = looksForClashes ? JourneySpellings(tellingRepeats: tellsRepeats) : nil
    mistakes = MistakeLog(name: name, mostWarned: Self.mostWarned)
    progress = showsProgress ? ProgressLine("states", on: .standardError) : nil
  }

  /// Whether there was no state at all.
  var isEmpty: Bool { count == 0 }
  var hasRefused: Bool { mistakes.count > 0 }

  /// Of how many states how many were refused, in words; nil where none was.
  var refusedShare: String? {
    guard hasRefused else { return nil }
    let (states, were) = (count == 1 ? "1 state" : "\(count) states", mistakes.count == 1 ? "was" : "were")
    return "\(mistakes.count) of \(states) \(were) refused"
  }

  /// Looks through states that are decided later, where it is to.
  mutating func lookThrough<Lines: TextSource & ~Copyable>(_ input: inout Lines) throws(Failure) {
    guard clashes != nil else { return }
    isLookedThrough = true
    let (count, size) = Self.mostAtOnce
    while case let batch = try input.batch(count: count, size: size, waits: true), !batch.isEmpty {
      for text in batch {
        clashes?.note(text)
        // The column means the same in all rows, also where a cell of it is empty.
        if let row = text.row, row.speaksUnheard, let refusal = row.refusal {
          mistakes.report(refusal, in: text)
          throw Failure(.findings, "nothing was decided: a no in this column would be overheard")
        }
      }
    }
  }

  /// Says how much was not told of.
  mutating func end() {
    progress?.clear()
    mistakes.end()
    if dividedCount > 0 {
      let journeys = dividedCount == 1 ? "1 journey has" : "\(dividedCount) journeys have"
      Terminal.standardError.write(
        "note: \(journeys) states of more than one account, or of none: in parts by account, such an audience is decided otherwise\n"
      )
    }
    if unrememberedCount > 1 {
      Terminal.standardError.write(
        "warning: \(unrememberedCount) states say a no that is not remembered, and holds for them alone; `waymark import --events` takes such a list\n"
      )
    }
  }

  // MARK: Deciding

  mutating func answer(object text: StateText) throws(Failure) {
    printed.frame = .object
    switch way {
    case .inTurn(var decider): try answer([text], by: &decider)
    case .onThreads(let threads):
      var decider = threads.decider()
      try answer([text], by: &decider)
    case .inGroups:
      var single = SingleText(text)
      try answer(all: &single)
    }
  }

  mutating func answer(array bytes: [UInt8]) throws(Failure) {
    var elements: ArrayElements
    do throws(JSONError) {
      elements = try ArrayElements(bytes)
    } catch {
      return mistakes.report(Refusal(error), in: StateText(bytes, line: 1))
    }
    var lookedThrough = elements
    try lookThrough(&lookedThrough)
    printed.frame = .array
    try answer(all: &elements)
    Terminal.standardOutput.write(printed.end)
  }

  /// Answers all that comes.
  mutating func answer<Lines: TextSource & ~Copyable>(all input: inout Lines) throws(Failure) {
    do throws(Failure) {
      switch way {
      case .inTurn(var decider):
        // One decision is printed before the next is made, where that reserves something.
        let (count, size) = decider.isReserving ? (1, .max) : Self.mostAtOnce
        while case let texts = try input.batch(count: count, size: size, waits: true), !texts.isEmpty {
          try answer(texts, by: &decider)
        }
      case .onThreads(let threads): try answer(all: &input, on: threads)
      case .inGroups(let run, let threads): try answer(all: &input, run, threads: threads)
      }
    } catch {
      progress?.clear()
      throw error
    }
  }

  private mutating func answer(_ texts: [StateText], by decider: inout any StateDecider) throws(Failure) {
    let isReserving = decider.isReserving
    if isReserving, Terminal.standardOutput.isGone { throw notWritten(SystemError(EPIPE), nil) }
    // What comes by a pipe could not be looked through.
    if !isLookedThrough { for text in texts { clashes?.note(text) } }
    let answers = try answering.answers(to: texts, by: &decider) { clashes?.refusal(of: $0) }
    guard isReserving else { return try write(.success(answers)) }
    report(answers)
    for answer in answers {
      do throws(SystemError) {
        try Terminal.standardOutput.writeAll(printed.next(answer))
      } catch {
        throw notWritten(error, answer)
      }
    }
  }

  private mutating func answer<Lines: TextSource & ~Copyable>(
    all input: inout Lines, on threads: DecidingWay.Threads
  ) throws(Failure) {
    let work = Work(threads: threads.count) { [answering] in
      var decider = threads.decider()
      var failure: Failure?
      return { texts in
        // Whoever failed is not asked again: nobody waits for what comes behind it.
        if let failure { return .failure(failure) }
        do throws(Failure) {
          return .success(try answering.answers(to: texts, by: &decider))
        } catch {
          failure = error
          return .failure(error)
        }
      }
    }
    while true {
      do throws(Failure) {
        while !work.isFull,
          case let texts = try input.batch(
            count: threads.states, size: threads.bytes, waits: work.isEmpty),
          !texts.isEmpty
        {
          work.add(texts)
        }
      } catch {
        // What came before it is answered all the same.
        while let result = work.next() { try write(result) }
        throw error
      }
      guard let result = work.next() else { return }
      try write(result)
    }
  }

  // MARK: Writing

  private mutating func write(_ result: Result<[StateAnswer], Failure>) throws(Failure) {
    write(try result.get())
  }

  mutating func write(_ answers: [StateAnswer]) {
    report(answers)
    var bytes: [UInt8] = []
    for answer in answers { bytes += printed.next(answer) }
    Terminal.standardOutput.write(bytes)
  }

  /// Tells what is wrong with states, and what their decisions warn of.
  private mutating func report(_ answers: [StateAnswer]) {
    for answer in answers {
      count += 1
      switch answer.outcome {
      case .refused(let refusal):
        progress?.clear()
        mistakes.report(refusal, in: answer.text)
      case .decided(let decided):
        if decided.hasWork { busyCount += 1 }
        // A journey that was refused under another spelling is no other person: nothing came of it.
        let doubt = spellings?.note(decided.decision, line: answer.text.line)
        // That of the daemon does not name the other one.
        let told = decided.warnings.filter {
          doubt == nil || !$0.detail.hasSuffix(WarningText.otherPerson)
        }
        let late = reservedBefore(answer.text)
        if !isLookedThrough { clashes?.noteReserved(by: decided.decision, line: answer.text.line) }
        let warnings = [doubt, late].compactMap(\.self) + unfolded(told)
        if !warnings.isEmpty { progress?.clear() }
        mistakes.warn(warnings, in: answer.text)
      }
    }
    progress?.show(count)
  }

  /// What a state would have kept from being reserved, had it come first; a file is looked through before.
  private func reservedBefore(_ text: StateText) -> Refusal.Mistake? {
    guard !isLookedThrough, let clashes, let document = try? JSONDocument(parsing: text.bytes) else {
      return nil
    }
    return clashes.reservedBefore(document).map { .init(pointer: "", detail: $0) }
  }

  /// Without noes that nothing remembers, all but the first: where a list says them, it says them row by row.
  private mutating func unfolded(_ warnings: [Refusal.Mistake]) -> [Refusal.Mistake] {
    guard let first = warnings.firstIndex(where: { $0.detail == WarningText.unrememberedNo }) else {
      return warnings
    }
    unrememberedCount += 1
    return warnings.enumerated().filter { index, warning in
      warning.detail != WarningText.unrememberedNo || (unrememberedCount == 1 && index == first)
    }.map(\.element)
  }

  /// Why no more is decided, and what was reserved and not shown.
  ///
  /// - Parameter answer: that could not be written; nil where none was made.
  private func notWritten(_ error: SystemError, _ answer: StateAnswer?) -> Failure {
    var decision: JSONDocument?
    if case .decided(let decided) = answer?.outcome { decision = decided.decision }
    let count = decision?.reservedCount ?? 0
    let what = count == 1 ? "1 action was" : "\(count) actions were"
    var help = "\(what) reserved and not shown"
    if let decision, count > 0 {
      help += "; `waymark contacts \(decision.shown("journey", of: decision.root))` has it"
    }
    return .notWritten("the output", error, help: help)
  }
}
