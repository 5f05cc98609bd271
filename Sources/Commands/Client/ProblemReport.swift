import JSON

/// An error answer of the daemon, by RFC 9457.
struct ProblemReport {
  struct Mistake {
    /// A JSON Pointer into the body of the request.
    let pointer: String
    let detail: String
  }

  let detail: String
  let mistakes: [Mistake]

  /// Reads a problem; an answer that is none is taken as it is.
  init(_ answer: DaemonAnswer) {
    let document = (try? JSONDocument(parsing: answer.body)) ?? JSONDocument()
    let token = document.root
    let text = document.member("detail", of: token) ?? document.member("title", of: token)
    detail = text.map { document.string(at: $0) } ?? "the daemon answered with status \(answer.status)"
    let list = document.member("errors", of: token)
    mistakes =
      list.map { list in
        document.elements(of: list).map { entry in
          Mistake(
            pointer: document.member("pointer", of: entry).map { document.string(at: $0) } ?? "",
            detail: document.member("detail", of: entry).map { document.string(at: $0) } ?? "")
        }
      } ?? []
  }

  /// The problem as the end of a command that needed another answer.
  func failure(status: Int) -> Failure {
    let lines = [detail] + mistakes.map { "\($0.pointer.isEmpty ? "/" : $0.pointer): \($0.detail)" }
    let code: Status = status == 503 ? .daemonNotReachable : status >= 500 ? .internalError : .findings
    return Failure(code, lines.joined(separator: "\n  "))
  }
}
