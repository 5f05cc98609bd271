import Glibc
import Rules

/// The system's notices of what happens in folders (inotify).
struct ChangeNotices: ~Copyable {
  private let descriptor: CInt
  /// The folders that are watched, by the number that the system gave each.
  private var folders: [CInt: String] = [:]
  /// Files of the book that are written and not yet closed.
  private(set) var unclosed: Set<String> = []

  private static let interesting =
    IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ATTRIB
    | IN_DELETE_SELF
    | IN_MOVE_SELF

  /// Nil where the system gives none.
  init?() {
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Becomes readable when there are notices.
  borrowing func withDescriptor<Result>(_ use: (CInt) -> Result) -> Result { use(descriptor) }

  /// Watches these folders and no others; those that are watched already stay so.
  ///
  /// - Returns: false where the system does not watch all of them.
  mutating func watch(_ paths: [String]) -> Bool {
    var watched: [CInt: String] = [:]
    for path in paths {
      let number = inotify_add_watch(descriptor, path, UInt32(Self.interesting))
      if number >= 0 { watched[number] = path }
    }
    for number in folders.keys where watched[number] == nil { inotify_rm_watch(descriptor, number) }
    folders = watched
    let prefixes = Set(paths)
    unclosed = unclosed.filter { prefixes.contains(Self.folder(of: $0)) }
    return watched.count == paths.count
  }

  /// Nothing is known any more of files that are being written.
  mutating func forgetUnclosed() { unclosed = [] }

  /// Reads all notices that wait.
  ///
  /// - Returns: true where one of them may be of the book.
  mutating func read() -> Bool {
    var isOfBook = false
    // Room for many: a notice is 16 bytes and a name.
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 8)
    defer { buffer.deallocate() }
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      guard count > 0 else { return isOfBook }
      var offset = 0
      let size = MemoryLayout<inotify_event>.size
      while offset + size <= count {
        let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
        let length = min(Int(event.len), count - offset - size)
        let name = buffer[(offset + size)..<(offset + size + length)].prefix { $0 != 0 }
        offset += size + length
        if take(event, String(decoding: name, as: UTF8.self)) { isOfBook = true }
      }
    }
  }

  private mutating func take(_ event: inotify_event, _ name: String) -> Bool {
    let mask = Int32(bitPattern: event.mask)
    func has(_ flag: some BinaryInteger) -> Bool { mask & Int32(truncatingIfNeeded: flag) != 0 }
    if has(IN_Q_OVERFLOW) {
      // What was closed meanwhile is not known; looks still see whatever is written.
      unclosed = []
      return true
    }
    if has(IN_IGNORED) { return false }
    guard let folder = folders[event.wd] else { return true }
    guard !name.isEmpty else { return true }
    guard !RuleFile.isSkipped(name: name) else { return false }
    if has(IN_ISDIR) { return true }
    let path = "\(folder)/\(name)"
    switch RuleFile.kind(ofName: name) {
    case .rules:
      if has(IN_MODIFY) {
        unclosed.insert(path)
      } else if !has(IN_ATTRIB) {
        unclosed.remove(path)
      }
      return true
    case .looksLikeRules: return has(IN_CREATE) || has(IN_DELETE) || has(IN_MOVED_TO) || has(IN_MOVED_FROM)
    case .test: return false
    case .other:
      // A link to a folder may have any name.
      return has(IN_CREATE) || has(IN_DELETE) || has(IN_MOVED_TO) || has(IN_MOVED_FROM)
    }
  }

  private static func folder(of path: String) -> String {
    let bytes = path.utf8
    return bytes.lastIndex(of: UInt8(ascii: "/")).map { String(decoding: bytes[..<$0], as: UTF8.self) } ?? ""
  }
}
