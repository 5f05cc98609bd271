/// What is asked of the daemon.
struct DaemonRequest {
  enum Method: String {
    case get = "GET"
    case post = "POST"
    case delete = "DELETE"
  }

  /// How a body is sent, or wanted.
  enum MediaType: String {
    case json = "application/json"
    /// One JSON value a line.
    case lines = "application/x-ndjson"
  }

  let method: Method
  /// The path, and the query behind it.
  let target: String
  var accepted = MediaType.json
  /// By which the daemon knows a request that is repeated.
  var idempotencyKey: String?

  init(_ method: Method, _ path: String, _ query: KeyValuePairs<String, String?> = [:]) {
    self.method = method
    let items = query.compactMap { name, value in value.map { "\(name)=\(Self.percentEncoded($0))" } }
    target = items.isEmpty ? path : "\(path)?\(items.joined(separator: "&"))"
  }

  /// The bytes to send, the body's among them.
  func bytes(with body: [UInt8]?) -> [UInt8] {
    var head = head
    if body != nil { head += "Content-Type: \(MediaType.json.rawValue)\r\n" }
    if method == .post { head += "Content-Length: \(body?.count ?? 0)\r\n" }
    return Array("\(head)\r\n".utf8) + (body ?? [])
  }

  /// The bytes to send before a body of lines that follows in chunks.
  var bytesBeforeLines: [UInt8] {
    Array("\(head)Content-Type: \(MediaType.lines.rawValue)\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
  }

  private var head: String {
    "\(method.rawValue) \(target) HTTP/1.1\r\nHost: waymark\r\nAccept: \(accepted.rawValue)\r\n"
      + (idempotencyKey.map { "Idempotency-Key: \($0)\r\n" } ?? "")
  }

  /// Whatever is not unreserved (RFC 3986, 2.3) as its bytes.
  private static func percentEncoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        encoded += byte < 16 ? "%0" : "%"
        encoded += String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }
}
