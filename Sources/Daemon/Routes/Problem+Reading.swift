import API
import Decisions
import JSON

extension Problem {
  /// Where what is read stood.
  enum Source {
    case body(of: Endpoint)
    case line

    var text: String {
      switch self {
      case .body: "body"
      case .line: "line"
      }
    }

    /// What to do where several values stand in the place of one.
    var adviceForMany: String {
      switch self {
      case .body(let endpoint):
        "send \(endpoint.bodyText)" + (endpoint.insteadOfMany.map { ", and \($0)" } ?? "")
      case .line: "put each value on a line of its own (curl keeps lines with --data-binary)"
      }
    }
  }

  /// What is wrong with what was sent; nil where the error says nothing of that.
  init?(reading error: any Error, of source: Source) {
    switch error {
    case let problem as QueryProblem: self = .badQuery(problem.detail)
    case let error as JSONError: self = .notJSON(error, source)
    case let problem as AccountBodyProblem: self = .accountBody(problem.mistakes)
    case let refusal as StateRefusal: self = .refused(Mistakes(refusal))
    default: return nil
    }
  }
}
