import HistoryRecords
import PostgreSQL
import SharedJournals
import TestSupport
import Testing

@testable import History

/// What keeps the history of a test: its own file, or tables that it could share with others.
enum Engine: Sendable {
  case file
  case shared

  /// Of the test that runs.
  @TaskLocal static var current = Engine.file

  /// Those that are here.
  static var all: [Engine] { PostgreSQLServer.isInstalled ? [.file, .shared] : [.file] }
}

/// Runs each test of a suite on a file, and where PostgreSQL is installed on its tables as well.
struct EachEngine: SuiteTrait, TestTrait, TestScoping {
  let isRecursive = true

  @concurrent func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    for engine in Engine.all { try await Engine.$current.withValue(engine) { try await function() } }
  }
}

extension Trait where Self == EachEngine {
  static var onEachEngine: Self { EachEngine() }
}
