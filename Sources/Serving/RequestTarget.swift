/// A request target (RFC 9112, 3.2) taken apart: origin form, absolute form for `http`, or `*` for OPTIONS.
struct RequestTarget {
  let path: String
  let query: [HTTPRequest.QueryItem]

  /// Nil if the target has no form that this server takes, or decodes to something that is not UTF-8.
  init?(_ text: String, method: String) {
    var rest = text.utf8[...]
    if text == "*" {
      guard method == "OPTIONS" else { return nil }
      path = "*"
      query = []
      return
    }
    if rest.first != UInt8(ascii: "/") {
      guard let tail = Self.afterAuthority(rest) else { return nil }
      rest = tail
    }
    if let fragment = rest.firstIndex(of: UInt8(ascii: "#")) { rest = rest[..<fragment] }
    let mark = rest.firstIndex(of: UInt8(ascii: "?"))
    let rawPath = rest[..<(mark ?? rest.endIndex)]
    guard let path = percentDecoded(rawPath, plusIsSpace: false) else { return nil }
    self.path = path.isEmpty ? "/" : path
    guard let mark else {
      query = []
      return
    }
    guard let items = Self.items(rest[rest.index(after: mark)...]) else { return nil }
    query = items
  }

  /// What follows `http://authority`; nil if that is not how the target begins.
  private static func afterAuthority(_ target: Substring.UTF8View) -> Substring.UTF8View? {
    for scheme in ["http://", "https://"] {
      let head = target.prefix(scheme.utf8.count)
      guard Substring(head).lowercased() == scheme else { continue }
      let rest = target.dropFirst(scheme.utf8.count)
      let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
      return end == rest.startIndex ? nil : rest[end...]
    }
    return nil
  }

  private static func items(_ text: Substring.UTF8View) -> [HTTPRequest.QueryItem]? {
    var items: [HTTPRequest.QueryItem] = []
    for part in text.split(separator: UInt8(ascii: "&")) {
      let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      let rawValue = part[equals...].dropFirst()
      guard let name = percentDecoded(part[..<equals], plusIsSpace: true),
        let value = percentDecoded(rawValue, plusIsSpace: true)
      else { return nil }
      items.append(.init(name: name, value: value, hasPlus: rawValue.contains(UInt8(ascii: "+"))))
    }
    return items
  }
}

/// The text that percent-encoded bytes stand for; nil if an escape is broken or the result is not UTF-8.
private func percentDecoded(_ text: Substring.UTF8View, plusIsSpace: Bool) -> String? {
  let plain = !text.contains { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }
  if plain { return String(Substring(text)) }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count)
  var rest = text
  while let byte = rest.popFirst() {
    switch byte {
    case UInt8(ascii: "%"):
      guard let high = rest.popFirst().flatMap(hexValue), let low = rest.popFirst().flatMap(hexValue) else {
        return nil
      }
      bytes.append(high << 4 | low)
    case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
    default: bytes.append(byte)
    }
  }
  return String(validating: bytes, as: UTF8.self)
}

private func hexValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
