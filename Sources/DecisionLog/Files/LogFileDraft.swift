import System

/// A file of the log that is written anew beside the one whose place it will have, compressed or not.
struct LogFileDraft: ~Copyable {
  private var file: AtomicFile
  private var deflater: Deflater?
  private var waiting: [UInt8] = []
  private let path: String

  private static let piece = 256 << 10

  init(_ folder: LogFolder, _ name: LogFileName) throws(FileProblem) {
    let path = folder.path(of: name)
    let file = try Self.makeFile(path)
    let deflater = name.isCompressed ? try Self.makeDeflater(path) : nil
    self.path = path
    self.file = file
    self.deflater = deflater
  }

  private static func makeFile(_ path: String) throws(FileProblem) -> AtomicFile {
    do throws(SystemError) { return try AtomicFile(replacing: path) } catch {
      throw FileProblem("cannot write '\(path).new'", error)
    }
  }

  private static func makeDeflater(_ path: String) throws(FileProblem) -> Deflater {
    do throws(Deflater.Failure) { return try Deflater() } catch {
      throw FileProblem("cannot compress '\(path)': zlib says \(error.code)")
    }
  }

  /// Adds a line, without its line feed.
  mutating func append(_ line: [UInt8]) throws(FileProblem) {
    waiting += line
    waiting.append(UInt8(ascii: "\n"))
    if waiting.count >= Self.piece { try write(isLast: false) }
  }

  /// Puts it in its place.
  mutating func commit() throws(FileProblem) {
    try write(isLast: true)
    do throws(SystemError) { try file.commit() } catch {
      throw FileProblem("cannot replace '\(path)'", error)
    }
  }

  private mutating func write(isLast: Bool) throws(FileProblem) {
    var bytes = waiting
    waiting.removeAll(keepingCapacity: true)
    do throws(Deflater.Failure) {
      if let compressed = try deflater?.compress(bytes, isLast: isLast) { bytes = compressed }
    } catch {
      throw FileProblem("cannot compress '\(path)': zlib says \(error.code)")
    }
    do throws(SystemError) { try file.write(bytes[...]) } catch {
      throw FileProblem("cannot write '\(path).new'", error)
    }
  }
}
