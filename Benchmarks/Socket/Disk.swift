import Foundation

/// What the disk under a folder can do.
enum Disk {
  /// How often a second two pages can be written over and waited for.
  static func syncsPerSecond(in path: String, count: Int) throws -> Double {
    let descriptor = open(path, O_RDWR | O_CREAT, 0o600)
    guard descriptor >= 0 else { throw ServerFailure("\(path) cannot be written") }
    defer {
      close(descriptor)
      unlink(path)
    }
    let pages = [UInt8](repeating: 1, count: 8_192)
    func write(_ count: Int) {
      for number in 0..<count {
        pwrite(descriptor, pages, pages.count, off_t(number % 256) * 8_192)
        fdatasync(descriptor)
      }
    }
    write(256)
    let began = ContinuousClock.now
    write(count)
    return Double(count) / (ContinuousClock.now - began).seconds
  }
}
