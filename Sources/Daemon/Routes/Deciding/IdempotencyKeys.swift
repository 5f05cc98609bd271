import History
import Serving

/// Requests under way by the keys that their callers gave them: whoever repeats one waits for the same answer.
///
/// Unchecked because it is touched on the event loop only.
final class IdempotencyKeys: @unchecked Sendable {
  /// Bytes of a key.
  static let longest = 255

  private var waiting: [Digest: (question: Digest, responders: [Responder])] = [:]

  /// What is asked under a key by a request under way.
  func question(under key: Digest) -> Digest? { waiting[key]?.question }

  func begin(_ key: Digest, question: Digest) { waiting[key] = (question, []) }

  func wait(for key: Digest, _ responder: Responder) { waiting[key]?.responders.append(responder) }

  /// - Returns: who waits for the answer beside the one who asked first.
  func end(_ key: Digest) -> [Responder] { waiting.removeValue(forKey: key)?.responders ?? [] }
}
