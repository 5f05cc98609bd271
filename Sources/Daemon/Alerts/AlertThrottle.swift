import Rules
import Serving
import Time

/// Which alerts were written when, so that each is written once in its time for a rule and a journey, across
/// restarts too: every one is appended to a file. It belongs to the event loop; the file's work is done elsewhere.
final class AlertThrottle {
  private let file: AlertFile
  /// Alerts of late, and those before them: when there are many of late, they replace the others.
  private var recent: [AlertKey: Instant] = [:]
  private var older: [AlertKey: Instant] = [:]
  /// Of all alerts that are remembered.
  private var rules: Set<String> = []
  /// How many alerts are remembered at most.
  private let most: Int

  /// - Parameter entries: what earlier runs wrote.
  init(_ file: AlertFile, entries: [AlertEntry] = [], most: Int = AlertFile.most) {
    self.file = file
    self.most = most
    for entry in entries { remember(entry) }
  }

  /// How many alerts are remembered.
  var count: Int { recent.count + older.keys.count { recent[$0] == nil } }

  /// Whether enough time has passed since an alert was last written.
  func isDue(rule: String, journey: String, oncePer span: TimeSpan, at now: Instant) -> Bool {
    let key = AlertKey(rule: rule, journey: ExactText(journey))
    guard let latest = recent[key] ?? older[key] else { return true }
    return now >= latest + span
  }

  /// Remembers that an alert is written now, in the file as well.
  ///
  /// - Parameter write: called on another thread once the file has it, and writes the alert.
  func store(rule: String, journey: String, at now: Instant, write: @escaping @Sendable () -> Void) {
    let entry = AlertEntry(key: AlertKey(rule: rule, journey: ExactText(journey)), at: now)
    remember(entry)
    file.append(entry, then: write)
  }

  /// Forgets the alerts of a journey, in the file as well.
  ///
  /// - Parameter done: called on another thread once that is durable, or with why it is not.
  func erase(_ journey: String, done: @escaping @Sendable (String?) -> Void) {
    let journey = ExactText(journey)
    for rule in rules {
      let key = AlertKey(rule: rule, journey: journey)
      recent[key] = nil
      older[key] = nil
    }
    file.erase(journey, done: done)
  }

  private func remember(_ entry: AlertEntry) {
    rules.insert(entry.key.rule)
    recent[entry.key] = entry.at
    guard recent.count >= max(1, most / 2) else { return }
    file.discard(older)
    older = recent
    recent = [:]
  }
}

/// An alert rule and the journey for which it held.
struct AlertKey: Hashable, Sendable {
  let rule: String
  let journey: ExactText
}

/// When an alert was written.
struct AlertEntry: Sendable {
  let key: AlertKey
  let at: Instant
}
