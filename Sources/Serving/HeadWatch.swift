internal import API
internal import NIOCore

/// Stands before the parser: reports to the connection that bytes came, so that time limits begin with the first, reads
/// plain requests itself, and mends what the parser is too strict about.
final class HeadWatch: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let connection: Connection
  /// Nil once something came that is the parser's.
  private var plain: PlainRequests?
  /// What came of the first request line of the connection while its kind is not known.
  private var held: ByteBuffer?
  private var isDecided = false
  private var lengthLine = LengthLine()

  init(_ connection: Connection) {
    self.connection = connection
    plain = PlainRequests(peer: connection.peer, configuration: connection.core.configuration)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let isNew = connection.isIdle
    var buffer = unwrapInboundIn(data)
    connection.bytesArrived(buffer.readableBytes)
    readPlain(&buffer)
    guard plain == nil else { return }
    guard connection.awaitsHead else { return context.fireChannelRead(wrapInboundOut(buffer)) }
    if isNew { lengthLine = LengthLine() }
    if !isDecided {
      if var held {
        held.writeBuffer(&buffer)
        buffer = held
      }
      held = nil
      switch RequestLine.kind(buffer.readableBytesView) {
      case .unfinished:
        held = buffer
        return
      case .unknownMethod:
        isDecided = true
        return connection.refuseMethod()
      case .forParser: isDecided = true
      }
    }
    lengthLine.replaceTabs(in: &buffer)
    connection.hasUnknownMethod = RequestLine.kind(buffer.readableBytesView) == .unknownMethod
    context.fireChannelRead(wrapInboundOut(buffer))
  }

  /// Hands on what can be read without the parser.
  private func readPlain(_ buffer: inout ByteBuffer) {
    while let part = plain?.next(&buffer) {
      switch part {
      case .head(let accepted): connection.arrived(.accepted(accepted))
      case .body(let bytes): connection.arrived(.body(bytes))
      case .bodyEnd: connection.arrived(.bodyEnd(trailers: nil))
      case .notPlain:
        plain = nil
        // Behind a request that is still to be answered nothing is mended.
        isDecided = !connection.awaitsHead
      }
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let held, let event = event as? ChannelEvent, event == .inputClosed {
      self.held = nil
      isDecided = true
      context.fireChannelRead(wrapInboundOut(held))
    }
    context.fireUserInboundEventTriggered(event)
  }
}

/// The first line of a request, as far as its method goes: the parser refuses methods that it does not know as it refuses
/// what is no HTTP at all.
enum RequestLine {
  enum Kind {
    /// It cannot be told yet.
    case unfinished
    /// Well formed, with a method that nobody serves here.
    case unknownMethod
    /// Any other.
    case forParser
  }

  private static let known: Set<String> = [
    "ACL", "BIND", "CHECKOUT", "CONNECT", "COPY", "DELETE", "GET", "HEAD", "LINK", "LOCK", "M-SEARCH",
    "MERGE",
    "MKACTIVITY", "MKCALENDAR", "MKCOL", "MOVE", "NOTIFY", "OPTIONS", "PATCH", "POST", "PROPFIND",
    "PROPPATCH",
    "PURGE", "PUT", "REBIND", "REPORT", "SEARCH", "SOURCE", "SUBSCRIBE", "TRACE", "UNBIND", "UNLINK",
    "UNLOCK",
    "UNSUBSCRIBE",
  ]
  private static let longestMethod = 64
  private static let longest = 16 << 10

  static func kind(_ bytes: ByteBufferView) -> Kind {
    // Empty lines may stand before a request (RFC 9112, 2.2).
    let line = bytes.drop { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }
    guard let space = line.prefix(longestMethod + 1).firstIndex(where: { !isTokenByte($0) }) else {
      return line.count > longestMethod ? .forParser : .unfinished
    }
    guard line[space] == UInt8(ascii: " "), space > line.startIndex,
      !known.contains(String(decoding: line[..<space], as: UTF8.self))
    else { return .forParser }
    guard let end = line.firstIndex(of: UInt8(ascii: "\n")) else {
      return line.count > longest ? .forParser : .unfinished
    }
    let parts = line[..<end].dropLast(while: { $0 == UInt8(ascii: "\r") }).split(
      separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[1].isEmpty, parts[2].starts(with: Array("HTTP/1.".utf8)),
      parts[2].count == 8
    else { return .forParser }
    return .unknownMethod
  }

  /// What a method consists of (RFC 9110, 5.6.2).
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}

extension BidirectionalCollection {
  fileprivate func dropLast(while isDropped: (Element) -> Bool) -> SubSequence {
    guard let last = lastIndex(where: { !isDropped($0) }) else { return self[startIndex..<startIndex] }
    return self[...last]
  }
}
