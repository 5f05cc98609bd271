import Dispatch
import Foundation
import Glibc
import Serving
import Testing
import TestSupport

@Suite struct SocketFileTests {
  private func look(at path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }

  private func reason(startingAt path: String, _ change: (inout ServerConfiguration) -> Void = { _ in }) async
    -> SocketError?
  {
    var configuration = ServerConfiguration(socket: .path(path))
    change(&configuration)
    let server = Server(configuration: configuration) { _, _ in .whole { _ in } }
    var found: SocketError?
    do {
      try await server.start()
      await server.stop()
    } catch {
      found = error as? SocketError
    }
    await server.shutDown()
    return found
  }

  @Test func `the socket has the mode and the group that were asked for, and nothing is left beside it`()
    async throws
  {
    let group = getgid()
    for mode: UInt32 in [0o660, 0o600, 0o666] {
      try await TestServer.run({
        $0.mode = mode
        $0.group = String(group)
      }) { server in
        let status = try #require(look(at: server.path))
        #expect(status.st_mode == S_IFSOCK | mode)
        #expect(status.st_gid == group)
        try #expect(
          server.folder.names == ["s", "s.lock"])
      }
    }
  }

  @Test func `the mode is open to the group by default and to nobody else`() async throws {
    try await TestServer.run { server in
      #expect(look(at: server.path)?.st_mode == S_IFSOCK | 0o660)
    }
  }

  @Test func `the backlog is the one that was asked for`() async throws {
    try await TestServer.run({ $0.backlog = 300 }) { server in
      // It is filled up, while the loop is busy and accepts none, beyond the 128 that NIO would set.
      let hold = DispatchSemaphore(value: 0)
      server.server.loop.execute { hold.wait() }
      var clients: [RawClient] = []
      while clients.count < 250, let client = try? RawClient(server.path, patience: 1) {
        clients.append(client)
      }
      hold.signal()
      #expect(clients.count == 250)
    }
  }

  @Test func `a second daemon is kept out while the first serves`() async throws {
    try await TestServer.run { server in
      #expect(await reason(startingAt: server.path)?.reason == .locked)
      try #expect(server.answer(to: "GET / HTTP/1.1\r\nHost: w\r\n\r\n")?.status == 200)
    }
  }

  @Test func `a socket that nobody listens at is replaced`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.at("s")
    close(try TestSocket.bound(at: path, listening: false))
    #expect(await reason(startingAt: path) == nil)
  }

  @Test func `a socket that another program listens at is left alone`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.at("s")
    let other = try TestSocket.bound(at: path)
    defer { close(other) }
    #expect(await reason(startingAt: path)?.reason == .inUse)
    #expect(look(at: path) != nil)
  }

  @Test func `what is no socket is left alone`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.at("s")
    try "precious".write(toFile: path, atomically: false, encoding: .utf8)
    #expect(await reason(startingAt: path)?.reason == .notASocket)
    try #expect(String(contentsOfFile: path, encoding: .utf8) == "precious")
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: folder.at("elsewhere"))
    #expect(await reason(startingAt: path)?.reason == .notASocket)
  }

  @Test func `a path of 103 bytes is taken and one of 104 is not`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.at(String(repeating: "x", count: 102 - folder.path.utf8.count))
    #expect(path.utf8.count == 103)
    #expect(await reason(startingAt: path) == nil)
    let error = await reason(startingAt: path + "x")
    #expect(error?.reason == .pathTooLong)
    #expect(error?.description.hasPrefix("the socket's path is 104 bytes long; at most 103 fit") == true)
  }

  @Test func `a folder or a group that is not there is said`() async throws {
    let folder = try TemporaryFolder()
    let missing = await reason(startingAt: folder.at("no/s"))
    #expect(
      missing?.description
        == "cannot open the lock file \"\(folder.path)/no/s.lock\": No such file or directory")
    let group = await reason(startingAt: folder.at("s")) { $0.group = "no-such-group" }
    #expect(group?.reason == .unknownGroup)
  }

  @Test func `the socket is removed at a stop`() async throws {
    try await TestServer.run { server in
      await server.server.stop()
      #expect(look(at: server.path) == nil)
    }
  }

  @Test func `a socket that was put in its place meanwhile is left alone at a stop`() async throws {
    try await TestServer.run { server in
      unlink(server.path)
      let other = try TestSocket.bound(at: server.path)
      await server.server.stop()
      #expect(look(at: server.path) != nil)
      close(other)
    }
  }

  @Test func `a socket given by somebody else is served and left in place`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.at("given")
    let descriptor = try TestSocket.bound(at: path)
    try await TestServer.run({ $0.socket = .descriptor(descriptor) }) { _ in
      let client = try RawClient(path)
      client.send("GET /a HTTP/1.1\r\nHost: w\r\n\r\n")
      #expect(client.answer()?.text == "GET /a ")
    }
    #expect(look(at: path) != nil)
  }

  @Test func `only a descriptor meant for this process is taken from the environment`() throws {
    let environment = ["LISTEN_PID": "7", "LISTEN_FDS": "1"]
    try #expect(SocketActivation.descriptor(environment: environment, processID: 7) == 3)
    try #expect(SocketActivation.descriptor(environment: environment, processID: 8) == nil)
    try #expect(SocketActivation.descriptor(environment: [:], processID: 7) == nil)
    #expect(throws: SocketError.self) {
      try SocketActivation.descriptor(environment: ["LISTEN_PID": "7", "LISTEN_FDS": "2"], processID: 7)
    }
  }

  @Test func `a descriptor that does not listen is refused`() async throws {
    let descriptor = open("/dev/null", O_RDONLY)
    defer { close(descriptor) }
    let server = Server(configuration: ServerConfiguration(socket: .descriptor(descriptor))) { _, _ in
      .whole { _ in }
    }
    await #expect(throws: SocketError.self) { try await server.start() }
    await server.shutDown()
  }
}
