import Decisions
import Diagnostics
import Foundation
import History
import JSON
import Journeys
import RuleFiles
import Rules
import Time

/// What events cost: writing them, a start with them, and a decision from memory beside one on a state that says the same.
enum Recalling {
  private static let clock = Instant(microseconds: 1_756_717_200_000_000)
  private static let eventsOfEach = 10

  private static let text = """
    stages: {awareness: {phase: before}, consideration: {phase: before}}
    personas: {buyer: {role: decider}}
    pain_points: {price: {}, delay: {}}
    triggers: {trial: {}}
    touchpoints: {call: {}, webinar: {}, visit: {}}
    channels: {email: {consent: opt-in}}
    attributes: {account.employees: int, score: number}
    actions: {tip: {kind: news, channels: [email]}, demo: {kind: demo, channels: [email]}}
    rules:
      tip: {when: {stage: consideration, touchpoints: {type: webinar, within: 60d}}, recommend: tip}
      demo: {when: {persona: buyer, pain_points: price, score: {gt: 2}}, recommend: demo}
      calm: {when: {touchpoints: {type: call, at_least: 3}}, suppress: {action: demo}}

    """

  static func measure(journeys count: Int) throws {
    guard let book = RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))]).book else {
      return
    }
    let plan = DecisionPlan(book)
    let folder = FileManager.default.temporaryDirectory.appending(path: "waymark-benchmark-\(getpid())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let settings = ContactHistory.Settings(path: "\(folder)/waymark.sqlite")
    let writing = ContinuousClock.now
    write(count, to: settings)
    Report.line(
      "writing events, a second",
      "\(Int(Double(count * eventsOfEach) / ((ContinuousClock.now - writing) / .seconds(1))))")
    let before = Measure.residentMemory()
    let began = ContinuousClock.now
    let history = ContactHistory(settings, clock: { clock }, report: { print("  \($0)") })
    history.open()
    Report.line("events", "\(history.eventCount)")
    Report.line("opening the file", "\(ContinuousClock.now - began)")
    Report.line("memory", String(format: "%.0f MiB", Measure.residentMemory() - before))
    try decide(history, count, plan)
    history.close()
  }

  private static func decide(_ history: ContactHistory, _ count: Int, _ plan: DecisionPlan) throws {
    let decider = Decider(plan)
    let recollection = history.recollection(for: plan)
    let names = (0..<20_000).map { "company-\(($0 * 7_919) % count)" }
    let asked = try names.map { try JSONDocument(parsing: Array("{\"journey\": \"\($0)\"}".utf8)) }
    var whole: [[UInt8]] = []
    func remember(_ document: JSONDocument) throws -> EffectiveState? {
      if let token = document.member("journey", of: document.root),
        let known = history.completedState(of: document.string(at: token), for: plan, at: clock)
      {
        return known
      }
      let given = try JourneyState.read(document, at: document.root, for: plan, limits: .init())
      let completed = EffectiveState.complete(
        document, at: document.root, given, from: recollection, clock: clock, keepingTexts: false)
      if let completed { history.keep(completed: completed, of: given.journey, for: plan, at: clock) }
      return completed
    }
    func fromMemory(_ documents: ArraySlice<JSONDocument>) -> Double {
      let began = Measure.threadTime()
      for document in documents {
        guard let effective = try? remember(document) else { continue }
        _ = decider.decide(effective.state, clock: clock)
      }
      return Double(Measure.threadTime() - began) / Double(documents.count)
    }
    let cold = fromMemory(asked[...])
    for document in asked.prefix(1_000) {
      if let state = try remember(document) { whole.append(state.document.bytes) }
    }
    let warm = (0..<10).map { _ in fromMemory(asked.prefix(1_000)) }.min() ?? 0
    let said = Measure.nanoseconds(perOneOf: whole.count) {
      for bytes in whole {
        guard let document = try? JSONDocument(parsing: bytes),
          let state = try? JourneyState.read(document, at: document.root, for: plan, limits: .init())
        else { continue }
        _ = decider.decide(state, clock: clock)
      }
    }
    Report.line("a decision on the state given whole", String(format: "%.2f µs", said / 1e3))
    Report.line(
      "from memory, asked for lately", String(format: "%.2f µs, %.2f times as much", warm / 1e3, warm / said))
    Report.line(
      "from memory, read from the file", String(format: "%.2f µs, %.2f times", cold / 1e3, cold / said))
  }

  private static func write(_ count: Int, to settings: ContactHistory.Settings) {
    let history = ContactHistory(settings, clock: { clock }, report: { print("  \($0)") })
    history.open()
    history.begin(on: .init(execute: { _ in }, schedule: { _, _ in }))
    let bodies = [
      #"{"stage":"awareness"}"#, #"{"touchpoint":"visit","sentiment":0.1,"channel":"email"}"#,
      #"{"touchpoint":"webinar","sentiment":0.4,"channel":"email"}"#, #"{"trigger":"trial"}"#,
      #"{"pain_point":"price","severity":0.7}"#, #"{"touchpoint":"call","sentiment":-0.2}"#,
      #"{"stage":"consideration"}"#, #"{"consent":{"email":true}}"#,
      #"{"profile":{"persona":"buyer","account":{"employees":420},"score":3.5}}"#, #"{"touchpoint":"visit"}"#,
    ].map { Array($0.utf8) }
    var written = 0
    while written < count {
      let transaction = history.transaction()
      for number in written..<min(count, written + 2_000) {
        for (place, body) in bodies.enumerated() {
          transaction.add(
            JourneyEvent(
              journey: "company-\(number)", at: clock - TimeSpan(seconds: Int64(3_000 - place * 60)),
              name: "crm-\(number)-\(place)", account: nil, body: body))
        }
      }
      history.commit(transaction) { _ in }
      written += 2_000
    }
    history.close()
  }
}
