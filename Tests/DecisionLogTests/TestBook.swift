import DecisionLog
import Decisions
import Diagnostics
import Foundation
import JSON
import RuleFiles
import Rules
import TestSupport
import Testing
import Time

/// Rule books to decide by.
enum TestBook {
  static let text = """
    channels:
      email: {consent: opt-in}
      post: {consent: none}
    stages:
      awareness: {phase: before}
      consideration: {phase: before}
    personas:
      cfo: {role: buyer}
    pain_points:
      price: {}
      delay: {}
    touchpoints:
      webinar: {}
    attributes:
      account.employees: int
      person.birthday: {type: string, personal: true}
      person.phone: {type: string, personal: true}
      person.gender: {type: string, personal: true, values: [f, m]}
    policies:
      caps:
        two-a-week: {kind: nurture, at_most: 2, within: 7d, per: account}
    actions:
      guide: {kind: nurture, title: Guide, channels: [email, post]}
      call: {kind: sales, title: Call}
    rules:
      cfo-without-a-case:
        when: {persona: cfo, pain_points: price}
        recommend: {action: guide, score: 80}
        because: "{journey} of {account.id} wants numbers"
      anybody:
        when: {any_of: [person.birthday: {exists: true}, account.employees: {gte: 1}]}
        recommend: {action: call, score: 20}
        because: "somebody to call"
      watch:
        when: {person.gender: f}
        alert: {severity: info, summary: "{journey} is there"}
    """

  static let usual = load(text)

  static func load(_ text: String) -> LoggedBook {
    load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))])
  }

  static func load(_ files: [SourceFile]) -> LoggedBook {
    let loaded = RuleBook.load(files)
    guard let book = loaded.book else {
      preconditionFailure("the test's book does not load: \(loaded.diagnostics)")
    }
    return LoggedBook(plan: DecisionPlan(book), files: files, expressions: ExpressionLimits())
  }

  /// The rule book of this project.
  static func project() throws -> LoggedBook {
    let root = Project.root.appending(path: "rules").path
    let paths = (FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? [])
      .filter { RuleFile.belongs(path: $0) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return load(
      try paths.map { path in
        SourceFile(path: path, bytes: Array(try Data(contentsOf: URL(filePath: "\(root)/\(path)"))))
      })
  }

  /// Decides.
  static func entry(
    _ state: String, _ history: JourneyHistory, in book: LoggedBook, id: DecisionID,
    query: DecisionEntry.Query, at now: Instant
  ) throws -> (entry: DecisionEntry, answer: [UInt8]) {
    let document = try JSONDocument(parsing: Array(state.utf8))
    let journey = try JourneyState.read(
      document, at: document.root, for: book.plan, limits: .init(), keepingTexts: query.explanation != .none)
    let decision = Decider(book.plan).decide(
      journey, history: history, clock: now,
      options: .init(limit: query.limit, explanation: query.explanation))
    var writer = JSONWriter()
    decision.write(
      id: id.text, plan: book.plan, explanation: query.explanation,
      reserved: query.reserve.map { decision.recommendations.prefix($0).map(\.action) }, to: &writer)
    let entry = DecisionEntry(
      id: id, decision: decision, query: query, document: document, token: document.root,
      considered: history, stateWarnings: journey.warnings.count, duration: .microseconds(12), asked: now,
      recorded: now, book: book)
    return (entry, writer.bytes)
  }
}
