import Foundation
import Glibc

/// What the kernel says of a process.
package enum ProcessStatus {
  /// A file of `/proc/PID`. It is read to its end: Foundation takes a file without a size for read after its first piece.
  package static func file(_ name: String, of process: Int32 = getpid()) throws -> [UInt8] {
    let handle = try FileHandle(forReadingFrom: URL(filePath: "/proc/\(process)/\(name)"))
    return Array(try handle.readToEnd() ?? Data())
  }

  /// Bytes of it that are in memory.
  package static func memory(of process: Int32 = getpid()) throws -> Int {
    let fields = String(decoding: try file("statm", of: process), as: UTF8.self).split(separator: " ")
    return (fields.dropFirst().first.flatMap { Int($0) } ?? 0) * Int(getpagesize())
  }

  /// Its environment as it began, in the form `NAME=value`.
  package static func environment(of process: Int32) throws -> [String] {
    try file("environ", of: process).split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }
}
