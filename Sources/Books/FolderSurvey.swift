import Glibc
import RuleFiles
import System

/// One look at a rules directory and everything below it that may belong to the book. Opens no file.
package struct FolderSurvey: Sendable {
  package private(set) var book = BookLook()
  /// The folders that were gone through, as absolute paths.
  package private(set) var folders: [String] = []
  /// The first text files, by path: they are no part of the book, and may have been meant to be.
  package private(set) var texts: [String] = []
  /// The rules directory without links in its path; nil where it does not exist.
  package let root: String?

  private let links: LinkPolicy
  private var visited: Set<FileIdentity> = []
  private var linkedFolders: [(path: String, name: String)] = []
  private var names = 0
  private static let mostTexts = 20
  /// More names than this in all folders are no rule book.
  private static let most = 200_000

  package init(at path: String, links: LinkPolicy) {
    self.links = links
    root = Self.resolve(path)
    guard let root else { return }
    walk(root, "")
    // Links come last, so that a folder that is reached twice has the name of the place where it lies.
    var next = 0
    while next < linkedFolders.count {
      let folder = linkedFolders[next]
      next += 1
      walk(folder.path, folder.name)
    }
  }

  private mutating func walk(_ path: String, _ name: String) {
    guard let status = FileStatus(of: path, followingLinks: true) else {
      return report(.unreadable(.latest), name)
    }
    // A link that leads back up would go round for ever.
    guard visited.insert(status.identity).inserted else { return }
    folders.append(path)
    let (entries, error) = Directory.names(in: path)
    if let error { report(.unreadable(error), name) }
    names += entries.count
    guard names <= Self.most else { return report(.tooMany, "") }
    for entry in entries where !RuleFile.isSkipped(name: entry) {
      look(at: "\(path)/\(entry)", name.isEmpty ? entry : "\(name)/\(entry)", RuleFile.kind(ofName: entry))
    }
  }

  private mutating func look(at path: String, _ name: String, _ kind: RuleFile.Kind) {
    guard var status = FileStatus(of: path, followingLinks: false) else {
      // Gone since the folder was listed, or a name that is no text: only a rule file is missed.
      if kind == .rules { report(.unreadable(.latest), name) }
      return
    }
    let isLink = status.kind == .link
    if isLink {
      guard let linked = FileStatus(of: path, followingLinks: true), let target = Self.resolve(path) else {
        if kind == .rules { report(.unreadable(.latest), name) }
        return
      }
      status = linked
      let matters = status.kind == .directory || kind == .rules
      guard links == .follow || isInside(target) else {
        if matters { report(.leadsOut, name) }
        return
      }
    }
    switch status.kind {
    case .directory:
      if isLink { linkedFolders.append((path, name)) } else { walk(path, name) }
    case .file:
      switch kind {
      case .rules, .sheet: book.files[name] = FileStamp(status)
      case .looksLikeRules: report(.looksLikeRules, name)
      case .test: book.tests[name] = FileStamp(status)
      case .text: if texts.count < Self.mostTexts { texts.append(name) }
      case .other: break
      }
    default:
      if kind == .rules { report(.noFile, name) }
    }
  }

  private mutating func report(_ finding: BookLook.Finding, _ name: String) {
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
  package static func resolve(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
