import Glibc
import System
import Testing
import TestSupport

/// Error texts, addresses, accounts and random bytes.
struct SystemTests {
  @Test func `an error has the system's text, and the one for sentences`() {
    let error = SystemError(ENOENT)
    #expect(error.text == "No such file or directory")
    #expect("\(error)" == "no such file or directory")
    #expect(FileProblem("cannot read 'a'", error).description == "cannot read 'a': no such file or directory")
  }

  @Test func `a socket that is bound to a path tells it`() throws {
    let folder = try TemporaryFolder()
    let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    #expect(SocketAddress.path(of: descriptor) == nil)
    try SocketAddress.with(folder.at("s")) { bind(descriptor, $0, $1) }
    #expect(SocketAddress.path(of: descriptor) == folder.at("s"))
  }

  @Test func `a path of 107 bytes is an address, and a longer one is none`() throws {
    func isAddress(_ count: Int) -> Bool {
      (try? SocketAddress.with(String(repeating: "a", count: count)) { _, _ in 0 }) != nil
    }
    #expect(isAddress(107) && !isAddress(108))
    let error = #expect(throws: SystemError.self) {
      try SocketAddress.with(String(repeating: "a", count: 300)) { _, _ in 0 }
    }
    #expect(error?.code == ENAMETOOLONG)
  }

  @Test func `users and groups are found by name`() {
    #expect(Accounts.userID(named: "root") == 0)
    #expect(Accounts.groupID(named: "root") == 0)
    #expect(Accounts.userID(named: "nobody of that name") == nil)
    #expect(Accounts.groupID(named: "nobody of that name") == nil)
  }

  @Test func `random bytes are as many as wanted, and others each time`() {
    #expect([UInt8].random(count: 32).count == 32)
    #expect([UInt8].random(count: 32) != [UInt8].random(count: 32))
  }
}
