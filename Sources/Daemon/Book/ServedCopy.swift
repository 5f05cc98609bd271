import Diagnostics
import Foundation
import JSON

/// The book being served, kept in one file of the state directory: a start on broken files goes on with it.
struct ServedCopy: Sendable {
  let path: String

  init(stateDirectory: String) {
    path = "\(stateDirectory)/served-book.json"
  }

  /// Replaces the copy in one step, on disk before it takes the old one's place.
  func save(_ files: [SourceFile], revision: String) throws {
    var writer = JSONWriter(reservingCapacity: files.reduce(1_024) { $0 + $1.bytes.count * 9 / 8 })
    writer.beginObject()
    writer.key("revision")
    writer.string(revision)
    writer.key("files")
    writer.beginArray()
    for file in files {
      writer.beginObject()
      writer.key("path")
      writer.string(file.path)
      writer.key("text")
      file.bytes.withUnsafeBytes { writer.string($0) }
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    writer.newline()
    try DurableFile.replace(path, with: writer.bytes)
  }

  /// The files of the copy; nil where there is none that can be read.
  func load() -> [SourceFile]? {
    guard let data = FileManager.default.contents(atPath: path),
      let document = try? JSONDocument(parsing: Array(data)),
      document.kind(of: document.root) == .object,
      let list = document.member("files", of: document.root), document.kind(of: list) == .array
    else { return nil }
    var files: [SourceFile] = []
    for entry in document.elements(of: list) {
      guard document.kind(of: entry) == .object, let path = document.member("path", of: entry),
        document.kind(of: path) == .string, let text = document.member("text", of: entry),
        document.kind(of: text) == .string
      else { return nil }
      files.append(
        SourceFile(path: document.string(at: path), bytes: document.withUTF8(of: text) { Array($0) }))
    }
    return files
  }
}

/// A file that is replaced as a whole or not at all.
enum DurableFile {
  static func replace(_ path: String, with bytes: [UInt8]) throws {
    let temporary = "\(path).new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileProblem("cannot write '\(temporary)'") }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
      }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw FileProblem("cannot write '\(temporary)'")
      }
      written += count
    }
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
      throw FileProblem("cannot replace '\(path)'")
    }
  }
}

/// What the system refused to do with a file, as a sentence.
struct FileProblem: Error, CustomStringConvertible {
  let description: String

  init(_ what: String) {
    description = "\(what): \(String(cString: strerror(errno)).lowercased())"
  }
}
