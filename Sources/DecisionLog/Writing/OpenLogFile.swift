import Glibc
import System
import Time

/// The file of the log that is written: at its end, whole lines at a time.
struct OpenLogFile: ~Copyable {
  let name: LogFileName
  let header: LogFileHeader
  private let file: OpenFile
  private let path: String
  /// Bytes that are whole lines.
  private(set) var size: Int
  /// Whether it has lines beside the header.
  private(set) var hasLines: Bool
  /// Bytes that are on the disk, or on their way to it.
  private var handedOver: Int

  /// How much is handed to the disk at a time. Left alone, a file of some hundred megabytes would go there at once when
  /// it is full, and the history, which waits for the disk with each commit, behind it.
  private static let handful = 4 << 20

  /// Makes a file with its header.
  init(making header: LogFileHeader, in folder: LogFolder) throws(FileProblem) {
    name = LogFileName(first: header.first, isCompressed: false)
    self.header = header
    path = folder.path(of: name)
    let bytes = header.bytes
    file = try Self.make(path, bytes, in: folder)
    size = bytes.count
    hasLines = false
    handedOver = size
  }

  private static func make(_ path: String, _ bytes: [UInt8], in folder: LogFolder) throws(FileProblem)
    -> OpenFile
  {
    do throws(SystemError) {
      // One of that number has a header and no line, or the log would be beyond it.
      if FileStatus(of: path, followingLinks: false)?.kind == .file { unlink(path) }
      let file = try OpenFile(path, for: .making)
      try file.setPermissions(0o600)
      try file.write(bytes[...], at: 0)
      try file.synchronize()
      try Directory.synchronize(folder.path)
      return file
    } catch {
      throw FileProblem("cannot make '\(path)'", error)
    }
  }

  /// Goes on with a file that is there.
  ///
  /// - Parameter size: bytes of it that are whole lines; what stands behind them is cut off.
  init(_ name: LogFileName, _ header: LogFileHeader, size: Int, hasLines: Bool, in folder: LogFolder)
    throws(FileProblem)
  {
    path = folder.path(of: name)
    file = try Self.open(path, cutTo: size)
    self.name = name
    self.header = header
    self.size = size
    self.hasLines = hasLines
    handedOver = size
  }

  private static func open(_ path: String, cutTo size: Int) throws(FileProblem) -> OpenFile {
    let file = try OpenFile.open(path, for: .writing, to: "write")
    do throws(SystemError) {
      try file.setPermissions(0o600)
      try file.cut(to: size)
    } catch {
      throw FileProblem("cannot write '\(path)'", error)
    }
    return file
  }

  /// Whether its path still leads to it.
  var isInPlace: Bool { file.isAt(path) }

  /// Adds whole lines. Where that fails, nothing counts as added, and the same can be tried again.
  mutating func append(_ lines: [UInt8]) throws(FileProblem) {
    do throws(SystemError) {
      try file.write(lines[...], at: size)
    } catch {
      try? file.cut(to: size)
      throw FileProblem("cannot write '\(path)'", error)
    }
    size += lines.count
    hasLines = true
    if size - handedOver >= Self.handful {
      file.beginWriteback(of: size - handedOver, at: handedOver)
      handedOver = size
    }
  }

  /// Waits until all of it is on the disk.
  func synchronize() throws(FileProblem) {
    do throws(SystemError) { try file.synchronize() } catch {
      throw FileProblem("cannot write '\(path)'", error)
    }
  }
}
