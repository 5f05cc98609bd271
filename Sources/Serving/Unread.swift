internal import Glibc

/// The bytes of responses that wait for all clients together.
struct Unread {
  private let most: Int
  private(set) var bytes = 0
  /// The most there have been since memory was last given back.
  private var peak = 0
  /// From this many freed bytes on it pays to give memory back.
  private static let worthTrimming = 32 << 20

  init(atMost most: Int) { self.most = most }

  var isOver: Bool { bytes > most }
  /// So far over that it cannot be waited for who takes what.
  var isFarOver: Bool { bytes > most + most / 4 }
  var isWorthTrimming: Bool { peak - bytes >= Self.worthTrimming }

  mutating func change(by difference: Int) {
    bytes += difference
    peak = max(peak, bytes)
  }

  /// Gives freed memory back to the system: the allocator keeps it for good otherwise.
  mutating func trim() {
    peak = bytes
    typealias Trim = @convention(c) (Int) -> CInt
    // Glibc's own, whose header Swift does not show.
    guard let symbol = dlsym(nil, "malloc_trim") else { return }
    _ = unsafeBitCast(symbol, to: Trim.self)(0)
  }
}
