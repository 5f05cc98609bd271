internal import API
internal import NIOCore
internal import NIOHTTP1

/// Writes responses as HTTP/1.1 says, into one buffer each.
struct ResponseEncoder {
  let core: ServerCore
  let isOldVersion: Bool
  let isHead: Bool
  let keepsAlive: Bool

  /// A whole response.
  func whole(_ response: HTTPResponse) -> ByteBuffer {
    let hasBody = response.status >= 200 && response.status != 204 && response.status != 304
    var buffer = ByteBufferAllocator().buffer(capacity: 256 + (isHead ? 0 : response.body.count))
    writeFields(of: response, into: &buffer)
    if hasBody { write("Content-Length", "\(response.body.count)", into: &buffer) }
    buffer.writeStaticString("\r\n")
    if hasBody, !isHead { buffer.writeBytes(response.body) }
    return buffer
  }

  /// The head of a response whose body follows: in chunks, or up to the end of the connection.
  func head(_ response: HTTPResponse) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: 256)
    writeFields(of: response, into: &buffer)
    if !isOldVersion { buffer.writeStaticString("Transfer-Encoding: chunked\r\n") }
    buffer.writeStaticString("\r\n")
    return buffer
  }

  private func writeFields(of response: HTTPResponse, into buffer: inout ByteBuffer) {
    if response.status == 200, response.contentType == MediaType.json {
      buffer.writeImmutableBuffer(core.usualOpening())
    } else {
      let reason = HTTPResponseStatus(statusCode: response.status).reasonPhrase
      buffer.writeString("HTTP/1.1 \(response.status) \(reason)\r\n")
      write("Date", core.dateLine(), into: &buffer)
      if let type = response.contentType { write("Content-Type", type, into: &buffer) }
    }
    for (name, value) in response.headers { write(name, value, into: &buffer) }
    if !keepsAlive {
      buffer.writeStaticString("Connection: close\r\n")
    } else if isOldVersion {
      buffer.writeStaticString("Connection: keep-alive\r\n")
    }
  }

  private func write(_ name: String, _ value: String, into buffer: inout ByteBuffer) {
    buffer.writeString(name)
    buffer.writeStaticString(": ")
    let isBreak = { (byte: UInt8) in byte == 0x0D || byte == 0x0A || byte == 0 }
    if value.utf8.withContiguousStorageIfAvailable({ $0.contains(where: isBreak) }) == false {
      buffer.writeString(value)
    } else {
      buffer.writeBytes(value.utf8.map { isBreak($0) ? UInt8(ascii: " ") : $0 })
    }
    buffer.writeStaticString("\r\n")
  }
}
