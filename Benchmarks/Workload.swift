import Decisions
import Diagnostics
import Foundation
import JSON
import RuleFiles
import Rules

/// Rule files, journey states and, where somebody worked them out, the answers.
struct Workload {
  let files: [SourceFile]
  let states: [[UInt8]]
  /// By state: the best actions with their priorities.
  let expected: [[Expected]]?

  struct Expected {
    let action: String
    let priority: Double
  }

  /// States made up for a rule book.
  ///
  /// - Parameters:
  ///   - files: of the book.
  ///   - now: when each state is asked about; nil: when it is.
  init(madeFor files: [SourceFile], states count: Int = 2_000, now: String? = MadeStates.usualNow) throws {
    self.files = files
    guard let book = RuleBook.load(files).book else { throw CocoaError(.fileReadCorruptFile) }
    states = MadeStates.make(count, for: book, now: now)
    expected = nil
  }

  /// - Parameters:
  ///   - rules: a folder of rule files.
  ///   - states: a file of one state a line.
  ///   - expected: a file of one answer a line: `[[action, priority, [rule, …]], …]`.
  init(rules: String, states: String, expected: String?) throws {
    files = try Self.files(below: rules)
    self.states = try Self.lines(of: states)
    self.expected = try expected.map { try Self.lines(of: $0).map(Self.answer) }
  }

  /// A made-up book of so many rules, or the one in a folder, with states made up for it.
  static func made(
    for book: String, states count: Int = 2_000, now: String? = MadeStates.usualNow
  ) throws -> Workload {
    let files = try Int(book).map(MadeRules.files) ?? Self.files(below: book)
    return try Workload(madeFor: files, states: count, now: now)
  }

  static func files(below root: String) throws -> [SourceFile] {
    let paths = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return try paths.filter { RuleFile.belongs(path: $0) }.map { path in
      SourceFile(path: path, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(path)"))))
    }
  }

  private static func lines(of path: String) throws -> [[UInt8]] {
    try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: UInt8(ascii: "\n")).map { Array($0) }
  }

  private static func answer(_ line: [UInt8]) throws -> [Expected] {
    let document = try JSONDocument(parsing: line)
    return document.elements(of: document.root).map { entry in
      let parts = Array(document.elements(of: entry))
      return Expected(action: document.string(at: parts[0]), priority: document.double(at: parts[1]) ?? 0)
    }
  }

  /// Whether a decision has the expected priorities, and within equal priorities the same actions.
  ///
  /// Of those that share the last priority a list may name others: it is cut off there.
  static func agrees(_ decision: Decision, with expected: [Expected], in book: RuleBook) -> Bool {
    let found = decision.recommendations.map {
      Expected(action: book.actions[$0.action].id, priority: Priority.value($0.priority ?? 0))
    }
    guard found.map(\.priority) == expected.map(\.priority) else { return false }
    for priority in Set(found.map(\.priority)).subtracting([found.last?.priority ?? 0]) {
      let ours = Set(found.filter { $0.priority == priority }.map(\.action))
      let theirs = Set(expected.filter { $0.priority == priority }.map(\.action))
      guard ours == theirs else { return false }
    }
    return true
  }
}
