import Diagnostics
import Glibc
import System

/// A file or a pipe that is read from its start to its end.
struct ByteSource: ~Copyable {
  /// As it is named in messages.
  let name: String
  let descriptor: CInt
  private var hasBegun = false

  /// - Parameter path: of a file; `-` for standard input.
  init(path: String) throws(Failure) {
    let opened = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw Self.failure(path, .latest) }
    name = path == "-" ? "<stdin>" : path
    descriptor = opened
  }

  deinit { close(descriptor) }

  /// Whether a person types it.
  var isInteractive: Bool { isatty(descriptor) == 1 }

  /// Where a person has to type it, says so.
  func promptFor(_ what: String) {
    guard isInteractive else { return }
    Terminal.standardError.write("reading \(what) from the terminal; end it with Ctrl-D\n")
  }

  /// So that a file may be read twice; nil for what cannot, such as a pipe.
  func rereading() -> Rereading? {
    guard FileStatus(of: descriptor)?.kind == .file else { return nil }
    let start = lseek(descriptor, 0, SEEK_CUR)
    return start < 0 ? nil : Rereading(name: name, descriptor: descriptor, start: start)
  }

  /// A file from where it was.
  struct Rereading {
    fileprivate let name: String
    fileprivate let descriptor: CInt
    fileprivate let start: off_t

    /// Has it read from its start; whoever has read it before goes on where they were.
    func read(_ use: (consuming ByteSource) throws(Failure) -> Void) throws(Failure) {
      let place = lseek(descriptor, 0, SEEK_CUR)
      lseek(descriptor, start, SEEK_SET)
      defer { lseek(descriptor, place, SEEK_SET) }
      // The copy has the place in common with the file.
      let copy = dup(descriptor)
      guard copy >= 0 else { throw ByteSource.failure(name, .latest) }
      try use(ByteSource(name: name, descriptor: copy))
    }
  }

  private init(name: String, descriptor: CInt) {
    self.name = name
    self.descriptor = descriptor
  }

  /// Whether a read would not wait.
  var isReady: Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) > 0
  }

  /// Appends what there is, and waits where there is nothing yet; false at the end. A byte-order mark is left out.
  mutating func read(into bytes: inout [UInt8]) throws(Failure) -> Bool {
    guard !hasBegun else { return try append(to: &bytes) }
    hasBegun = true
    let start = bytes.count
    repeat {
      guard try append(to: &bytes) else { break }
    } while FileStart.isOpen(bytes[start...])
    if let failure = FileStart.failure(bytes[start...], name) { throw failure }
    guard bytes[start...].starts(with: SourceFile.byteOrderMark) else { return bytes.count > start }
    bytes.removeSubrange(start..<start + SourceFile.byteOrderMark.count)
    guard bytes.count == start else { return true }
    return try append(to: &bytes)
  }

  private func append(to bytes: inout [UInt8]) throws(Failure) -> Bool {
    do throws(SystemError) {
      return try bytes.append { Glibc.read(descriptor, $0.baseAddress, $0.count) } > 0
    } catch {
      throw Self.failure(name, error)
    }
  }

  private static func failure(_ name: String, _ error: SystemError) -> Failure {
    Failure(.wrongUse, "'\(name)' cannot be read: \(error)")
  }
}
