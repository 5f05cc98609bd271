import Decisions
import JSON
import Journeys
import Rules
import Time

/// The events of a file, by journey. What is refused is told of, and left out.
struct EventsFile {
  /// In the order in which they were first named.
  private(set) var journeys: [String] = []
  private(set) var mistakes: MistakeLog
  /// The instant of the first event; nil where there is none.
  private(set) var earliest: Instant?
  private var events: [ExactText: [JourneyEvent]] = [:]
  private var members: [ExactText: [String]] = [:]
  /// Events that have an id, by that.
  private var named: [ExactText: JourneyEvent] = [:]

  /// Of how many lines the mistakes are told.
  private static let mostTold = 20

  /// - Parameter path: of a file with an event a line; `-` for standard input.
  init(_ path: String, _ plan: DecisionPlan, clock: Instant) throws(Failure) {
    let source = try ByteSource(path: path)
    source.promptFor("events")
    var input = StateInput(source, isLines: true)
    mistakes = MistakeLog(name: input.name, most: Self.mostTold)
    if try input.array() != nil {
      throw Failure(
        .wrongUse, "\(input.name): `journeys` takes events one a line, and this is an array",
        help: "`jq -c '.[]'` makes lines of it")
    }
    var limits = EventReader.Limits(keepsPersonal: true)
    limits.mostAhead = nil
    while true {
      let batch = try input.batch(count: 1_000, size: 1 << 20)
      if batch.isEmpty { break }
      for text in batch { read(text, plan, clock, limits) }
    }
  }

  private mutating func read(
    _ text: StateText, _ plan: DecisionPlan, _ clock: Instant, _ limits: EventReader.Limits
  ) {
    do throws(JSONError) {
      let document = try JSONDocument(parsing: text.bytes)
      do throws(StateRefusal) {
        var reader = EventReader(root: document.root, plan: plan, clock: clock, limits: limits)
        try add(reader.read(document).event, text)
      } catch {
        mistakes.report(Refusal(error), in: text)
      }
    } catch {
      mistakes.report(Refusal(error), in: text)
    }
  }

  private mutating func add(_ event: JourneyEvent, _ text: StateText) {
    if let name = event.name {
      if let known = named[ExactText(name)] {
        guard !known.says(sameAs: event) else { return }
        let detail = "the id '\(name)' was told before, of something else"
        return mistakes.report(Refusal(mistakes: [.init(pointer: "/id", detail: detail)]), in: text)
      }
      named[ExactText(name)] = event
    }
    earliest = min(earliest ?? event.at, event.at)
    let journey = ExactText(event.journey)
    if events[journey] == nil { journeys.append(event.journey) }
    events[journey, default: []].append(event)
    guard let account = event.account else { return }
    if members[ExactText(account)]?.last != event.journey {
      members[ExactText(account), default: []].append(event.journey)
    }
  }

  /// What the file says of journeys, as if it were remembered.
  func recollection(for plan: DecisionPlan) -> Recollection {
    let (events, members) = (events, members.mapValues { Set($0.map(ExactText.init)).map(\.text) })
    return Recollection(
      plan, journey: { RememberedJourney(events[ExactText($0)] ?? [], in: plan) },
      members: { members[ExactText($0)] ?? [] }, response: { _, _ in nil })
  }
}
