import JSON

extension String {
  /// The text as a terminal may show it, on one line.
  var shown: String {
    String(map { $0.isNewline ? " " : $0.isControl ? "�" : $0 })
  }
}

extension JSONDocument {
  /// A member of an object as a terminal may show it: a text, or a number; empty where there is none.
  func shown(_ key: StaticString, of token: JSONToken) -> String {
    guard let value = member(key, of: token) else { return "" }
    guard kind(of: value) == .string else { return String(decoding: rawBytes(of: value), as: UTF8.self) }
    return string(at: value).shown
  }
}

extension Character {
  fileprivate var isControl: Bool {
    unicodeScalars.contains {
      $0.properties.generalCategory == .control || $0.properties.generalCategory == .format
    }
  }
}
