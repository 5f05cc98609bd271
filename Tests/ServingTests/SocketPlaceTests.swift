import Foundation
import Glibc
import Serving
import Testing
import TestSupport

/// A socket has to stand where clients look for it.
@Suite struct SocketPlaceTests {
  private static func look(_ configuration: inout ServerConfiguration) {
    configuration.lookInterval = .milliseconds(20)
  }

  private func lost(_ server: TestServer) async -> String?? {
    await server.event { if case .socketLost(_, let fault) = $0 { .some(fault) } else { nil } }
  }

  private func isServed(_ server: TestServer) throws -> Bool {
    try server.answer(to: "GET / HTTP/1.1\r\nHost: w\r\n\r\n")?.status == 200
  }

  private func peerName(_ client: RawClient) -> String {
    withExtendedLifetime(client) { TestSocket.peerName(client.descriptor) }
  }

  @Test func `the kernel knows the socket by its own name`() async throws {
    try await TestServer.run { server in
      #expect(peerName(try server.client()) == server.path)
      // Read to its end: Foundation takes a file without a size for read after its first piece.
      let table = try FileHandle(forReadingFrom: URL(filePath: "/proc/net/unix")).readToEnd() ?? Data()
      let names = Set(
        String(decoding: table, as: UTF8.self).split(separator: "\n")
          .compactMap { $0.split(separator: " ").last }.filter { $0.hasPrefix(server.folder.path) })
      #expect(names == [server.path[...]])
    }
  }

  @Test func `a socket that disappears is made anew, and connections go on`() async throws {
    try await TestServer.run(Self.look) { server in
      for _ in 0..<3 {
        let old = try server.client()
        old.send("GET /a HTTP/1.1\r\nHost: w\r\n\r\n")
        #expect(old.answer()?.status == 200)
        #expect(unlink(server.path) == 0)
        #expect(await lost(server) == .some(nil))
        try #expect(isServed(server))
        old.send("GET /b HTTP/1.1\r\nHost: w\r\n\r\n")
        #expect(old.answer()?.text == "GET /b ")
      }
      #expect(peerName(try server.client()) == server.path)
      var status = stat()
      #expect(lstat(server.path, &status) == 0 && status.st_mode == S_IFSOCK | 0o660)
    }
  }

  @Test func `a lock that disappears is taken anew, so that a second daemon is kept out`() async throws {
    try await TestServer.run(Self.look) { server in
      #expect(unlink(server.path + ".lock") == 0)
      _ = await server.event { if case .lockRegained = $0 { true } else { nil } }
      try #expect(isServed(server))
      let second = Server(configuration: ServerConfiguration(socket: .path(server.path))) { _, _ in
        .whole { _ in }
      }
      let error = await #expect(throws: SocketError.self) { try await second.start() }
      #expect(error?.reason == .locked)
      await second.shutDown()
    }
  }

  @Test func `a socket in whose place another one listens is taken`() async throws {
    try await TestServer.run(Self.look) { server in
      // Under another name first, so that the place is never empty.
      let other = try TestSocket.bound(at: server.path + ".other")
      defer { close(other) }
      #expect(rename(server.path + ".other", server.path) == 0)
      let reason = await server.event { if case .socketTaken(_, let reason) = $0 { reason } else { nil } }
      #expect(reason?.contains("another process listens") == true)
      await server.server.stop()
      #expect(FileManager.default.fileExists(atPath: server.path), "it is the other's")
    }
  }

  @Test func `a folder that disappears is told of, and the socket is back when it is`() async throws {
    try await TestServer.run(Self.look) { server in
      #expect(rename(server.folder.path, server.folder.path + ".away") == 0)
      let fault = await lost(server)
      #expect(fault??.contains("No such file or directory") == true)
      #expect(mkdir(server.folder.path, 0o700) == 0)
      _ = await server.event { if case .socketFound = $0 { true } else { nil } }
      try #expect(isServed(server))
      try FileManager.default.removeItem(atPath: server.folder.path + ".away")
    }
  }

  @Test func `a socket that somebody else made is told of when it is lost, and not made anew`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.at("given")
    let descriptor = try TestSocket.bound(at: path)
    try await TestServer.run({
      Self.look(&$0)
      $0.socket = .descriptor(descriptor)
    }) { server in
      #expect(rename(path, path + ".away") == 0)
      #expect(await lost(server)??.contains("is not where it was") == true)
      #expect(!FileManager.default.fileExists(atPath: path))
      #expect(rename(path + ".away", path) == 0)
      _ = await server.event { if case .socketFound = $0 { true } else { nil } }
    }
  }
}
