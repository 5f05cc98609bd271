internal import NIOHTTP1

/// One request as a handler sees it: its target decoded, its body read to the end.
package struct HTTPRequest: Sendable {
  /// One `name=value` of a query, percent-decoded, `+` read as a space; a name alone has an empty value.
  package struct QueryItem: Sendable, Hashable {
    package let name: String
    package let value: String
    /// Whether the value was written with a `+`, which some programs write for a space, and others as it is.
    package let hasPlus: Bool

    package init(name: String, value: String, hasPlus: Bool = false) {
      self.name = name
      self.value = value
      self.hasPlus = hasPlus
    }
  }

  /// The method in capitals, such as `POST`.
  package let method: String
  /// The percent-decoded path, without the query.
  package let path: String
  /// The query in the order it was written.
  package let query: [QueryItem]
  /// The whole body; empty for a streamed one, which arrives through a `BodyReceiver`.
  package internal(set) var body: [UInt8]
  /// Who sent it.
  package let peer: Peer
  private let fields: HeaderFields

  package init(
    method: String, path: String, query: [QueryItem] = [], headers: [(String, String)] = [],
    body: [UInt8] = [], peer: Peer
  ) {
    self.init(
      method: method, path: path, query: query, fields: .parsed(HTTPHeaders(headers)), body: body, peer: peer)
  }

  init(
    method: String, path: String, query: [QueryItem], fields: HeaderFields, body: [UInt8], peer: Peer
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.fields = fields
    self.body = body
    self.peer = peer
  }

  /// The first header of that name, in any case; nil if there is none.
  package func header(_ name: String) -> String? { fields.first(name) }

  /// All headers of that name, in any case, in the order they came.
  package func headers(_ name: String) -> [String] { fields.values(name) }

  /// The first value that the query gives for a name; nil if it does not name it.
  package func queryValue(_ name: String) -> String? { query.first { $0.name == name }?.value }
}
