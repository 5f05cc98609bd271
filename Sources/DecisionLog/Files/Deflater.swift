import CZlib

/// Compresses bytes into one gzip file (RFC 1952), by zlib.
struct Deflater: ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>
  private var space = [UInt8](repeating: 0, count: 64 << 10)

  struct Failure: Error {
    let code: CInt
  }

  init() throws(Failure) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window, and 16 for gzip's head and tail. Records are so alike that the fastest way leaves a seventh of
    // them, where the usual one leaves an eighth in two and a half times the time.
    let code = deflateInit2_(
      stream, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      CInt(MemoryLayout<z_stream>.size))
    guard code == Z_OK else { throw Failure(code: code) }
  }

  deinit {
    deflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Compresses more bytes, and ends the file where these are the last.
  ///
  /// - Returns: what is to be written now.
  mutating func compress(_ bytes: [UInt8], isLast: Bool) throws(Failure) -> [UInt8] {
    var output: [UInt8] = []
    var code = Z_OK
    var bytes = bytes
    bytes.withUnsafeMutableBufferPointer { input in
      stream.pointee.next_in = input.baseAddress
      stream.pointee.avail_in = UInt32(input.count)
      repeat {
        let made = space.withUnsafeMutableBufferPointer { room in
          stream.pointee.next_out = room.baseAddress
          stream.pointee.avail_out = UInt32(room.count)
          code = deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
          return room.count - Int(stream.pointee.avail_out)
        }
        output += space[..<made]
      } while code == Z_OK && stream.pointee.avail_out == 0
      stream.pointee.next_in = nil
    }
    // A call that had nothing left to do says that its room was not enough.
    guard code == (isLast ? Z_STREAM_END : Z_OK) || (code == Z_BUF_ERROR && !isLast) else {
      throw Failure(code: code)
    }
    return output
  }
}
