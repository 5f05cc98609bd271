/// Problems of journey states, as the daemon answers with them and `decide --rules` writes them.
extension Problem {
  /// - Parameters:
  ///   - what: of the request is no JSON.
  ///   - offset: the byte at which it is none.
  package static func notJSON(_ what: String, offset: Int, detail: String) -> Problem {
    Problem(.notJSON, detail: "the \(what) is not JSON: at byte \(offset), \(detail)")
  }

  package static func refused(_ mistakes: Mistakes) -> Problem {
    Problem(.stateRefused, detail: "the state does not fit: \(mistakes.summary)", errors: mistakes.listed)
  }
}
