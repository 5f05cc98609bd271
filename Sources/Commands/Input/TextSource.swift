/// Where the texts of an input come from, one after the other.
protocol TextSource: ~Copyable {
  /// The next texts: as many as have arrived, at least one where that may be waited for; empty at the end.
  mutating func batch(count: Int, size: Int, waits: Bool) throws(Failure) -> [StateText]
}

/// Where the lines of an upload come from.
protocol LineSource: TextSource, ~Copyable {
  /// What to wait for where nothing is there.
  var descriptor: CInt { get }
  /// Whether all was read; it may not be taken yet.
  var isAtEnd: Bool { get }
}
