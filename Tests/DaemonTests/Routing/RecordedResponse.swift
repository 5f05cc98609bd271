import Foundation
import Serving
import TestSupport

/// A way back that records what is answered.
final class RecordedResponse: ResponseWriter {
  private(set) var head: HTTPResponse?
  private(set) var body: [UInt8] = []
  private(set) var isEnded = false
  private(set) var isAborted = false
  private(set) var isPaused = false
  /// How often it was answered, or the answer begun.
  private(set) var count = 0

  func finish(_ response: HTTPResponse) {
    begin(response)
    body += response.body
    isEnded = true
  }

  func begin(_ head: HTTPResponse) {
    count += 1
    if self.head == nil { self.head = head }
  }

  func write(_ bytes: [UInt8]) { body += bytes }
  func end() { isEnded = true }
  func abort() { isAborted = true }
  func pauseReading() { isPaused = true }
  func resumeReading() { isPaused = false }
  func madeProgress() {}
  var isOpen: Bool { !isEnded && !isAborted }
  var waitingBytes: Int { 0 }

  var status: Int { head?.status ?? 0 }
  var text: String { String(decoding: body, as: UTF8.self) }
  var json: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
  }
  var lines: [String] { text.split(separator: "\n").map(String.init) }
  var problem: String? {
    (json["type"] as? String).map { String($0.dropFirst("urn:waymark:problem:".count)) }
  }

  func header(_ name: String) -> String? { head?.headers.first { $0.name == name }?.value }
}
