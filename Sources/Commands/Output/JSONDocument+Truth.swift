import JSON

extension JSONDocument {
  /// Whether a member of an object is there, and true.
  func isTrue(_ key: StaticString, of token: JSONToken) -> Bool {
    member(key, of: token).map { kind(of: $0) == .bool && bool(at: $0) } ?? false
  }
}
