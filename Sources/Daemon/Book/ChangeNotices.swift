import Glibc
import RuleFiles
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

  /// What notices ask for, from the least.
  enum Meaning: Int, Comparable {
    case nothing
    /// Something may belong to the book by now: look.
    case look
    /// A file of the book changed.
    case change

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

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
  mutating func read() -> Meaning {
    var meaning = Meaning.nothing
    // Room for many: a notice is 16 bytes and a name.
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 8)
    defer { buffer.deallocate() }
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      guard count > 0 else { return meaning }
      var offset = 0
      let size = MemoryLayout<inotify_event>.size
      while offset + size <= count {
        let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
        let length = min(Int(event.len), count - offset - size)
        let name = buffer[(offset + size)..<(offset + size + length)].prefix { $0 != 0 }
        offset += size + length
        meaning = max(meaning, follow(event, String(decoding: name, as: UTF8.self)))
      }
    }
  }

  private mutating func follow(_ event: inotify_event, _ name: String) -> Meaning {
    let mask = Int32(bitPattern: event.mask)
    func has(_ flag: some BinaryInteger) -> Bool { mask & Int32(truncatingIfNeeded: flag) != 0 }
    if has(IN_Q_OVERFLOW) {
      // What was closed meanwhile is not known; looks still see whatever is written.
      unclosed = []
      return .change
    }
    guard !has(IN_IGNORED), let folder = folders[event.wd], !name.isEmpty else { return .look }
    if RuleFile.isSkipped(name: name) { return .nothing }
    // A link to a folder may have any name.
    let comesOrGoes = has(IN_CREATE) || has(IN_DELETE) || has(IN_MOVED_TO) || has(IN_MOVED_FROM)
    guard !has(IN_ISDIR), RuleFile.kind(ofName: name) == .rules else { return comesOrGoes ? .look : .nothing }
    let path = "\(folder)/\(name)"
    if has(IN_MODIFY) {
      unclosed.insert(path)
    } else if !has(IN_ATTRIB) {
      unclosed.remove(path)
    }
    return .change
  }

  private static func folder(of path: String) -> String {
    let bytes = path.utf8
    return bytes.lastIndex(of: UInt8(ascii: "/")).map { String(decoding: bytes[..<$0], as: UTF8.self) } ?? ""
  }
}
