import DecisionLog
import Decisions
import Diagnostics
import Foundation
import JSON
import Replay
import RuleFiles
import Rules
import TestSupport
import Testing
import Time

/// A rule book to decide by, and the lines that a log has of its decisions.
struct Traffic {
  static let now = Instant(microseconds: 1_790_000_000_000_000)
  static let key = (0..<32).map { UInt8($0) }

  let book: ReplayBook
  private(set) var lines: [[UInt8]] = []
  private let logged: LoggedBook
  private let writer: RecordWriter

  init(_ text: String, hidesJourneys: Bool = false) throws {
    try self.init([SourceFile(path: "book.yaml", bytes: Array(text.utf8))], hidesJourneys: hidesJourneys)
  }

  init(_ files: [SourceFile], hidesJourneys: Bool = false) throws {
    book = try Self.load(files)
    logged = LoggedBook(plan: book.plan, files: files, expressions: ExpressionLimits())
    writer = RecordWriter(Pseudonyms(key: Self.key), hidesJourneys: hidesJourneys)
  }

  static func load(_ text: String) throws -> ReplayBook {
    try load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))])
  }

  static func load(_ files: [SourceFile]) throws -> ReplayBook {
    let load = RuleBook.load(files)
    let book = try #require(load.book, "\(load.diagnostics.filter { $0.severity == .error })")
    return ReplayBook(plan: DecisionPlan(book), files: files)
  }

  /// The rule book of this project.
  static func projectFiles() throws -> [SourceFile] {
    let root = Project.root.appending(path: "rules").path
    let paths = (FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? [])
      .filter { RuleFile.belongs(path: $0) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return try paths.map { path in
      SourceFile(path: path, bytes: Array(try Data(contentsOf: URL(filePath: "\(root)/\(path)"))))
    }
  }

  /// The id of the decision that has a number.
  static func id(_ number: Int) -> String {
    DecisionID(high: 0x0189_0000_0000_7000, low: UInt64(number)).text
  }

  /// Decides a state, and adds the line that the log gets.
  mutating func decide(
    _ state: String, limit: Int? = nil, explanation: Explanation = .none, reserve: Int? = nil
  )
    throws
  {
    let document = try JSONDocument(parsing: Array(state.utf8))
    let journey = try JourneyState.read(document, at: document.root, for: book.plan, limits: .init())
    let decision = Decider(book.plan).decide(
      journey, clock: Self.now, options: .init(limit: limit, explanation: explanation))
    let number = lines.count + 1
    let entry = DecisionEntry(
      id: DecisionID(high: 0x0189_0000_0000_7000, low: UInt64(number)), decision: decision,
      query: .init(call: .array, limit: limit, explanation: explanation, reserve: reserve),
      document: document,
      token: document.root, considered: .none, stateWarnings: journey.warnings.count,
      duration: .microseconds(9),
      asked: Self.now, recorded: Self.now + TimeSpan(seconds: Int64(number)), book: logged)
    var record = JSONWriter()
    writer.write(entry, to: &record)
    add(record: record.bytes)
  }

  /// Adds a line with any record.
  mutating func add(record: [UInt8]) {
    var line: [UInt8] = []
    LogLine(
      number: Int64(lines.count + 1), digest: LogLine.digest(of: record[...]),
      link: [UInt8](repeating: 0, count: 32), record: record[...]
    ).write(to: &line)
    lines.append(Array(line.dropLast()))
  }

  /// Replays the lines under another book.
  func replay(
    under other: ReplayBook, expecting expected: ExpectedChanges = .none, recorded: RecordedBook? = nil,
    listed: Int = .max, version: String? = "1", only indices: Range<Int>? = nil
  ) -> ReplayTally {
    var options = Replayer.Options(version: "1")
    options.listed = listed
    options.expected = expected
    let book = recorded ?? .kept(self.book)
    let replayer = Replayer(other, options: options) { _, _ in book }
    for index in indices ?? lines.indices {
      replayer.replay(lines[index], at: LinePosition(file: 0, line: index + 2), version: version)
    }
    return replayer.tally
  }
}
