import Diagnostics
import Testing
import Time

@testable import RuleFiles
@testable import Rules

/// How far back a rule book looks at contacts.
struct ReachTests {
  @Test(arguments: [
    ("", 0),
    ("channels: {email: {consent: none, bounced_for: 3d}}", 3),
    ("actions: {a: {kind: k, cooldown: 90d}}", 90),
    ("actions: {a: {kind: k}}\npolicies: {caps: {c: {kind: k, at_most: 1, within: 45d}}}", 45),
    ("actions: {a: {kind: k}}\npolicies: {caps: {c: {kind: k, at_most: 1, calendar: month}}}", 32),
    (
      "actions: {a: {kind: k}}\npolicies: {pauses: {p: {kind: k, after: 2, outcomes: [dismissed], within: 20d, pause: 60d}}}",
      80
    ),
    (
      "actions: {a: {kind: k, eligible: {contacts: {kind: k, older_than: 70d}}}}", 70
    ),
    (
      "actions: {a: {kind: k}}\nrules: {r: {when: {any_of: [{contacts: {kind: k, within: 500d}}]}, recommend: a}}",
      500
    ),
    (
      "actions: {a: {kind: k}}\nrules: {r: {unless: {contacts: {kind: k, within: 21d}}, recommend: a}}", 21
    ),
  ])
  func `is its longest window`(text: String, days: Int64) throws {
    let book = try #require(
      RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))]).book)
    #expect(book.reach == TimeSpan(seconds: days * 86_400))
  }
}
