import HistoryRecords
import Serving
import Time

/// What a request is known by when it is repeated.
struct RequestKey {
  /// Of the key that the caller gave it.
  let name: Digest
  /// Of what it asks, by which another question under the same key is recognised.
  let question: Digest
}

/// Requests under way by the keys that their callers gave them: whoever repeats one waits for the same response. It
/// belongs to the event loop.
final class IdempotencyKeys {
  /// How long a response is kept for whoever repeats a request under its key.
  static let responsesKept = TimeSpan(seconds: 86_400)

  private var waiting: [Digest: (question: Digest, writers: [any ResponseWriter])] = [:]

  /// What is asked under a key by a request under way.
  func question(under name: Digest) -> Digest? { waiting[name]?.question }

  func begin(_ key: RequestKey) { waiting[key.name] = (key.question, []) }

  func wait(for name: Digest, _ writer: any ResponseWriter) { waiting[name]?.writers.append(writer) }

  /// - Returns: who waits for the response beside the one who asked first.
  func end(_ name: Digest) -> [any ResponseWriter] { waiting.removeValue(forKey: name)?.writers ?? [] }
}
