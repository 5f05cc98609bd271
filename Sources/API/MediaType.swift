/// The kinds of bodies that are sent and taken.
package enum MediaType {
  package static let json = "application/json"
  /// What `curl -d` says of any body; it is read as JSON.
  package static let form = "application/x-www-form-urlencoded"
  /// A page for people.
  package static let text = "text/plain"
  /// A page that stands for itself.
  package static let html = "text/html"
  /// One JSON value a line.
  package static let lines = "application/x-ndjson"
  /// Tables for spreadsheets.
  package static let csv = "text/csv"
  /// What is wrong with a request.
  package static let problem = "application/problem+json"
  /// A JSON Schema.
  package static let schema = "application/schema+json"
  /// A copy of the history.
  package static let database = "application/vnd.sqlite3"

  /// What stands before the parameters of a content type, such as `text/plain` of `text/plain; charset=utf-8`.
  package static func withoutParameters(_ contentType: String) -> String {
    String(contentType.prefix { $0 != ";" && $0 != " " })
  }
}
