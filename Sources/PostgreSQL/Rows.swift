/// The rows that a statement returned. For one thread.
///
/// A class, since lists of results hold what can be copied only; it alone frees the library's result.
package final class Rows {
  private let library: ClientLibrary
  private let handle: ClientLibrary.Handle

  /// - Parameter handle: a result of the library's, which belongs to this from here on.
  init(_ handle: ClientLibrary.Handle, of library: ClientLibrary) {
    self.handle = handle
    self.library = library
  }

  deinit { library.clear(handle) }

  package var count: Int { Int(library.rowCount(handle)) }

  /// What the server says was done, such as `COMMIT` or `INSERT 0 1`.
  package var tag: String { library.commandTag(handle).map { String(cString: $0) } ?? "" }

  /// The bytes of a value; nil where it is null.
  private func withBytes<Result>(
    _ row: Int, _ column: Int, _ body: (UnsafeRawBufferPointer) -> Result?
  ) -> Result? {
    let (row, column) = (CInt(row), CInt(column))
    guard library.isNull(handle, row, column) == 0, let value = library.value(handle, row, column) else {
      return nil
    }
    return body(
      UnsafeRawBufferPointer(start: UnsafeRawPointer(value), count: Int(library.length(handle, row, column))))
  }

  /// An integer of any width; nil where it is null, or no integer.
  package func int(_ row: Int, _ column: Int) -> Int64? {
    withBytes(row, column) { bytes in
      guard let first = bytes.first, bytes.count <= 8 else { return nil }
      let start: Int64 = first & 0x80 == 0 ? 0 : -1
      return bytes.reduce(start) { $0 << 8 | Int64($1) }
    }
  }

  package func bool(_ row: Int, _ column: Int) -> Bool? {
    withBytes(row, column) { $0.first.map { $0 != 0 } }
  }

  package func double(_ row: Int, _ column: Int) -> Double? {
    int(row, column).map { Double(bitPattern: UInt64(bitPattern: $0)) }
  }

  package func text(_ row: Int, _ column: Int) -> String? {
    withBytes(row, column) { String(decoding: $0, as: UTF8.self) }
  }

  package func bytes(_ row: Int, _ column: Int) -> [UInt8]? { withBytes(row, column) { Array($0) } }

  package func uuid(_ row: Int, _ column: Int) -> UUIDBits? {
    withBytes(row, column) { bytes in
      guard bytes.count == 16 else { return nil }
      func half(_ range: Range<Int>) -> UInt64 { bytes[range].reduce(0) { $0 << 8 | UInt64($1) } }
      return UUIDBits(high: half(0..<8), low: half(8..<16))
    }
  }
}
