import Foundation
import Glibc
import System

/// Files that hold something secret, and are read only where others cannot read them.
enum SecretFile {
  /// The lines of a file that are not empty and do not begin with `#`.
  static func lines(_ path: String) throws(Failure) -> [String] {
    let bytes: [UInt8]
    do throws(SystemError) {
      let file = try OpenFile(path, for: .reading, followingLinks: true)
      let status = try file.status()
      guard status.kind == .file else { throw SystemError(EISDIR) }
      guard isSecret(status, path) else {
        throw SystemError(EPERM)
      }
      bytes = try file.readAll()
    } catch {
      switch error.code {
      case EPERM:
        throw Failure(
          .findings, "'\(path)' holds what is secret, and can be read or written by others",
          help: "run 'chmod 600 \(path)', and have it belong to you or to root")
      case EISDIR: throw Failure(.wrongUse, "'\(path)' is no file")
      default: throw Failure(.findings, "'\(path)' cannot be read: \(error)")
      }
    }
    return String(decoding: bytes, as: UTF8.self).split { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
      .map(String.init).filter { !$0.hasPrefix("#") && !$0.allSatisfy { $0 == " " || $0 == "\t" } }
  }

  /// Of what systemd hands to a service (LoadCredential) the bits for the group tell what that user may do.
  private static func isSecret(_ status: FileStatus, _ path: String) -> Bool {
    let credentials = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
    let isCredential = status.owner == 0 && credentials == Directory.parent(of: path)
    return status.permissions & (isCredential ? 0o037 : 0o077) == 0 && [0, geteuid()].contains(status.owner)
  }

  /// The headers of a file, a line each.
  static func headers(_ path: String) throws(Failure) -> [String] {
    let lines = try lines(path)
    for (place, line) in lines.enumerated() {
      let name = line.prefix { $0 != ":" }
      guard name.utf8.count < line.utf8.count, !name.isEmpty, name.utf8.allSatisfy(isOfToken),
        line.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
      else {
        // The line itself may be a secret.
        throw Failure(
          .findings, "line \(place + 1) of '\(path)' is no header",
          help: "write a name, a colon and a value, such as 'Authorization: Bearer TOKEN'")
      }
    }
    return lines
  }

  /// Whether it may stand in the name of a header (RFC 9110, 5.6.2).
  private static func isOfToken(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
      || "!#$%&'*+-.^_`|~".utf8.contains(byte)
  }
}
