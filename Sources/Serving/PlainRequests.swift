internal import API
internal import NIOCore

/// Reads requests to which nobody could object, as nearly all are, in a fraction of the time that a parser of all HTTP takes.
///
/// It knows nothing of what is wrong with a request, nor of the rarer parts of HTTP: from the first request on that is not
/// plain, or whose head comes in pieces, all bytes of the connection are the parser's. A head is plain where
/// - the method is GET, POST, DELETE or HEAD, the target a path, the version HTTP/1.1;
/// - lines end in CR LF, names consist of letters, digits and `-`, and values of printable ASCII;
/// - `Host` stands there once, `Content-Length` and `Content-Type` at most once, and `Content-Length` is a number;
/// - no field frames, encodes or continues the request in another way (`deciding`);
/// - it keeps to the limits.
struct PlainRequests {
  enum Part {
    case head(RequestValidation.Accepted)
    case body(ByteBuffer)
    case bodyEnd
    /// What comes now is for the parser.
    case notPlain
  }

  private let peer: Peer
  private let limits: ServerLimits
  private let bodilessPaths: Set<String>
  private var state = State.head

  private enum State {
    case head
    /// So many bytes of the body are to come.
    case body(Int)
  }

  init(peer: Peer, configuration: ServerConfiguration) {
    self.peer = peer
    limits = configuration.limits
    bodilessPaths = configuration.bodilessPaths
  }

  /// Takes the next part from the bytes that have come; nil where none is left of them.
  mutating func next(_ buffer: inout ByteBuffer) -> Part? {
    switch state {
    case .body(0):
      state = .head
      return .bodyEnd
    case .body(let left):
      guard let bytes = buffer.readSlice(length: min(left, buffer.readableBytes)), bytes.readableBytes > 0
      else {
        return nil
      }
      state = .body(left - bytes.readableBytes)
      return .body(bytes)
    case .head:
      guard buffer.readableBytes > 0 else { return nil }
      guard let (accepted, size) = head(buffer) else { return .notPlain }
      buffer.moveReaderIndex(forwardBy: size)
      state = .body(accepted.length ?? 0)
      return .head(accepted)
    }
  }

  /// The head that the bytes begin with, and its size; nil where it is not plain.
  private func head(_ buffer: ByteBuffer) -> (RequestValidation.Accepted, size: Int)? {
    buffer.withUnsafeReadableBytes { bytes in
      guard let line = RequestLineText(bytes), line.target.count <= limits.targetSize,
        let fields = PlainFields(bytes, from: line.size, limits)
      else { return nil }
      let method = line.method
      guard let target = RequestTarget(String(decoding: line.target, as: UTF8.self), method: method),
        method != "POST" || fields.length != nil || bodilessPaths.contains(target.path)
      else { return nil }
      let request = HTTPRequest(
        method: method, path: target.path, query: target.query,
        fields: .lines(Array(bytes[line.size..<fields.end])), body: [], peer: peer)
      let accepted = RequestValidation.Accepted(
        request: request, length: fields.length, hasBody: (fields.length ?? 0) > 0, expectsContinue: false,
        isOldVersion: false, keepsAlive: true)
      return (accepted, fields.end + 2)
    }
  }
}

/// `METHOD /target HTTP/1.1` and CR LF.
private struct RequestLineText {
  let method: String
  let target: UnsafeRawBufferPointer.SubSequence
  /// With its end.
  let size: Int

  private static let methods: [(opening: StaticString, method: String)] = [
    ("POST ", "POST"), ("GET ", "GET"), ("DELETE ", "DELETE"), ("HEAD ", "HEAD"),
  ]
  private static let closing: StaticString = " HTTP/1.1\r\n"

  /// Nil where it is another one, or not all of it is there.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard let (opening, method) = Self.methods.first(where: { bytes.hasPrefix($0.opening, at: 0) }) else {
      return nil
    }
    let start = opening.utf8CodeUnitCount
    var end = start
    while end < bytes.count, Self.isPlain(bytes[end]) { end += 1 }
    guard end > start, bytes[start] == UInt8(ascii: "/"), bytes.hasPrefix(Self.closing, at: end) else {
      return nil
    }
    self.method = method
    target = bytes[start..<end]
    size = end + Self.closing.utf8CodeUnitCount
  }

  /// What targets consist of (RFC 3986), without what needs a closer look.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "="),
      UInt8(ascii: "&"), UInt8(ascii: "+"), UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: ","):
      true
    default: false
    }
  }
}

/// The fields of a head, as far as they say where the request ends.
private struct PlainFields {
  /// The value of `Content-Length`.
  private(set) var length: Int?
  /// Where the empty line after them begins.
  let end: Int

  /// Fields by which a request is framed, encoded or continued in another way, or the connection ended.
  private static let deciding: [StaticString] = [
    "transfer-encoding", "connection", "proxy-connection", "upgrade", "expect", "content-encoding",
  ]
  /// What `Connection` may say: that it is as it is anyway.
  private static let keepAlive: StaticString = "keep-alive"

  /// Nil where they are not plain, or not all of them are there.
  init?(_ bytes: UnsafeRawBufferPointer, from start: Int, _ limits: ServerLimits) {
    var place = start
    var count = 0
    var hosts = 0
    var types = 0
    while true {
      guard place + 1 < bytes.count else { return nil }
      if bytes[place] == UInt8(ascii: "\r") {
        guard bytes[place + 1] == UInt8(ascii: "\n") else { return nil }
        break
      }
      guard let field = PlainField(bytes, at: place) else { return nil }
      switch field.name.count {
      case 4 where field.isNamed("host"): hosts += 1
      case 12 where field.isNamed("content-type"): types += 1
      case 14 where field.isNamed("content-length"):
        guard length == nil, let number = field.number else { return nil }
        length = number
      case 10 where field.isNamed("connection"):
        guard field.says(Self.keepAlive) else { return nil }
      default:
        guard !Self.deciding.contains(where: { field.isNamed($0) }) else { return nil }
      }
      count += 1
      place = field.next
    }
    guard hosts == 1, types <= 1, count <= limits.headerCount, place <= limits.headerSize else { return nil }
    end = place
  }
}

/// `Name: value` and CR LF.
private struct PlainField {
  let name: UnsafeRawBufferPointer.SubSequence
  /// Without the spaces around it.
  let value: UnsafeRawBufferPointer.SubSequence
  /// Where the next line begins.
  let next: Int

  init?(_ bytes: UnsafeRawBufferPointer, at start: Int) {
    var colon = start
    while colon < bytes.count, Self.isName(bytes[colon]) { colon += 1 }
    guard colon > start, colon < bytes.count, bytes[colon] == UInt8(ascii: ":") else { return nil }
    var first = colon + 1
    while first < bytes.count, bytes[first] == UInt8(ascii: " ") { first += 1 }
    var end = first
    while end < bytes.count, bytes[end] >= 0x20, bytes[end] < 0x7F { end += 1 }
    guard end + 1 < bytes.count, bytes[end] == UInt8(ascii: "\r"), bytes[end + 1] == UInt8(ascii: "\n") else {
      return nil
    }
    next = end + 2
    while end > first, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
    name = bytes[start..<colon]
    value = bytes[first..<end]
  }

  /// The value, where it is a number of at most fifteen digits.
  var number: Int? {
    guard (1...15).contains(value.count) else { return nil }
    var number = 0
    for byte in value {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }

  /// - Parameter word: in lower case.
  func isNamed(_ word: StaticString) -> Bool { Self.isSame(name, word) }

  /// Whether the value is a word, in any case.
  func says(_ word: StaticString) -> Bool { Self.isSame(value, word) }

  private static func isSame(_ bytes: UnsafeRawBufferPointer.SubSequence, _ word: StaticString) -> Bool {
    guard bytes.count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { word in zip(bytes, word).allSatisfy { $0 | 0x20 == $1 } }
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func hasPrefix(_ text: StaticString, at place: Int) -> Bool {
    guard count - place >= text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { text in
      UnsafeRawBufferPointer(rebasing: self[place..<(place + text.count)]).elementsEqual(text)
    }
  }
}
