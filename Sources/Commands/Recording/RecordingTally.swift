import JSON

/// Counts what the daemon recorded of an input, and reports what it refused.
struct RecordingTally {
  private var mistakes: MistakeLog
  private var progress: ProgressLine?
  private(set) var recorded = 0
  /// What was recorded before.
  private(set) var repeated = 0
  /// Whether something was refused that the daemon may accept later.
  private var isUnavailable = false

  init(mistakes: MistakeLog, progress: ProgressLine? = nil) {
    self.mistakes = mistakes
    self.progress = progress
  }

  var refused: Int { mistakes.count }
  /// How many texts were answered, where each is one contact or outcome.
  var count: Int { recorded &+ repeated &+ refused }

  /// Adds what the daemon answered to one text; of one that was not sent, why.
  mutating func add(_ answer: some Sequence<UInt8>, for text: StateText) throws(Failure) {
    if let refusal = text.refusal {
      progress?.clear()
      return mistakes.report(refusal, in: text)
    }
    guard let document = try? JSONDocument(parsing: Array(answer)) else {
      throw Failure(.internalError, "the daemon's answer is not JSON")
    }
    let root = document.root
    if let error = document.member("error", of: root) {
      progress?.clear()
      refuse(ProblemReport(document, error), text)
    } else {
      recorded &+= number("recorded", document)
      repeated &+= number("repeated", document)
      let warnings = Refusal.Mistake.warnings(of: document)
      if !warnings.isEmpty { progress?.clear() }
      mistakes.warn(warnings, in: text)
    }
    let count = count
    progress?.show(count)
  }

  mutating func refuse(_ refusal: Refusal, _ text: StateText) { mistakes.report(refusal, in: text) }

  mutating func refuse(_ problem: ProblemReport, _ text: StateText) {
    if problem.status == 503 { isUnavailable = true }
    do throws(JSONError) {
      // What was made of a row is JSON.
      if !text.isMade { _ = try JSONDocument(parsing: text.bytes) }
      mistakes.report(problem.refusal, in: text)
    } catch {
      // Where exactly, the daemon says in words only.
      mistakes.report(Refusal(error), in: text)
    }
  }

  /// Says how much was not reported.
  mutating func end() {
    progress?.clear()
    mistakes.end()
  }

  /// - Parameter done: what was done with that which is new.
  func summary(_ done: String) -> String {
    "\(recorded) \(done), \(repeated) \(repeated == 1 ? "was" : "were") known, \(refused) refused\n"
  }

  /// How the command ends; nil where all is recorded.
  var status: Status? { isUnavailable ? .daemonNotReachable : refused > 0 ? .findings : nil }

  private func number(_ key: StaticString, _ document: JSONDocument) -> Int {
    document.member(key, of: document.root).flatMap { document.int64(at: $0) }.map { Int($0) } ?? 0
  }
}
