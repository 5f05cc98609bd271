import Decisions
import JSON
import Journeys
import Reporting
import Rules
import Time

/// What is said before the run, which has no history of its own yet: nothing.
private struct NothingRecorded: ReportKnowledge {
  func contains(channel: String) -> Bool { false }
  func contains(action: String) -> Bool { false }
  func hasContact(of decision: DecisionID, action: String) -> Bool { false }
  func channel(of decision: DecisionID, action: String) -> String? { nil }
}

extension RunHistory {
  /// Of how many lines the mistakes are told, and the warnings.
  private static let mostTold = 20

  /// Reads what `waymark contacts --all` writes and `waymark import` takes: contacts, events, and answers that reserved
  /// something, one a line. One line that is wrong refuses the file: what it says would be overheard.
  ///
  /// - Parameter clock: when nothing has happened yet that is later than a day after it.
  init(reading path: String, for plan: DecisionPlan, clock: Instant) throws(Failure) {
    self.init()
    guard !CSVInput.isNamed(path) else {
      throw Failure(
        .wrongUse, "\(path): contacts are taken one JSON object a line, and this is CSV by its name",
        help: "`waymark import --events` takes events from CSV, and `waymark contacts --all` writes them")
    }
    let source = try ByteSource(path: path)
    source.promptFor("contacts")
    var input = StateInput(source, isLines: true)
    let name = input.name
    guard try input.array() == nil else {
      throw Failure(
        .wrongUse, "\(name): '--contacts' takes contacts one a line, and this is an array",
        help: "`jq -c '.[]'` makes lines of it")
    }
    var lines = ReservedAnswers(input)
    var mistakes = MistakeLog(name: name, most: Self.mostTold, mostWarned: Self.mostTold)
    while case let texts = try lines.batch(count: 1_000, size: 4 << 20, waits: true), !texts.isEmpty {
      for text in texts { add(text, for: plan, clock: clock, &mistakes) }
    }
    mistakes.end()
    guard mistakes.count > 0 else { return }
    let count = mistakes.count == 1 ? "1 line" : "\(mistakes.count) lines"
    throw Failure(
      .findings, "nothing was decided: \(count) of \(name) cannot be read",
      help: "mend them, or leave them out if nothing of them has to be remembered")
  }

  private mutating func add(
    _ text: StateText, for plan: DecisionPlan, clock: Instant, _ mistakes: inout MistakeLog
  ) {
    if let refusal = text.refusal { return mistakes.report(refusal, in: text) }
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(parsing: text.bytes)
    } catch {
      return mistakes.report(Refusal(error), in: text)
    }
    do throws(StateRefusal) {
      let warnings = try add(document, for: plan, clock: clock)
      mistakes.warn(warnings.map { .init(pointer: $0.pointer, detail: $0.detail) }, in: text)
    } catch {
      mistakes.report(Refusal(error), in: text)
    }
  }

  /// - Returns: what is warned of.
  private mutating func add(
    _ document: JSONDocument, for plan: DecisionPlan, clock: Instant
  ) throws(StateRefusal) -> [JourneyState.Warning] {
    guard !EventReader.isEvent(document) else {
      // Nothing of it is stored beyond the run.
      var reader = EventReader(
        root: document.root, plan: plan, clock: clock, limits: .init(keepsPersonal: true))
      let told = try reader.read(document)
      add(told, in: plan)
      return told.warnings
    }
    var reader = ReportReader(
      root: document.root, plan: plan, knowing: NothingRecorded(), clock: clock, clockName: "the clock")
    let read = try reader.readContact(document)
    add(read.contact, in: plan)
    return read.warnings
  }
}
