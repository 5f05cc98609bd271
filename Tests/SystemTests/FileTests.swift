import Glibc
import System
import Testing
import TestSupport

/// What files are, and how they are opened and read.
struct FileTests {
  @Test func `two names of one file are the same file, and a link is another`() throws {
    let folder = try TemporaryFolder()
    try folder.write("text", to: "a")
    try #require(Glibc.link(folder.at("a"), folder.at("b")) == 0)
    try folder.link("c", to: "a")
    let identity = try #require(FileIdentity(of: folder.at("a")))
    #expect(FileIdentity(of: folder.at("b")) == identity)
    #expect(FileIdentity(of: folder.at("c")) != identity)
    #expect(FileStatus(of: folder.at("c"), followingLinks: true)?.identity == identity)
    #expect(FileIdentity(of: folder.at("d")) == nil)
    #expect(FileIdentity(of: CInt(-1)) == nil)
  }

  @Test func `a status says what something is`() throws {
    let folder = try TemporaryFolder()
    try folder.write("text", to: "a")
    try folder.link("b", to: "a")
    try #require(mkfifo(folder.at("c"), 0o600) == 0 && chmod(folder.at("a"), 0o640) == 0)
    let file = try #require(FileStatus(of: folder.at("a"), followingLinks: false))
    #expect(file.kind == .file && file.size == 4 && file.permissions == 0o640 && file.owner == geteuid())
    #expect(!file.isWritableByOthers)
    #expect(FileStatus(of: folder.at("b"), followingLinks: false)?.kind == .link)
    #expect(FileStatus(of: folder.at("c"), followingLinks: false)?.kind == .other)
    #expect(FileStatus(of: folder.path, followingLinks: false)?.kind == .directory)
  }

  @Test func `a link is opened only where that is wanted, and a pipe does not wait`() throws {
    let folder = try TemporaryFolder()
    try folder.write("text", to: "a")
    try folder.link("b", to: "a")
    try #require(mkfifo(folder.at("c"), 0o600) == 0)
    let error = #expect(throws: SystemError.self) { try text(folder.at("b")) }
    #expect(error?.code == ELOOP)
    #expect(try text(folder.at("b"), followingLinks: true) == "text")
    let pipe = try OpenFile(folder.at("c"), for: .reading).status()
    #expect(pipe.kind == .other)
  }

  private func text(_ path: String, followingLinks: Bool = false) throws -> String {
    let file = try OpenFile(path, for: .reading, followingLinks: followingLinks)
    return String(decoding: try file.readAll(), as: UTF8.self)
  }

  @Test func `a file knows whether its path still leads to it`() throws {
    let folder = try TemporaryFolder()
    let file = try OpenFile(folder.at("a"), for: .making)
    var places = [file.isAt(folder.at("a"))]
    try #require(rename(folder.at("a"), folder.at("b")) == 0)
    places.append(file.isAt(folder.at("a")))
    try folder.write("other", to: "a")
    places.append(file.isAt(folder.at("a")))
    #expect(places == [true, false, false])
  }

  @Test func `reading stops where it is told to, or where the file ends`() throws {
    let folder = try TemporaryFolder()
    try folder.write("text", to: "a")
    let file = try OpenFile(folder.at("a"), for: .writing)
    var texts = [try file.read(atMost: 2), try file.read(atMost: 9)]
    try file.write(Array("more".utf8)[...], at: 4)
    texts.append(try file.readAll())
    #expect(texts.map { String(decoding: $0, as: UTF8.self) } == ["te", "text", "textmore"])
  }

  @Test func `a file is trusted only where it is the user's own`() throws {
    let folder = try TemporaryFolder()
    #expect(try TrustedFile.read(folder.at("a")) == nil)
    try folder.write("text", to: "a")
    #expect(try TrustedFile.read(folder.at("a")) == Array("text".utf8))
    #expect(throws: FileProblem.self) { try TrustedFile.read(folder.at("a"), user: 4_242) }
    try folder.link("b", to: "a")
    #expect(throws: FileProblem.self) { try TrustedFile.read(folder.at("b")) }
    try #require(chmod(folder.at("a"), 0o620) == 0)
    let problem = #expect(throws: FileProblem.self) { try TrustedFile.read(folder.at("a")) }
    #expect(
      problem?.description
        == "cannot trust '\(folder.at("a"))', which others can have written: operation not permitted")
  }

  @Test(arguments: [("a/b", "a"), ("b", "."), ("/b", "/"), ("/a/b", "/a"), ("a/b/c", "a/b")])
  func `a path has a folder`(path: String, folder: String) {
    #expect(Directory.parent(of: path) == folder)
  }

  @Test func `the names in a folder come in the order of their bytes`() throws {
    let folder = try TemporaryFolder()
    for name in ["b", "B", ".a", "ä"] { try folder.write("", to: name) }
    #expect(Directory.names(in: folder.path).names == [".a", "B", "b", "ä"])
    #expect(Directory.names(in: folder.at("no")).error?.code == ENOENT)
    try Directory.synchronize(folder.path)
    #expect(throws: SystemError.self) { try Directory.synchronize(folder.at("no")) }
  }
}
