import Books
import API
import Serving

extension HTTPRequest {
  /// What the body is said to be, without parameters, in lower case; nil where nothing is said.
  var mediaType: String? {
    let type = header("content-type")?.split { "; \t".contains($0) }.first?.lowercased()
    return type?.isEmpty == true ? nil : type
  }
}

extension HTTPResponse {
  /// The answer that tells of a problem, with the revision it was met under; where it may pass, with when to try again.
  init(_ problem: Problem, _ desk: ServingBook) {
    let retry = problem.status == 503 ? [(name: "Retry-After", value: "1")] : []
    self.init(problem, headers: desk.edition.headers + retry)
  }
}
