/// A text that was read: its name and its bytes, as they came.
package struct SourceFile: Sendable {
  /// The path relative to the root of what was loaded, with `/` between its parts.
  package let path: String
  package let bytes: [UInt8]

  /// Of UTF-8: it says nothing, and some programs write it before a text.
  package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
