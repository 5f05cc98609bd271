import API
import Foundation
import Glibc
import Testing
import TestSupport

/// Who may ask what, tried on every route by real users over the real socket. What is tried is derived from the
/// endpoints, so that a new one is tried as well.
@Suite(.enabled("needs root, setpriv and curl") { OtherUser.canBe })
struct AccessTests {
  private static let lists = [
    "SOCKET_MODE": "0666",
    "ACCESS_DECIDE_USERS": "61001", "ACCESS_DECIDE_GROUPS": "62001",
    "ACCESS_REPORT_USERS": "61002", "ACCESS_REPORT_GROUPS": "62002",
    "ACCESS_ADMIN_USERS": "61003", "ACCESS_ADMIN_GROUPS": "62003",
  ]

  private static let callers: [Caller] = {
    var callers = [Caller(name: "nobody who is listed", user: 61_009, group: 62_009, groups: [62_008])]
    for (number, right) in [(1, Right.decide), (2, .report), (3, .admin)] {
      callers.append(Caller(name: "\(right) by user", user: 61_000 + number, group: 62_009, rights: [right]))
      callers.append(
        Caller(name: "\(right) by its group", user: 61_010 + number, group: 62_000 + number, rights: [right]))
      callers.append(
        Caller(
          name: "\(right) by another group", user: 61_020 + number, group: 62_009,
          groups: [62_008, 62_000 + number], rights: [right]))
      callers.append(
        Caller(
          name: "a group numbered like the user for \(right)", user: 61_030 + number, group: 61_000 + number))
    }
    callers.append(
      Caller(
        name: "all three", user: 61_001, group: 62_002, groups: [62_003], rights: [.decide, .report, .admin]))
    callers.append(root)
    return callers
  }()

  private static let root = Caller(name: "root", user: 0, group: 0, isTrusted: true)
  private static let daemonUser = Caller(
    name: "the daemon's user", user: 61_500, group: 61_500, isTrusted: true)

  @Test func `where access has lists, each right is for who is on its list`() throws {
    let daemon = try TestDaemon(in: try TestFolder(), Self.lists)
    for caller in Self.callers { try check(caller, at: daemon) }
  }

  @Test
  func
    `where nobody is listed, everybody decides and reports, and only the daemon's user and root administer`()
    throws
  {
    let daemon = try TestDaemon(in: try TestFolder(), ["SOCKET_MODE": "0666"])
    try check(
      Caller(name: "anybody", user: 61_009, group: 0, groups: [62_001], rights: [.decide, .report]),
      at: daemon)
    try check(Self.root, at: daemon)
  }

  @Test
  func `where the daemon has a user of its own, that user may do everything, and others still what they may`()
    throws
  {
    let folder = try TestFolder()
    let user = Self.daemonUser
    for name in ["", "rules"] { chown(folder.at(name), uid_t(user.user), gid_t(user.group)) }
    let daemon = try TestDaemon(in: folder, Self.lists, launcher: user.launcher)
    for caller in [user] + Self.callers {
      try check(caller, at: daemon)
    }
  }

  @Test(.needs(Tool("python3")))
  func `a connection has the rights of whoever made it, whoever uses it later`() throws {
    let daemon = try TestDaemon(in: try TestFolder(), ["SOCKET_MODE": "0666"])
    let script = """
      import os, socket, sys
      def connection():
          it = socket.socket(socket.AF_UNIX)
          it.connect(sys.argv[1])
          return it
      def ask(it):
          it.sendall(b"HEAD /v1/backup HTTP/1.1\\r\\nHost: w\\r\\n\\r\\n")
          return it.recv(4096).split()[1].decode()
      os.seteuid(61009)
      of_another = connection()
      os.seteuid(0)
      of_root = connection()
      print(ask(of_another), ask(of_root))
      os.setuid(61009)
      print(ask(of_another), ask(of_root))
      """
    let process = Process()
    let output = Pipe()
    process.executableURL = Tool("python3").url
    process.arguments = ["-c", script, daemon.socketPath]
    process.standardOutput = output
    try process.run()
    let statuses = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(statuses == "403 200\n403 200\n")
  }

  /// Asks everything as somebody, and compares what is refused with what should be.
  private func check(_ caller: Caller, at daemon: TestDaemon) throws {
    let requests = AccessRequest.all + [AccessRequest.export]
    let answers = try caller.ask(daemon.socketPath, requests)
    try #require(answers.statuses.count == requests.count, "\(caller.name): \(answers.statuses)")
    var refused = 0
    for (request, status) in zip(requests, answers.statuses) {
      // To read the contacts of all journeys, the contacts of one must be allowed as well.
      let isExport = request.accept == MediaType.lines
      let may = caller.may(request.right) && (!isExport || caller.may(.decide))
      let place = Comment(rawValue: "\(caller.name): \(request.method) \(request.target): \(status)")
      #expect((status == 403) == !may, place)
      #expect(status != 404 && status != 405 && (200..<500).contains(status), place)
      if !may { refused += 1 }
    }
    guard refused > 0 else { return }
    let event = try daemon.log.wait(for: "peer.refused") {
      $0.fields["uid"] as? Int == caller.user && $0.fields["pid"] as? Int == Int(answers.processID)
    }
    #expect(event["path"]?.hasPrefix("/v1/") == true)
  }
}
