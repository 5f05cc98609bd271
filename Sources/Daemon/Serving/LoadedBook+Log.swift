import Books
import Diagnostics
import RuleTests
import Rules
import Telemetry
import Time

extension LoadedBook {
  /// What a log line says of a book that serves, and of what changed against the one before.
  ///
  /// - Parameter rules: against the one before.
  func logFields(after previous: LoadedBook, _ rules: RuleChanges) -> LogFields {
    var fields = logFields
    fields.append("previous", .string(previous.book.revision))
    let old = Dictionary(previous.files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    func append(_ name: String, _ paths: [String]) {
      if !paths.isEmpty { fields.append(name, .strings(paths.sorted().prefix(20).map { $0 })) }
    }
    append("files_changed", new.filter { path, bytes in old[path].map { $0 != bytes } ?? false }.map(\.key))
    append("files_added", new.keys.filter { old[$0] == nil })
    append("files_removed", old.keys.filter { new[$0] == nil })
    append("rules_added", rules.added)
    append("rules_removed", rules.removed)
    return fields
  }

  /// What a log line says of a book that serves.
  var logFields: LogFields {
    var fields: LogFields = [
      "revision": .string(book.revision), "source": .string(origin.rawValue), "files": .init(files.count),
      "rules": .init(book.rules.count), "actions": .init(book.actions.count),
      "warnings": .init(diagnostics.count { $0.severity == .warning }),
    ]
    let failing = failingTests
    if !failing.isEmpty { fields.append("tests_failed", .strings(failing.prefix(20).map { $0 })) }
    return fields
  }
}

extension LoadedBook {
  /// The tests beside it that fail, by name; what is wrong with those that cannot be read.
  var failingTests: [String] {
    let names = diagnostics.compactMap { diagnostic in
      diagnostic.isOfTests ? diagnostic.subject ?? diagnostic.onOneLine : nil
    }
    // A test may fail in several ways.
    return names.withoutRepeats
  }

  /// The end of the sentence that a book serves.
  static func words(ofFailing tests: [String]) -> String {
    guard let first = tests.first else { return "" }
    return tests.count == 1
      ? "; a test beside it does not pass: '\(first)'"
      : "; \(tests.count) tests beside it do not pass, such as '\(first)'"
  }
}

extension Rejection {
  func logFields(serving revision: String) -> LogFields {
    let errors = diagnostics.filter { $0.severity == .error }
    return [
      "revision": .string(revision), "errors": .init(errors.count),
      "diagnostics": .strings(
        errors.prefix(10).map(\.onOneLine)),
    ]
  }
}
