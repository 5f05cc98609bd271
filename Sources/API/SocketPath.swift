/// Where the daemon listens and clients ask.
package enum SocketPath {
  /// The longest path of a socket that the system takes with room to spare, in bytes.
  package static let longest = 103

  /// Why a text names no socket.
  package struct Refused: Error, CustomStringConvertible {
    package let description: String
    /// What to write instead.
    package let help: String
  }

  /// The flag, else the configuration, else the user's runtime folder, else the system's.
  package static func resolve(flag: String?, configured: String?, environment: [String: String]) -> String {
    places(flag: flag, configured: configured, environment: environment, user: 0)[0]
  }

  /// Where clients look for the daemon, one place after the other: where it is named, there only; otherwise where it
  /// listens in their environment, then where a service does, and last in the folder that the system gives a user, of which
  /// a job of cron is not told.
  package static func places(
    flag: String?, configured: String?, environment: [String: String], user: UInt32
  ) -> [String] {
    if let path = flag ?? configured { return [path] }
    let runtime = environment["XDG_RUNTIME_DIR"].flatMap { $0.isEmpty ? nil : $0 }
    let folders = [runtime, "/run/waymark", runtime == nil ? "/run/user/\(user)" : nil]
    return folders.compactMap(\.self).map { "\($0)/waymark.sock" }
  }

  /// The path in a text that is one, or that is `unix:///path` or `unix:/path` as other programs write it.
  package static func path(in text: String) throws(Refused) -> String {
    guard !text.isEmpty else { throw Refused(description: "the path of the socket is empty", help: instead) }
    guard let colon = text.firstIndex(of: ":"), isScheme(text[..<colon]) else {
      try refuseAbstract(text, in: text)
      return text
    }
    let scheme = text[..<colon].lowercased()
    let rest = text[text.index(after: colon)...]
    guard scheme == "unix" else {
      // A file may have a colon in its name, but none is named like an address.
      if scheme == "unix-abstract" { try refuseAbstract("@", in: text) }
      guard rest.hasPrefix("//") else { return text }
      throw Refused(description: "'\(text)' is no Unix socket", help: instead)
    }
    try refuseAbstract(rest.drop { $0 == "/" }, in: text)
    let path = rest.hasPrefix("//") ? rest.dropFirst(2) : rest
    guard path.hasPrefix("/") else {
      throw Refused(description: "'\(text)' has no path that begins with '/'", help: instead)
    }
    return String(path)
  }

  private static let instead =
    "write a path such as /run/waymark/waymark.sock, or unix:///run/waymark/waymark.sock"

  private static func refuseAbstract(_ name: some StringProtocol, in text: String) throws(Refused) {
    guard name.hasPrefix("@") || name.hasPrefix("\0") else { return }
    throw Refused(
      description: "'\(text)' is the name of an abstract socket, which has no permissions and is not served",
      help: instead)
  }

  /// Whether it is what stands before the colon of a URL (RFC 3986, 3.1), of two letters or more.
  private static func isScheme(_ text: Substring) -> Bool {
    guard text.utf8.count > 1, let first = text.utf8.first, isLetter(first) else { return false }
    return text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
