import API
import Decisions
import JSON

extension Problem {
  /// Where what is read stood.
  enum Source: String {
    case body, line
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
