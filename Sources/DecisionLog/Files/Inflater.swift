import CZlib

/// Reads the bytes of a gzip file (RFC 1952), by zlib.
struct Inflater: ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>
  private var space = [UInt8](repeating: 0, count: 256 << 10)
  /// Whether the end of the file was reached, where its check sum was right.
  private(set) var isAtEnd = false

  /// What was read is no gzip file, or not as it was written.
  struct Damage: Error {}

  init() throws(Damage) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw Damage()
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// - Returns: what more bytes of the file stand for.
  mutating func expand(_ bytes: [UInt8]) throws(Damage) -> [UInt8] {
    guard !isAtEnd else {
      if bytes.isEmpty { return [] }
      throw Damage()
    }
    var output: [UInt8] = []
    var bytes = bytes
    var code = Z_OK
    var left = 0
    bytes.withUnsafeMutableBufferPointer { input in
      stream.pointee.next_in = input.baseAddress
      stream.pointee.avail_in = UInt32(input.count)
      repeat {
        let made = space.withUnsafeMutableBufferPointer { room in
          stream.pointee.next_out = room.baseAddress
          stream.pointee.avail_out = UInt32(room.count)
          code = inflate(stream, Z_NO_FLUSH)
          return room.count - Int(stream.pointee.avail_out)
        }
        output += space[..<made]
      } while code == Z_OK && (stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0)
      left = Int(stream.pointee.avail_in)
      stream.pointee.next_in = nil
    }
    guard code == Z_OK || code == Z_STREAM_END || (code == Z_BUF_ERROR && left == 0) else { throw Damage() }
    isAtEnd = code == Z_STREAM_END
    // One file has one end.
    guard left == 0 else { throw Damage() }
    return output
  }
}
