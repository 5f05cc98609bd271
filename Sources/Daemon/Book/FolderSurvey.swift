import Glibc
import RuleFiles
import Rules

/// One look at a rules directory and everything below it that may belong to the book. Opens no file.
struct FolderSurvey: Sendable {
  private(set) var book = BookLook()
  /// The folders that were gone through, as absolute paths.
  private(set) var folders: [String] = []
  /// The rules directory without links in its path; nil where it does not exist.
  let root: String?

  private let links: Configuration.Links
  private var visited: Set<FolderIdentity> = []
  private var linkedFolders: [(path: String, name: String)] = []
  private var names = 0
  /// More names than this in all folders are no rule book.
  private static let most = 200_000

  init(at path: String, links: Configuration.Links) {
    self.links = links
    root = Self.resolve(path)
    guard let root else { return }
    enter(root, "")
    // Links come last, so that a folder that is reached twice has the name of the place where it lies.
    var next = 0
    while next < linkedFolders.count {
      let folder = linkedFolders[next]
      next += 1
      enter(folder.path, folder.name)
    }
  }

  private mutating func enter(_ path: String, _ name: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return note(.unreadable(errno), name) }
    // A link that leads back up would go round for ever.
    guard visited.insert(FolderIdentity(status)).inserted else { return }
    folders.append(path)
    let (entries, error) = Self.names(in: path)
    if let error { note(.unreadable(error), name) }
    names += entries.count
    guard names <= Self.most else { return note(.tooMany, "") }
    for entry in entries where !RuleFile.isSkipped(name: entry) {
      look(at: "\(path)/\(entry)", name.isEmpty ? entry : "\(name)/\(entry)", RuleFile.kind(ofName: entry))
    }
  }

  private mutating func look(at path: String, _ name: String, _ kind: RuleFile.Kind) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      // Gone since the folder was listed, or a name that is no text: only a rule file is missed.
      if kind == .rules { note(.unreadable(errno), name) }
      return
    }
    let isLink = status.st_mode & S_IFMT == S_IFLNK
    if isLink {
      guard stat(path, &status) == 0, let target = Self.resolve(path) else {
        if kind == .rules { note(.unreadable(errno), name) }
        return
      }
      let matters = status.st_mode & S_IFMT == S_IFDIR || kind == .rules
      guard links == .follow || isInside(target) else {
        if matters { note(.leadsOut, name) }
        return
      }
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      if isLink { linkedFolders.append((path, name)) } else { enter(path, name) }
    case S_IFREG:
      switch kind {
      case .rules: book.files[name] = FileStamp(status)
      case .looksLikeRules: note(.looksLikeRules, name)
      case .test, .other: break
      }
    default:
      if kind == .rules { note(.noFile, name) }
    }
  }

  private mutating func note(_ finding: BookLook.Finding, _ name: String) {
    book.findings[name] = finding
  }

  /// - Parameter target: without links.
  private func isInside(_ target: String) -> Bool {
    guard let root else { return false }
    return target == root || target.hasPrefix(root == "/" ? "/" : "\(root)/")
  }

  /// Whether an open file lies where it may: what its path led to may have changed since the look.
  func allows(_ descriptor: CInt) -> Bool { links == .follow || liesInside(descriptor) }

  /// Whether an open file lies in the folder. Without /proc there is only the look itself.
  func liesInside(_ descriptor: CInt) -> Bool {
    Self.target(ofLink: "/proc/self/fd/\(descriptor)").map { isInside($0) } ?? (links == .inside)
  }

  private static func target(ofLink path: String) -> String? {
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
      count = buffer.withMemoryRebound(to: CChar.self) { buffer in
        buffer.baseAddress.map { max(0, readlink(path, $0, buffer.count)) } ?? 0
      }
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// The absolute path without links; nil, with `errno`, where nothing is there.
  static func resolve(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The names in a folder in the order of their bytes, and why there are not all of them.
  private static func names(in path: String) -> (names: [String], error: Int32?) {
    guard let folder = opendir(path) else { return ([], errno) }
    defer { closedir(folder) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(folder) else { break }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    let error = errno
    return (names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, error == 0 ? nil : error)
  }

  private struct FolderIdentity: Hashable {
    let device: UInt64
    let inode: UInt64

    init(_ status: stat) {
      device = UInt64(status.st_dev)
      inode = UInt64(status.st_ino)
    }
  }
}
