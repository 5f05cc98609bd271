import Glibc

/// Why a read failed: the system's error code.
struct ReadProblem: Error {
  let code: CInt
}

extension [UInt8] {
  /// Appends what one call reads, asked again where a signal came between; returns how many bytes that were.
  mutating func append(reading read: (UnsafeMutableRawBufferPointer) -> Int) throws(ReadProblem) -> Int {
    var count = 0
    var failure: CInt = 0
    append(addingCapacity: 64 << 10) { output in
      output.withUnsafeMutableBufferPointer { space, used in
        let room = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: space[used...]))
        repeat {
          count = read(room)
        } while count < 0 && errno == EINTR
        if count < 0 { failure = errno }
        used += Swift.max(0, count)
      }
    }
    guard failure == 0 else { throw ReadProblem(code: failure) }
    return count
  }
}
