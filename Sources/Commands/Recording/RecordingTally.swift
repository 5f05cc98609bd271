import API
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
  /// Whether an opt-out closed no channel.
  private var hasUnclosed = false
  /// How many noes were of ids of which nothing else is known.
  private var unknownCount = 0
  /// How many texts with noes were refused.
  private var lostNoCount = 0

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
      return refuse(refusal, text)
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
      let warnings = noted(Refusal.Mistake.warnings(of: document))
      if !warnings.isEmpty { progress?.clear() }
      mistakes.warn(warnings, in: text)
    }
    let count = count
    progress?.show(count)
  }

  /// A no that is refused with what stands beside it is told of: whoever reads that a stage is misspelt does not think of it.
  mutating func refuse(_ refusal: Refusal, _ text: StateText) {
    let isKnown = refusal.mistakes.contains { $0.detail.contains(WarningText.bringsBack) }
    guard !isKnown, let lost = text.lostNo else { return mistakes.report(refusal, in: text) }
    lostNoCount += 1
    mistakes.report(
      Refusal(
        mistakes: refusal.mistakes + [
          .init(
            pointer: "",
            detail:
              "\(lost) is NOT recorded: mend this and send it again, or tell the no alone, as `waymark event --journey ID --consent CHANNEL=no` does"
          )
        ], unlisted: refusal.unlisted), in: text)
  }

  /// Warnings without noes of unknown people, all but the first: a list may have them row by row.
  private mutating func noted(_ warnings: [Refusal.Mistake]) -> [Refusal.Mistake] {
    if warnings.contains(where: { $0.detail.hasSuffix(WarningText.closesNone) }) { hasUnclosed = true }
    return warnings.filter { warning in
      guard warning.detail == WarningText.unknownPerson else { return true }
      unknownCount += 1
      return unknownCount == 1
    }
  }

  mutating func refuse(_ problem: ProblemReport, _ text: StateText) {
    if problem.status == 503 { isUnavailable = true }
    do throws(JSONError) {
      // What was made of a row is JSON.
      if !text.isMade { _ = try JSONDocument(parsing: text.bytes) }
      refuse(problem.refusal, text)
    } catch {
      // Where exactly, the daemon says in words only.
      mistakes.report(Refusal(error), in: text)
    }
  }

  /// Says how many noes were of people whom nobody knows.
  func tellUnknownPeople() {
    guard unknownCount > 1 else { return }
    Terminal.standardError.write(
      "warning: \(unknownCount) noes are of ids that nobody is known by; they are kept\n")
  }

  /// Says how much was not reported.
  mutating func end() {
    progress?.clear()
    mistakes.end()
    tellUnknownPeople()
    guard lostNoCount > 1 else { return }
    Terminal.standardError.write(
      "warning: \(lostNoCount) of the refused say no to a channel, which is NOT recorded\n")
  }

  /// - Parameter done: what was done with that which is new.
  func summary(_ done: String) -> String {
    "\(recorded) \(done), \(repeated) \(repeated == 1 ? "was" : "were") known, \(refused) refused\n"
  }

  /// How the command ends; nil where all is recorded, and closes what it is to close.
  var status: Status? {
    isUnavailable ? .daemonNotReachable : refused > 0 || hasUnclosed ? .findings : nil
  }

  private func number(_ key: StaticString, _ document: JSONDocument) -> Int {
    document.member(key, of: document.root).flatMap { document.int64(at: $0) }.map { Int($0) } ?? 0
  }
}

extension StateText {
  /// The noes that it tells, in words; nil where it tells none.
  fileprivate var lostNo: String? {
    if let row {
      let channels = row.noes
      return channels.isEmpty ? nil : "its no to \(Self.list(channels))"
    }
    guard let document = try? JSONDocument(parsing: bytes), document.kind(of: document.root) == .object
    else { return nil }
    let noes = ToldNoes(document, document.root)
    guard !noes.isEmpty else { return nil }
    return noes.channels.isEmpty ? "its opt-out" : "its no to \(Self.list(noes.channels))"
  }

  private static func list(_ channels: [String]) -> String {
    channels.map { "'\($0)'" }.joined(separator: " and ")
  }
}
