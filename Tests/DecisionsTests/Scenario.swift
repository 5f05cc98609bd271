import Diagnostics
import Foundation
import JSON
import Testing
import TestSupport
import Time

@testable import Decisions
@testable import RuleFiles
@testable import Rules

/// A rule book made of texts, to make decisions with.
struct Scenario {
  let plan: DecisionPlan
  private let decider: Decider

  /// The fixture with the words that the tests share.
  static let vocabulary = Fixtures.text("vocabulary.yaml")

  /// - Parameter texts: the files of the book, beside the shared vocabulary.
  init(_ texts: String...) throws { try self.init(files: [Self.vocabulary] + texts) }

  /// - Parameter files: all files of the book; their paths follow their order.
  init(files: [String]) throws {
    try self.init(
      sources: files.enumerated().map { index, text in
        SourceFile(path: "\(1_000 + index).yaml", bytes: Array(text.utf8))
      })
  }

  init(sources: [SourceFile]) throws {
    let load = RuleBook.load(sources)
    let errors = load.diagnostics.filter { $0.severity == .error }
    guard let book = load.book else {
      throw BrokenBook(description: DiagnosticRenderer(files: sources).render(errors))
    }
    plan = DecisionPlan(book)
    decider = Decider(plan)
  }

  struct BrokenBook: Error, CustomStringConvertible { let description: String }

  /// 2026-09-23, a Wednesday, noon in Copenhagen.
  static let now = "2026-09-23T10:00:00Z"

  /// Some members of a state as a whole one, with a journey and now unless they give one.
  private static func wholeState(_ members: String) throws -> JSONDocument {
    if members.first == "{" { return try JSONDocument(parsing: Array(members.utf8)) }
    let given = try JSONDocument(parsing: Array("{\(members)}".utf8))
    var parts = members.isEmpty ? [] : [members]
    if given.member("now", of: given.root) == nil { parts.insert(#""now": "\#(now)""#, at: 0) }
    if given.member("journey", of: given.root) == nil { parts.insert(#""journey": "j""#, at: 0) }
    return try JSONDocument(parsing: Array("{\(parts.joined(separator: ", "))}".utf8))
  }

  /// - Parameter exit: the id of that which is remembered.
  func read(
    _ state: String, exit: String? = nil, limits: JourneyState.Limits = .init(), keepingTexts: Bool = false
  ) throws -> JourneyState {
    let document = try Self.wholeState(state)
    var read = try JourneyState.read(
      document, at: document.root, for: plan, limits: limits, keepingTexts: keepingTexts)
    read.supplement.exit = exit.flatMap { plan.book.vocabulary.exits.index(ofID: $0) }
    return read
  }

  /// - Parameters:
  ///   - state: JSON, or only members beside `journey` and `now`.
  ///   - exit: the id of that which is remembered.
  ///   - listsAll: whether all that was held back is listed.
  func decide(
    _ state: String, exit: String? = nil, history: JourneyHistory = .none, limit: Int? = nil,
    listsAll: Bool = false
  ) throws -> Answer {
    let decision = decider.decide(
      try read(state, exit: exit), history: history, clock: Instant(microseconds: 0),
      options: .init(limit: limit, explanation: listsAll ? .full : .none))
    var writer = JSONWriter()
    writer.object {
      $0.member("journey", decision.journey)
      $0.member("revision", plan.book.revision)
      $0.member("now", decision.now)
      decision.writeResult(plan: plan, listsAll: listsAll, to: &$0)
    }
    return try Answer(writer.bytes)
  }

  /// The answer to a state with what it says of how it came about.
  func explain(_ state: String, _ explanation: Explanation) throws -> Answer {
    let decision = decider.decide(
      try read(state, keepingTexts: explanation != .none), clock: Instant(microseconds: 0),
      options: .init(explanation: explanation))
    var writer = JSONWriter()
    decision.write(id: nil, plan: plan, explanation: explanation, to: &writer)
    return try Answer(writer.bytes)
  }

  /// The decision itself, with `until` for all that is held back.
  func decision(for state: JourneyState, history: JourneyHistory, limit: Int) -> Decision {
    decider.decide(
      state, history: history, clock: Instant(microseconds: 0),
      options: .init(limit: limit, explanation: .full))
  }
}

/// A state that only gives contacts.
func contacts(_ list: String...) -> String { #""contacts": [\#(list.joined(separator: ", "))]"# }

extension DecisionReference: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self.init(text) }
}
