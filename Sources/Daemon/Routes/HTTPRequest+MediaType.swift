import API
import Books
import Serving

extension HTTPRequest {
  /// What the body is said to be, without parameters, in lower case; nil where nothing is said.
  var mediaType: String? {
    let type = header("content-type")?.split { "; \t".contains($0) }.first?.lowercased()
    return type?.isEmpty == true ? nil : type
  }
}
