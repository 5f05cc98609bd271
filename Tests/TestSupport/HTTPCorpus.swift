import Foundation

/// The request cases of gunicorn and llhttp.
package enum HTTPCorpus {
  package struct Case: Sendable {
    package let id: String
    package let expectsAcceptance: Bool
    /// Whether only a lenient server would take it.
    package let isLenient: Bool
    package let bytes: [UInt8]

    package init(id: String, expectsAcceptance: Bool, isLenient: Bool, bytes: [UInt8]) {
      self.id = id
      self.expectsAcceptance = expectsAcceptance
      self.isLenient = isLenient
      self.bytes = bytes
    }

    package var hasHost: Bool { String(decoding: bytes, as: UTF8.self).lowercased().contains("\nhost:") }
  }

  /// Cases that are answered otherwise than their suite says, and why.
  package static let exceptions: [String: String] = [
    "invalid/006": "a request line of 4 KiB is within our limit",
    "invalid/007": "a header of 8 KiB is within our limit",
    "invalid/008": "a header of 8 KiB is within our limit",
    "invalid/009": "a hundred and one header fields are within our limit",
    "invalid/011": "three header fields are within our limit",
    "invalid/limit_header_default_01": "a header of 8 KiB is within our limit",
    "valid/009": "a length beside a transfer coding is how requests are smuggled",
    "valid/025_line": "501: gzip as a transfer coding is not served",
    "valid/027": "the parser takes no bytes beyond ASCII in a target; they are to be percent-encoded",
    "valid/029": "501: identity is no transfer coding any more",
    "valid/030": "501: identity is no transfer coding any more",
    "valid/rfc9112_smuggle_te_identity_chunked_01": "501: identity is no transfer coding any more",
    "valid/031compat": "the parser does not know the method",
    "valid/031compat2": "the parser does not know the method",
    "valid/compat_obs_fold": "a header over several lines is obsolete",
    "valid/pp_01": "the PROXY protocol is not served on a Unix socket",
    "valid/pp_04": "the PROXY protocol is not served on a Unix socket",
    "valid/rfc9112_target_authority_connect_01": "501: CONNECT is not served",
    "valid/rfc9112_target_authority_ipv6_01": "501: CONNECT is not served",
    "request/method.md#QUERY request": "501: the method is not known",
    "request/method.md#CONNECT request": "501: CONNECT is not served",
    "request/method.md#CONNECT request with CAPS": "501: CONNECT is not served",
    "request/method.md#CONNECT with body": "501: CONNECT is not served",
    "request/transfer-encoding.md#POST with `chunked` as last transfer-encoding":
      "501: deflate as a transfer coding is not served",
    "request/transfer-encoding.md#POST with `chunked` as last transfer-encoding (multiple headers)":
      "501: deflate as a transfer coding is not served",
  ]

  private struct Row: Decodable {
    let suite: String
    let id: String
    let expect: String
    let mode: String?
    let raw_b64: Data
  }

  package static func cases() throws -> [Case] {
    let lines = try String(contentsOf: SharedSuite.http.url, encoding: .utf8).split(separator: "\n")
    return try lines.map { line in
      let row = try JSONDecoder().decode(Row.self, from: Data(line.utf8))
      return Case(
        id: row.id, expectsAcceptance: row.expect == "accept",
        isLenient: row.mode?.contains("lenient") ?? false,
        bytes: Array(row.raw_b64))
    }
  }

  package struct Outcome {
    package var statuses: [Int] = []
    /// The types of the problems among the answers.
    package var problems: [String] = []
    /// Whether what came were whole answers and then the end.
    package var isClean = false
  }

  /// What comes back of bytes that are sent at once, or one by one, on a connection of their own.
  package static func outcome(of bytes: [UInt8], at path: String, inPieces: Bool = false) throws -> Outcome {
    let client = try RawClient(path)
    if inPieces {
      for byte in bytes { client.send([byte]) }
    } else {
      client.send(bytes)
    }
    client.endSending()
    var outcome = Outcome()
    guard let all = client.receiveAll() else { return outcome }
    var rest = all[...]
    while !rest.isEmpty {
      guard let (answer, tail) = RawAnswer.parse(rest, toHead: bytes.starts(with: "HEAD".utf8)) else {
        return outcome
      }
      outcome.statuses.append(answer.status)
      if let type = try? JSONDecoder().decode(ProblemType.self, from: Data(answer.body)) {
        outcome.problems.append(type.type.replacing("urn:waymark:problem:", with: ""))
      }
      rest = tail
    }
    outcome.isClean = true
    return outcome
  }

  private struct ProblemType: Decodable { let type: String }
}
