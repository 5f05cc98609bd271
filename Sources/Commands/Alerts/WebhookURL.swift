/// A URL that alerts may be posted to: over TLS, or on this machine.
struct WebhookURL {
  let text: String
  let isEncrypted: Bool

  /// - Throws: a failure that does not repeat the text, since that may be a secret.
  init(_ text: String) throws(Failure) {
    let lowercased = text.lowercased()
    let isEncrypted = lowercased.hasPrefix("https://")
    guard isEncrypted || lowercased.hasPrefix("http://") else { throw Self.refused("begins with https://") }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else {
      throw Self.refused("has no spaces, backslashes and characters beyond ASCII: write these as %…")
    }
    let authority = lowercased.drop { $0 != "/" }.dropFirst(2).prefix { !"/?#".contains($0) }
    guard !authority.isEmpty else { throw Self.refused("names a host") }
    guard !authority.contains("@") else {
      throw Self.refused("names no user: give an Authorization header with --header-file")
    }
    guard isEncrypted || Self.isLoopback(authority) else {
      throw Self.refused("is https, or http to this machine: what alerts say is not for everybody on the way")
    }
    self.text = text
    self.isEncrypted = isEncrypted
  }

  private static func refused(_ what: String) -> Failure {
    Failure(
      .wrongUse, "the URL of a webhook \(what)", help: "write for instance https://hooks.example.com/alerts")
  }

  /// Whether a host, with or without a port, is this machine by its name or its number.
  private static func isLoopback(_ authority: Substring) -> Bool {
    if authority == "[::1]" || authority.hasPrefix("[::1]:") { return true }
    let host = authority.prefix { $0 != ":" }
    if host == "localhost" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { (1...3).contains($0.utf8.count) && UInt8($0) != nil }
  }
}
