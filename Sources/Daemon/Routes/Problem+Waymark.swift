import Decisions
import JSON
package import Serving

/// The problems that the daemon's own routes answer with.
extension Problem {
  static func notFound(_ path: String, endpoints: [String]) -> Problem {
    Problem(
      "not-found", title: "Not found", status: 404,
      detail: "there is nothing at '\(path)'; there is \(endpoints.joined(separator: ", "))")
  }

  static func methodNotAllowed(_ method: String, _ path: String, allowed: [String]) -> Problem {
    Problem(
      "method-not-allowed", title: "Method not allowed", status: 405,
      detail: "'\(path)' does not take \(method); it takes \(allowed.joined(separator: ", "))")
  }

  static func forbidden(_ what: String) -> Problem {
    Problem(
      "forbidden", title: "Forbidden", status: 403,
      detail: "your user may not \(what); 'access' in the daemon's configuration says who may")
  }

  static func unsupportedType(_ type: String) -> Problem {
    Problem(
      "unsupported-media-type", title: "Unsupported media type", status: 415,
      detail: "'\(type)' is not taken here; send one state or an array of states as application/json")
  }

  static func notJSON(_ error: JSONError) -> Problem {
    Problem(
      "not-json", title: "Not JSON", status: 400,
      detail: "the body is not JSON: at byte \(error.offset), \(error.detail)")
  }

  static let emptyBody = Problem(
    "not-json", title: "Not JSON", status: 400, detail: "the body is empty; send a journey state as JSON")

  static func badQuery(_ detail: String) -> Problem {
    Problem("bad-query", title: "Bad query", status: 400, detail: detail)
  }

  static func tooManyStates(_ count: Int, most: Int) -> Problem {
    Problem(
      "too-many-states", title: "Too many states", status: 413,
      detail: "the array has \(count) states; send at most \(most) at a time")
  }

  package static func refused(_ problems: [Mistake]) -> Problem {
    let first = problems.first.map { $0.pointer.isEmpty ? $0.detail : "\($0.pointer): \($0.detail)" } ?? ""
    let more = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
    return Problem(
      "state-refused", title: "State refused", status: 422,
      detail: "the state does not fit: \(first)\(more)", errors: problems)
  }

  static func unknownRule(_ id: String, nearest: String?) -> Problem {
    Problem(
      "not-found", title: "Not found", status: 404,
      detail: "there is no rule '\(id)'" + (nearest.map { "; did you mean '\($0)'?" } ?? ""))
  }
}
