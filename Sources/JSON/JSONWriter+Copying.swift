/// What a document says, written again: its strings and numbers as they came, without the white space around them.
extension JSONWriter {
  /// Writes a value of a document.
  package mutating func copy(_ token: JSONToken, of document: borrowing JSONDocument) {
    switch document.kind(of: token) {
    case .object:
      object {
        for (key, value) in document.members(of: token) {
          $0.key(copying: key, of: document)
          $0.copy(value, of: document)
        }
      }
    case .array:
      array { for element in document.elements(of: token) { $0.copy(element, of: document) } }
    case .null, .bool, .number, .string: copyScalar(token, of: document)
    }
  }

  /// Writes a key of a document; its value has to follow.
  package mutating func key(copying token: JSONToken, of document: borrowing JSONDocument) {
    copyScalar(token, of: document)
    endKey()
  }

  private mutating func copyScalar(_ token: JSONToken, of document: borrowing JSONDocument) {
    let entry = document.entry(token)
    copyBytes(document.bytes[Int(entry.start)..<Int(entry.end)])
  }
}
