import Foundation

/// What mail headers, links and lists make of an address or a number: nobody's id, since whoever is meant is known by the
/// address itself.
enum AddressForm {
  /// What is wrong with an id, if anything.
  static func mistake(in id: String) -> String? {
    guard id.contains("@") || id.contains("%40") || id.lowercased().hasPrefix("tel:") else { return nil }
    if namesSeveral(id) {
      return "'\(id)' holds several addresses, and is nobody's id; tell it of each of them by itself"
    }
    let plain = plain(id)
    guard !plain.utf8.elementsEqual(id.utf8), isAddress(plain) || isNumber(plain) else { return nil }
    return
      "'\(id)' is what a mail header, a link or a list makes of an address, and nobody's id; write \(plain)"
  }

  private static let schemes = ["mailto:", "smtp:", "email:", "e-mail:", "tel:", "sms:"]

  private static let around = Set("<>()[]{}\"'`“”„‘’‚«»,;:. \t\n\r\u{A0}\u{200B}")

  private static func namesSeveral(_ id: String) -> Bool {
    let parts = id.contains("<") ? id.split(separator: "<") : id.split { ",;| \t\n".contains($0) }
    let count = parts.count { isAddress(plain(String($0.prefix { $0 != ">" }))) }
    // `anna@x <anna@x>` is one.
    return count > (id.count { $0 == "<" } == 1 ? 2 : 1)
  }

  private static func plain(_ id: String) -> String {
    var text = id.contains("%40") ? id.removingPercentEncoding ?? id : id
    // As in `Kay <k@x>`, also where the name is an address.
    if let start = text.lastIndex(of: "<"), case let inner = text[text.index(after: start)...],
      let end = inner.firstIndex(of: ">")
    {
      text = String(inner[..<end])
    }
    while true {
      let before = text
      text = String(text.drop { around.contains($0) })
      while let last = text.last, around.contains(last) { text.removeLast() }
      if let scheme = schemes.first(where: { text.lowercased().hasPrefix($0) }) {
        text = String(text.dropFirst(scheme.count).prefix { $0 != "?" })
      }
      if text == before { return text }
    }
  }

  private static func isAddress(_ text: String) -> Bool {
    text.wholeMatch(of: /[^\s<>"(),:;@\[\]]+@[^\s<>"'(),:;@\[\]]+/) != nil
  }

  private static func isNumber(_ text: String) -> Bool {
    text.wholeMatch(of: /[+0-9][0-9 ().\/\-]{4,}/) != nil
  }
}
