import Foundation
import JSON
import System
import Time

/// How far alerts are delivered.
struct AlertPosition: Equatable {
  /// Of the last one that is.
  var number: Int64
  /// When the latest of them was raised.
  var at: Instant
}

/// The file that holds a position: replaced as a whole, its owner's alone, and locked while somebody goes by it.
final class AlertPositionFile {
  let path: String
  private let lock: FileLock

  init(_ path: String) throws(Failure) {
    self.path = path
    let folder = Directory.parent(of: path)
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    do throws(FileLock.Failure) {
      lock = try FileLock.acquire("\(path).lock")
    } catch {
      switch error {
      case .held:
        throw Failure(
          .findings, "another `waymark alerts` delivers by '\(path)'",
          help: "give each a --position of its own"
        )
      case .cannotOpen(let error), .cannotLock(let error): throw .notWritten("'\(path).lock'", error)
      }
    }
  }

  /// Where it is unless somebody says otherwise: in systemd's folder of a service, else in the user's.
  static func usualPath(_ environment: [String: String]) throws(Failure) -> String {
    if let folder = environment["STATE_DIRECTORY"], !folder.isEmpty { return "\(folder)/alerts.position" }
    if let folder = environment["XDG_STATE_HOME"], !folder.isEmpty {
      return "\(folder)/waymark/alerts.position"
    }
    guard let home = environment["HOME"], !home.isEmpty else {
      throw Failure(
        .wrongUse, "there is no home folder for the position", help: "name a file with --position")
    }
    return "\(home)/.local/state/waymark/alerts.position"
  }

  /// Nil where there is none yet.
  func read() throws(Failure) -> AlertPosition? {
    let bytes: [UInt8]?
    do throws(FileProblem) { bytes = try TrustedFile.read(path) } catch {
      throw Failure(.findings, error.description)
    }
    guard let bytes else { return nil }
    guard let document = try? JSONDocument(parsing: bytes),
      let number = document.member("number", of: document.root).flatMap({ document.int64(at: $0) }),
      let at = document.member("at", of: document.root).flatMap({ Instant(rfc3339: document.string(at: $0)) })
    else {
      throw Failure(
        .findings, "'\(path)' is no position of `waymark alerts`",
        help: "remove it to begin with new alerts, or with all by --from-start")
    }
    return AlertPosition(number: number, at: at)
  }

  func write(_ position: AlertPosition) throws(FileProblem) {
    var json = JSONWriter()
    json.object {
      $0.member("number", position.number)
      $0.member("at", position.at.description)
    }
    json.newline()
    try AtomicFile.replace(path, with: json.bytes)
  }
}
