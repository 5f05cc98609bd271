import API
import Diagnostics
import JSON

/// An error answer of the daemon, by RFC 9457.
struct ProblemReport {
  struct Mistake {
    /// A JSON Pointer into the body of the request.
    let pointer: String
    let detail: String
  }

  /// The one of HTTP.
  let status: Int
  let detail: String
  let mistakes: [Mistake]
  /// What stands in `type`.
  private let type: String

  /// Whether another question was asked under the same key.
  var isReusedKey: Bool { type.hasSuffix(":\(ProblemType.keyReused.rawValue)") }

  /// Reads a problem; an answer that is none is taken as it is.
  init(_ answer: DaemonAnswer) {
    let document = (try? JSONDocument(parsing: answer.body)) ?? JSONDocument()
    self.init(document, document.root, status: answer.status)
  }

  /// Reads a problem that stands in place of the answer to one line.
  init(_ document: JSONDocument, _ token: JSONToken) {
    let status = document.member("status", of: token).flatMap { document.int64(at: $0) } ?? 0
    self.init(document, token, status: Int(status))
  }

  private init(_ document: JSONDocument, _ token: JSONToken, status: Int) {
    self.status = status
    type = document.member("type", of: token).map { document.string(at: $0) } ?? ""
    let text = document.member("detail", of: token) ?? document.member("title", of: token)
    detail = text.map { document.string(at: $0) } ?? "the daemon answered with status \(status)"
    mistakes = Mistake.list(document, document.member("errors", of: token))
  }

  /// Why the daemon could not do now what one line asks, where its answer says so.
  static func unavailable(_ answer: ArraySlice<UInt8>) -> String? {
    guard answer.starts(with: #"{"error":"#.utf8), let document = try? JSONDocument(parsing: Array(answer)),
      let error = document.member("error", of: document.root)
    else { return nil }
    let problem = Self(document, error)
    return problem.status == 503 ? problem.detail : nil
  }

  /// Why what was sent is refused.
  var refusal: Refusal {
    Refusal(
      mistakes: mistakes.isEmpty
        ? [.init(pointer: "", detail: detail)]
        : mistakes.map { .init(pointer: $0.pointer, detail: $0.detail) })
  }

  /// The problem as the end of a command that needed another answer.
  var failure: Failure {
    // A single mistake stands in the detail already.
    let list = mistakes.count > 1 ? mistakes : []
    let lines = [detail] + list.map { "\($0.pointer.isEmpty ? "/" : $0.pointer): \($0.detail)" }
    let mayHelpToTryAgain = status == 503 || status == 408
    let code: Status = mayHelpToTryAgain ? .daemonNotReachable : status >= 500 ? .internalError : .findings
    return Failure(code, lines.map(\.visible).joined(separator: "\n  "))
  }
}

extension ProblemReport.Mistake {
  /// A list of objects with a pointer and a detail.
  static func list(_ document: JSONDocument, _ list: JSONToken?) -> [Self] {
    guard let list else { return [] }
    return document.elements(of: list).map { entry in
      Self(
        pointer: document.member("pointer", of: entry).map { document.string(at: $0) } ?? "",
        detail: document.member("detail", of: entry).map { document.string(at: $0) } ?? "")
    }
  }
}
