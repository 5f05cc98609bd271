import Diagnostics
import JSON

extension JSONDocument {
  /// A member of an object as a person may see it, on one line: a text, or a number; empty where there is none.
  func shown(_ key: StaticString, of token: JSONToken) -> String {
    member(key, of: token).map { shown($0) } ?? ""
  }

  /// The value to which keys lead from an object; nil where they lead nowhere.
  func value(of keys: some Sequence<some StringProtocol>, from token: JSONToken) -> JSONToken? {
    var here = token
    for key in keys {
      guard kind(of: here) == .object,
        let next = members(of: here).first(where: { string(at: $0.key) == key })
      else { return nil }
      here = next.value
    }
    return here
  }

  /// A value as a person may see it, on one line.
  func shown(_ value: JSONToken) -> String {
    guard kind(of: value) == .string else {
      return String(decoding: rawBytes(of: value), as: UTF8.self).visible
    }
    return string(at: value).visible
  }
}
