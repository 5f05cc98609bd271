import Diagnostics
import JSON

extension JSONDocument {
  /// A member of an object as a person may see it, on one line: a text, or a number; empty where there is none.
  func shown(_ key: StaticString, of token: JSONToken) -> String {
    member(key, of: token).map { shown($0) } ?? ""
  }

  /// A value as a person may see it, on one line.
  func shown(_ value: JSONToken) -> String {
    guard kind(of: value) == .string else {
      return String(decoding: rawBytes(of: value), as: UTF8.self).visible
    }
    return string(at: value).visible
  }
}
