import API

/// What is asked of the daemon.
struct DaemonRequest {
  enum Method: String {
    case get = "GET"
    case post = "POST"
    case delete = "DELETE"
  }

  let method: Method
  /// The path, and the query behind it.
  let target: String
  /// The media type that is wanted.
  var accepted = MediaType.json
  /// By which the daemon knows a request that is repeated.
  var idempotencyKey: String?

  init(_ method: Method, _ endpoint: Endpoint, _ query: KeyValuePairs<Parameter, String?> = [:]) {
    self.method = method
    let items = query.compactMap { name, value in
      value.map { "\(name.rawValue)=\(Self.percentEncoded($0))" }
    }
    let path = endpoint.rawValue
    target = items.isEmpty ? path : "\(path)?\(items.joined(separator: "&"))"
  }

  /// The bytes to send, the body's among them.
  func bytes(with body: [UInt8]?) -> [UInt8] {
    var head = head
    if body != nil { head += "Content-Type: \(MediaType.json)\r\n" }
    if method == .post { head += "Content-Length: \(body?.count ?? 0)\r\n" }
    return Array("\(head)\r\n".utf8) + (body ?? [])
  }

  /// The bytes to send before a body of lines that follows in chunks.
  var bytesBeforeLines: [UInt8] {
    Array("\(head)Content-Type: \(MediaType.lines)\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
  }

  private var head: String {
    "\(method.rawValue) \(target) HTTP/1.1\r\nHost: waymark\r\nAccept: \(accepted)\r\n"
      + (idempotencyKey.map { "\(HeaderName.idempotencyKey): \($0)\r\n" } ?? "")
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
