import API
import Foundation
import Glibc
import TestSupport

/// Somebody who asks a daemon: a process with a user and groups of its own.
struct Caller: Sendable {
  let name: String
  let user: Int
  let group: Int
  var groups: [Int] = []
  /// Of those that access lists name.
  var rights: Set<Right> = []
  /// Root, or the user of the daemon.
  var isTrusted = false

  /// Whether it may do what needs a right.
  func may(_ right: Right?) -> Bool { right.map { isTrusted || rights.contains($0) } ?? true }

  /// A command that runs what is appended to it as this caller.
  var launcher: [String] {
    let others = groups.map { "\($0)" }.joined(separator: ",")
    return ["/usr/bin/setpriv", "--reuid", "\(user)", "--regid", "\(group)"]
      + (groups.isEmpty ? ["--clear-groups"] : ["--groups", others])
  }

  struct Answers {
    /// In the order of the requests.
    let statuses: [Int]
    let processID: Int32
  }

  /// Asks everything, one after the other, over connections of its own.
  func ask(_ socket: String, _ requests: [AccessRequest]) throws -> Answers {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: launcher[0])
    process.arguments =
      launcher.dropFirst() + ["/usr/bin/curl"]
      + requests.enumerated().flatMap { index, request in
        (index > 0 ? ["--next"] : []) + request.arguments(socket)
      }
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let statuses = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { Int($0) }
    return Answers(statuses: statuses, processID: process.processIdentifier)
  }
}

/// A request that is answered, whatever comes of it, to whoever has the right.
struct AccessRequest: Sendable {
  let method: String
  let target: String
  let right: Right?
  let body: BodyKind
  var accept = MediaType.json

  /// One for every method of every endpoint, and the one that needs more than its endpoint says.
  static let all: [AccessRequest] =
    Endpoint.allCases.flatMap { endpoint in
      endpoint.methods.map {
        AccessRequest(
          method: $0, target: endpoint.rawValue, right: endpoint.right($0), body: endpoint.body($0))
      }
    }

  /// The contacts of all journeys.
  static let export = AccessRequest(
    method: "GET", target: Endpoint.contacts.rawValue, right: .admin, body: .ignored, accept: MediaType.lines)

  fileprivate func arguments(_ socket: String) -> [String] {
    let type = body.takesJSON ? MediaType.json : MediaType.lines
    return ["--silent", "--output", "/dev/null", "--write-out", "%{http_code}\\n", "--max-time", "20"]
      + ["--unix-socket", socket, "--header", "Accept: \(accept)"]
      + (method == "HEAD" ? ["--head"] : ["--request", method])
      + (body == .ignored ? [] : ["--header", "Content-Type: \(type)", "--data-binary", "{}"])
      + ["http://waymark\(target)"]
  }
}
