/// What a document says in one form: two texts that say the same give the same bytes, however they were written.
extension JSONWriter {
  /// Writes a value of a document: the keys of objects in the order of their bytes, and strings and numbers as this
  /// writer writes them.
  package mutating func canonical(_ token: JSONToken, of document: borrowing JSONDocument) {
    switch document.kind(of: token) {
    case .object:
      var members: [(key: String, value: JSONToken)] = []
      for (key, value) in document.members(of: token) { members.append((document.string(at: key), value)) }
      members.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      object {
        for (key, value) in members { $0.member(named: key) { $0.canonical(value, of: document) } }
      }
    case .array:
      array { for element in document.elements(of: token) { $0.canonical(element, of: document) } }
    case .string: string(document.string(at: token))
    case .number: number(token, of: document)
    case .null, .bool: copy(token, of: document)
    }
  }

  /// A number that neither kind of number holds stays as it was written.
  private mutating func number(_ token: JSONToken, of document: borrowing JSONDocument) {
    if let whole = document.int64(at: token) {
      int(whole)
    } else if let number = document.double(at: token) {
      double(number)
    } else {
      copy(token, of: document)
    }
  }
}
