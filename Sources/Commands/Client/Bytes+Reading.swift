import Glibc
import System

extension [UInt8] {
  /// Appends what one call reads, asked again where a signal came between; returns how many bytes that were.
  mutating func append(reading read: (UnsafeMutableRawBufferPointer) -> Int) throws(SystemError) -> Int {
    var count = 0
    var failure: SystemError?
    append(addingCapacity: 64 << 10) { output in
      output.withUnsafeMutableBufferPointer { space, used in
        let room = UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: space[used...]))
        repeat {
          count = read(room)
        } while count < 0 && errno == EINTR
        if count < 0 { failure = .latest }
        used += Swift.max(0, count)
      }
    }
    if let failure { throw failure }
    return count
  }
}
