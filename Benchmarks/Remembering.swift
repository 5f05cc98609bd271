import Decisions
import Diagnostics
import Foundation
import History
import HistoryRecords
import RuleFiles
import Rules
import Time

/// What a history costs: its start, its memory, its lookups.
enum Remembering {
  /// Prints what a history of so many contacts costs, five to a journey, two journeys to an account.
  static func measure(contacts count: Int) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "waymark-benchmark-\(getpid())").path
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let settings = ContactHistory.Settings(path: "\(folder)/waymark.sqlite")
    write(count, to: settings)

    let before = Measure.residentMemory()
    let began = ContinuousClock.now
    let history = ContactHistory(settings, clock: { Instant(microseconds: 0) }, report: { print("  \($0)") })
    history.open()
    let opening = ContinuousClock.now - began
    Report.line("contacts", history.contactCount.grouped)
    Report.line("opening and reading the file", String(format: "%.0f ms", opening.milliseconds))
    Report.line(
      "memory for a million",
      String(format: "%.0f MiB", (Measure.residentMemory() - before) * 1e6 / Double(count)))
    lookUp(history, contacts: count)
    history.close()
  }

  /// What it takes to have a journey's contacts in the words of a rule book.
  private static func lookUp(_ history: ContactHistory, contacts count: Int) {
    let actions = (0..<40).map { "  action-\($0): {kind: kind-\($0 % 5), channels: [email]}\n" }.joined()
    let text = "channels:\n  email: {consent: none}\nactions:\n\(actions)"
    guard let book = RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))]).book else {
      return
    }
    let view = HistoryView(DecisionPlan(book))
    let names = (0..<20_000).map { number in
      let number = (number * 7_919) % (count / 5)
      return "company-\(number / 2)/person-\(number)"
    }
    var found = 0
    let cost = Measure.nanoseconds(perOneOf: names.count) {
      for name in names { found += history.known(of: name, account: nil, for: view).contacts.count }
    }
    var again = 0
    let warm = Measure.nanoseconds(perOneOf: 1_000) {
      for _ in 0..<1_000 { again += history.known(of: names[0], account: nil, for: view).contacts.count }
    }
    Report.line(
      "looking up one journey again and again",
      String(format: "%.0f ns (%.1f contacts)", warm, Double(again) / 1e4))
    Report.line(
      "looking up one journey after the other",
      String(format: "%.0f ns (%.1f contacts)", cost, Double(found) / Double(names.count * 10)))
  }

  private static func write(_ count: Int, to settings: ContactHistory.Settings) {
    let history = ContactHistory(settings, clock: { Instant(microseconds: 0) }, report: { print("  \($0)") })
    history.open()
    history.begin(on: .init(execute: { _ in }, schedule: { _, _ in }))
    let stamps = (0..<40).map {
      ActionStamp(action: "action-\($0)", kind: "kind-\($0 % 5)", group: nil, isExempt: false, counts: true)
    }
    let began = ContinuousClock.now
    var written = 0
    while written < count {
      let transaction = history.transaction()
      for number in written..<min(count, written + 10_000) {
        transaction.reserve(
          stamps[number % 40], channel: "email", journey: "company-\(number / 10)/person-\(number / 5)",
          account: "company-\(number / 10)", decision: DecisionID(high: 1, low: UInt64(number)),
          at: Instant(microseconds: 1_756_717_200_000_000 + Int64(number) * 1_000))
      }
      history.commit(transaction) { _ in }
      written += 10_000
    }
    history.close()
    Report.line(
      "writing, ten thousand in a commit",
      "\(Int(Double(count) / (ContinuousClock.now - began).seconds).grouped) a second")
  }
}
