/// What an error answer says, by RFC 9457.
package struct Problem: Sendable, Hashable {
  /// One mistake in a body: where it is, as a JSON Pointer, and what to do about it.
  package struct Mistake: Sendable, Hashable {
    package let pointer: String
    package let detail: String

    package init(pointer: String, detail: String) {
      self.pointer = pointer
      self.detail = detail
    }
  }

  /// The kebab-case word that stands after `urn:waymark:problem:` in `type`; it stays what it is for good.
  package let word: String
  /// The same for every problem of a type.
  package let title: String
  package let status: Int
  /// What happened here and what to do about it.
  package let detail: String
  package let errors: [Mistake]

  package init(_ word: String, title: String, status: Int, detail: String, errors: [Mistake] = []) {
    self.word = word
    self.title = title
    self.status = status
    self.detail = detail
    self.errors = errors
  }

  /// The stable identifier of the problem's type.
  package var type: String { "urn:waymark:problem:\(word)" }

  /// The JSON document of RFC 9457, ended by a line feed.
  package func json() -> [UInt8] {
    var text = "{\"type\":\(quoted(type)),\"title\":\(quoted(title)),\"status\":\(status)"
    text += ",\"detail\":\(quoted(detail))"
    if !errors.isEmpty {
      let list = errors.map { "{\"pointer\":\(quoted($0.pointer)),\"detail\":\(quoted($0.detail))}" }
      text += ",\"errors\":[\(list.joined(separator: ","))]"
    }
    return Array((text + "}\n").utf8)
  }
}

private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where scalar.value < 0x20:
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
