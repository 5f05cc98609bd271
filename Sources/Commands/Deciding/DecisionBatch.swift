import API
import Glibc
import JSON
import System

/// Has states decided, writes the decisions, and reports the states that were refused.
struct DecisionBatch {
  /// As many states as the daemon reads at once.
  private static let batchCount = RequestLimits.statesPerArray
  /// Bytes of states in one request, well below what the daemon takes.
  static let batchSize = 4 << 20

  private var decider: any StateDecider
  private let form: DecisionForm
  /// Of how many recommendations there are rows, where a decision does not say what it reserved.
  private let shown: Int?
  private let isStrict: Bool
  private let isPreview: Bool
  /// Of states that are refused since others of their journey say otherwise.
  private var clashes: ConsentClashes?
  private var spellings: JourneySpellings?
  private var mistakes: MistakeLog
  private var progress: ProgressLine?
  private var hasWritten = false
  /// The decisions that have rows already: states that stand twice get one answer, and it is to be done once.
  private var shownDecisions: Set<String> = []
  private var count = 0
  /// How many states there were for which there is something to do.
  private(set) var busyCount = 0

  /// Of how many states the warnings are told.
  private static let mostWarned = 20

  /// - Parameters:
  ///   - name: of the input.
  ///   - isStrict: whether a state of which there are warnings is refused.
  ///   - isPreview: whether the decisions have no ids that anything can be reported of.
  ///   - looksForClashes: whether states of one journey may not say yes and no to a channel.
  init(
    decider: any StateDecider, form: DecisionForm, name: String, shown: Int? = nil, isStrict: Bool = false,
    isPreview: Bool = false, looksForClashes: Bool = false
  ) {
    clashes = looksForClashes ? ConsentClashes() : nil
    spellings = looksForClashes ? JourneySpellings() : nil
    self.decider = decider
    self.form = form
    self.shown = shown
    self.isStrict = isStrict
    self.isPreview = isPreview
    mistakes = MistakeLog(name: name, mostWarned: Self.mostWarned)
    // Where decisions go to the same terminal they are progress enough.
    progress = Terminal.standardOutput.isInteractive ? nil : ProgressLine("states", on: .standardError)
  }

  /// Whether there was no state at all.
  var isEmpty: Bool { count == 0 }
  var hasRefused: Bool { mistakes.count > 0 }

  /// How many states are decided before their decisions are written.
  private var batchCount: Int { decider.isReserving ? 1 : Self.batchCount }

  /// Looks through states that are decided later, where it is to.
  mutating func lookThrough<Lines: LineSource & ~Copyable>(_ input: inout Lines) throws(Failure) {
    while case let batch = try input.batch(count: Self.batchCount, size: Self.batchSize, waits: true),
      !batch.isEmpty
    {
      for text in batch { clashes?.note(text) }
    }
  }

  /// Answers all that comes.
  mutating func answer<Lines: LineSource & ~Copyable>(all input: inout Lines) throws(Failure) {
    while case let batch = try input.batch(count: batchCount, size: Self.batchSize, waits: true),
      !batch.isEmpty
    {
      try answer(lines: batch)
    }
  }

  /// Says how much was not told of.
  mutating func end() {
    progress?.clear()
    mistakes.end()
  }

  mutating func answer(object text: StateText) throws(Failure) {
    for result in try results(of: [text]) {
      // Nobody waits for something in its place.
      if case .decided = result { try write(result, before: "\n") }
    }
  }

  mutating func answer(lines texts: [StateText]) throws(Failure) {
    for result in try results(of: texts) { try write(result, before: "\n") }
  }

  mutating func answer(array bytes: [UInt8]) throws(Failure) {
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(parsing: bytes)
    } catch {
      return mistakes.report(Refusal(error), in: StateText(bytes, line: 1))
    }
    var texts: [StateText] = []
    var place = (line: 1, column: 1)
    var offset = 0
    for element in document.elements(of: document.root) {
      let start = document.offset(of: element)
      place = StateText.place(ofByte: start - offset, in: Array(bytes[offset..<start]), from: place)
      offset = start
      texts.append(StateText(Array(document.rawBytes(of: element)), line: place.line, column: place.column))
    }
    for text in texts { clashes?.note(text) }
    // Where nobody answers at all there is nothing.
    var opening = "["
    var rest = texts[...]
    while let first = rest.first {
      var batch = [first]
      var size = first.bytes.count
      rest.removeFirst()
      while batch.count < batchCount, let next = rest.first, size + next.bytes.count <= Self.batchSize {
        batch.append(next)
        size += next.bytes.count
        rest.removeFirst()
      }
      let isLast = rest.isEmpty
      let results = try results(of: batch)
      for (index, result) in results.enumerated() {
        try write(result, after: opening, before: isLast && index == results.count - 1 ? "" : ",\n")
        opening = ""
      }
    }
    if case .json = form { Terminal.standardOutput.write("\(opening)]\n") }
  }

  // MARK: Deciding

  /// The results of some states, in their order; what is no JSON is refused without asking.
  private mutating func results(of texts: [StateText]) throws(Failure) -> [StateResult] {
    if decider.isReserving, Terminal.standardOutput.isGone { throw notWritten(SystemError(EPIPE), nil) }
    var results: [StateResult?] = []
    var states: [AskedState] = []
    for text in texts {
      if let refusal = text.refusal {
        results.append(.refused(refusal))
        continue
      }
      do throws(JSONError) {
        let document = try JSONDocument(parsing: text.bytes)
        if let refusal = clashes?.refusal(of: document) {
          results.append(.refused(refusal))
          continue
        }
        states.append(AskedState(text: text, document: document))
        results.append(nil)
      } catch {
        results.append(.refused(Refusal(error)))
      }
    }
    var decided = zip(states, try decider.decide(states)).makeIterator()
    return zip(texts, results).map { text, result in
      var result = result
      if result == nil, let (state, made) = decided.next() {
        result = made
        warnOfSpelling(state, made)
      }
      guard let result else { preconditionFailure("a result for each state") }
      count += 1
      let checked = check(result, text)
      progress?.show(count)
      return checked
    }
  }

  /// Warns of a journey that was decided under another spelling before. One that was refused is no other person: nothing
  /// came of it.
  private mutating func warnOfSpelling(_ state: AskedState, _ result: StateResult) {
    guard case .decided = result, let doubt = spellings?.note(state.document, line: state.text.line) else {
      return
    }
    progress?.clear()
    mistakes.warn([doubt], in: state.text)
  }

  /// Tells what is wrong with a state, and what its decision warns of.
  private mutating func check(_ result: StateResult, _ text: StateText) -> StateResult {
    switch result {
    case .refused(let refusal):
      progress?.clear()
      mistakes.report(refusal, in: text)
      return result
    case .decided(let decision, let since):
      var warnings = Refusal.Mistake.warnings(of: decision)
      if isStrict, !warnings.isEmpty { return check(.refused(Refusal(mistakes: warnings)), text) }
      // For people they stand in the text.
      if case .text = form { warnings = [] }
      let remarks = since.released.map(Self.givenBack) + since.closed.map(Self.closed)
      warnings += remarks.map { .init(pointer: "", detail: $0) }
      if !warnings.isEmpty { progress?.clear() }
      mistakes.warn(warnings, in: text)
      return result
    }
  }

  private static func givenBack(_ action: String) -> String {
    "'\(action)' was given back by not_sent: nothing is reserved under this key any more; ask under another key"
  }

  private static func closed(_ action: String) -> String {
    "'\(action)' is not to be sent: its channel was closed since, by an opt-out or a bounce; give it back with not_sent"
  }

  // MARK: Writing

  /// - Parameters:
  ///   - opening: what stands before a result as JSON.
  ///   - separator: what stands behind one.
  private mutating func write(
    _ result: StateResult, after opening: String = "", before separator: String
  ) throws(Failure) {
    switch result {
    case .decided(let decision, let since):
      if hasWork(decision, without: since.all) { busyCount += 1 }
      let text = text(of: decision, since, after: opening, before: separator)
      guard decider.isReserving else { return Terminal.standardOutput.write(text) }
      do throws(SystemError) {
        try Terminal.standardOutput.writeAll(text)
      } catch {
        throw notWritten(error, decision)
      }
    case .refused(let refusal):
      guard case .json = form else { return }
      Terminal.standardOutput.write(
        json: Array(opening.utf8) + refusal.problem.errorObject + Array(separator.utf8))
    }
  }

  private mutating func text(
    of decision: JSONDocument, _ since: StateResult.Since, after opening: String, before separator: String
  ) -> [UInt8] {
    let output = Terminal.standardOutput
    switch form {
    case .json:
      let bytes = Array(decision.rawBytes(of: decision.root))
      return output.shown(json: Array(opening.utf8) + bytes + Array(separator.utf8))
    case .text:
      defer { hasWritten = true }
      return Array(((hasWritten ? "\n" : "") + DecisionTable(decision, since).rendered(for: output)).utf8)
    case .rows(let columns):
      guard isFirstRow(of: decision) else { return [] }
      let count = reserved(by: decision) ?? shown
      return Array(columns.rows(decision, first: count, without: since.all, isPreview: isPreview).utf8)
    }
  }

  private mutating func isFirstRow(of decision: JSONDocument) -> Bool {
    guard decider.isReserving, let id = decision.member("decision", of: decision.root) else { return true }
    return shownDecisions.insert(decision.string(at: id)).inserted
  }

  /// Why no more is decided, and what was reserved and not shown.
  ///
  /// - Parameter decision: that could not be written; nil where none was made.
  private mutating func notWritten(_ error: SystemError, _ decision: JSONDocument?) -> Failure {
    progress?.clear()
    let count = decision.flatMap { reserved(by: $0) } ?? 0
    let what = count == 1 ? "1 action was" : "\(count) actions were"
    var help = "\(what) reserved and not shown"
    if let decision, count > 0 {
      help += "; `waymark contacts \(decision.shown("journey", of: decision.root))` has it"
    }
    return .notWritten("the output", error, help: help)
  }

  /// How many actions a decision reserved; nil where it was not to reserve any.
  private func reserved(by decision: JSONDocument) -> Int? {
    decision.member("reserved", of: decision.root).map { decision.count(of: $0) }
  }

  private func hasWork(_ decision: JSONDocument, without others: [String]) -> Bool {
    if let count = reserved(by: decision) { return count > others.count }
    let list = decision.member("recommendations", of: decision.root)
    return list.map { decision.count(of: $0) > 0 } ?? false
  }
}

extension Refusal {
  /// As the daemon answers it.
  fileprivate var problem: Problem {
    let first = mistakes[0]
    guard first.pointer != nil else {
      return .notJSON("state", offset: first.offset, detail: first.detail)
    }
    return .refused(
      Mistakes(mistakes.map { .init(pointer: $0.pointer ?? "", detail: $0.detail) }, unlisted: unlisted))
  }
}
