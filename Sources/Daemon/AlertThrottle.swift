import Glibc
import JSON
import Rules
import System
import Time

/// Which alerts were written when, so that each is written once in its time for a rule and a journey, across
/// restarts too: every one written is appended to a file. For one thread.
struct AlertThrottle {
  private struct Key: Hashable {
    let rule: String
    let journey: ExactText
  }

  private let path: String
  private var written: [Key: Instant] = [:]
  private var descriptor: CInt = -1
  /// How many keys are kept at most; past that, the older half is let go.
  private static let most = 200_000

  init(stateDirectory: String) {
    path = "\(stateDirectory)/alerts.ndjson"
  }

  /// Reads what earlier runs wrote and begins a file of what still matters.
  ///
  /// - Parameter horizon: alerts before it are forgotten.
  mutating func open(forgettingBefore horizon: Instant) throws {
    let lines = (try TrustedFile.read(path) ?? []).split(separator: UInt8(ascii: "\n"))
    for line in lines {
      // The last line may be cut short by a crash.
      guard let document = try? JSONDocument(parsing: Array(line)),
        document.kind(of: document.root) == .array,
        document.count(of: document.root) == 3
      else { continue }
      let parts = Array(document.elements(of: document.root))
      guard document.kind(of: parts[0]) == .string, document.kind(of: parts[1]) == .string,
        document.kind(of: parts[2]) == .string,
        let at = Instant(rfc3339: document.string(at: parts[2])), at >= horizon
      else { continue }
      written[Key(rule: document.string(at: parts[0]), journey: ExactText(document.string(at: parts[1])))] =
        at
    }
    try rewrite()
  }

  /// Forgets the alerts of a journey, in the file as well.
  mutating func forget(_ journey: String) throws {
    let journey = ExactText(journey)
    let count = written.count
    written = written.filter { $0.key.journey != journey }
    if written.count < count { try rewrite() }
  }

  private mutating func rewrite() throws {
    var writer = JSONWriter()
    for (key, at) in written { Self.append(key, at, to: &writer) }
    try AtomicFile.replace(path, with: writer.bytes)
    close()
    descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW)
  }

  /// Whether an alert is due; if so it counts as written from now on.
  mutating func isDue(rule: String, journey: String, oncePer span: TimeSpan, at now: Instant) -> Bool {
    let key = Key(rule: rule, journey: ExactText(journey))
    if let latest = written[key], now < latest + span { return false }
    if written.count >= Self.most { forgetOlderHalf() }
    written[key] = now
    if descriptor >= 0 {
      var writer = JSONWriter()
      Self.append(key, now, to: &writer)
      _ = writer.bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }
    return true
  }

  func close() {
    if descriptor >= 0 { Glibc.close(descriptor) }
  }

  private mutating func forgetOlderHalf() {
    let median = written.values.sorted()[written.count / 2]
    written = written.filter { $0.value >= median }
  }

  private static func append(_ key: Key, _ at: Instant, to writer: inout JSONWriter) {
    writer.beginArray()
    writer.string(key.rule)
    writer.string(key.journey.text)
    writer.string(at.description)
    writer.endArray()
    writer.newline()
  }
}
