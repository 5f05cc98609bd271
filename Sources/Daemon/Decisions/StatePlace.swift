/// A JSON Pointer into a state as the log may have it: positions in lists do not matter, and a key that nobody expects could
/// be a name, an address or a number of a person.
enum StatePlace {
  /// Bytes of a key that is shown.
  private static let longestKey = 40
  /// Keys that are shown.
  private static let deepest = 6

  static func text(of pointer: String) -> String {
    guard !pointer.isEmpty else { return "/" }
    let keys = pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    let names = keys.prefix(deepest).map(shown).joined(separator: "/")
    return "/\(names)\(keys.count > deepest ? "/…" : "")"
  }

  private static func shown(_ key: Substring) -> Substring {
    let bytes = key.utf8
    if !bytes.isEmpty, bytes.allSatisfy(isDigit) { return "*" }
    // As identifiers of programs are, and no telephone number.
    let isName =
      !bytes.isEmpty && bytes.count <= longestKey && bytes.count(where: isDigit) < 5
      && bytes.allSatisfy {
        isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
      }
    return isName ? key : "?"
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
