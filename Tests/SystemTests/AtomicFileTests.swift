import Glibc
import System
import Testing
import TestSupport

/// A file takes its place as a whole, and leaves nothing behind where it does not.
struct AtomicFileTests {
  @Test(arguments: [AtomicFile.Draft.fixed, .random])
  func `the old file stands until the new one is whole`(draft: AtomicFile.Draft) throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "a")
    var file = try AtomicFile(replacing: folder.at("a"), draft: draft)
    try file.write(Array("ne".utf8)[...])
    #expect(try folder.read("a") == "old")
    try file.write(Array("w".utf8)[...])
    try file.commit()
    #expect(try folder.read("a") == "new")
    #expect(try folder.names == ["a"])
    #expect(FileStatus(of: folder.at("a"), followingLinks: false)?.permissions == 0o600)
  }

  @Test(arguments: [AtomicFile.Draft.fixed, .random])
  func `nothing is left of one that is not committed`(draft: AtomicFile.Draft) throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "a")
    do {
      var file = try AtomicFile(replacing: folder.at("a"), draft: draft)
      try file.write(Array("new".utf8)[...])
      #expect(try folder.names.count == 2)
    }
    #expect(try folder.names == ["a"])
    #expect(try folder.read("a") == "old")
  }

  @Test func `nothing is left of one that cannot take its place`() throws {
    let folder = try TemporaryFolder()
    try #require(mkdir(folder.at("a"), 0o700) == 0)
    #expect(throws: FileProblem.self) { try AtomicFile.replace(folder.at("a"), with: [1]) }
    #expect(try folder.names == ["a"])
  }

  @Test func `the folder has to be there`() throws {
    let folder = try TemporaryFolder()
    let problem = #expect(throws: FileProblem.self) { try AtomicFile.replace(folder.at("no/a"), with: [1]) }
    #expect(problem?.description == "cannot write '\(folder.at("no/a")).new': no such file or directory")
  }

  @Test func `what a link leads to is left alone`() throws {
    let folder = try TemporaryFolder()
    try folder.write("precious", to: "precious")
    try folder.link("a.new", to: "precious")
    try AtomicFile.replace(folder.at("a"), with: Array("new".utf8))
    try folder.link("b", to: "precious")
    try AtomicFile.replace(folder.at("b"), with: Array("new".utf8))
    #expect(try folder.read("precious") == "precious")
    #expect(try folder.read("a") == "new")
    #expect(try folder.read("b") == "new")
    #expect(FileStatus(of: folder.at("b"), followingLinks: false)?.kind == .file)
  }

  @Test func `what a crash left is in nobody's way`() throws {
    let folder = try TemporaryFolder()
    try folder.write("half", to: "a.new")
    try AtomicFile.replace(folder.at("a"), with: Array("new".utf8))
    #expect(try folder.read("a") == "new")
    #expect(try folder.names == ["a"])
  }

  @Test func `whom the process lets use new files may use it where that is wanted`() throws {
    let folder = try TemporaryFolder()
    var file = try AtomicFile(replacing: folder.at("a"), draft: .random, permissions: nil)
    try file.commit()
    let mask = umask(0o022)
    umask(mask)
    #expect(
      FileStatus(of: folder.at("a"), followingLinks: false)?.permissions == 0o666 & ~UInt32(mask))
  }

  @Test func `room that is set aside is zeros behind what was written`() throws {
    let folder = try TemporaryFolder()
    var file = try AtomicFile(replacing: folder.at("a"))
    try file.reserve(4)
    try file.write([1, 2])
    try file.commit()
    #expect(try TrustedFile.read(folder.at("a")) == [1, 2, 0, 0])
  }

  @Test func `a file may keep whose it is and who may use it`() throws {
    let folder = try TemporaryFolder()
    try folder.write("old", to: "a")
    // Root alone can give files away.
    let owner: uid_t = geteuid() == 0 ? 12_345 : geteuid()
    try #require(chmod(folder.at("a"), 0o640) == 0 && chown(folder.at("a"), owner, gid_t.max) == 0)
    let before = try #require(FileStatus(of: folder.at("a"), followingLinks: false))
    var file = try AtomicFile(replacing: folder.at("a"), draft: .random, permissions: before.permissions)
    try file.keepOwner(of: before)
    try file.commit()
    let after = try #require(FileStatus(of: folder.at("a"), followingLinks: false))
    #expect(after.owner == owner && after.group == before.group && after.permissions == 0o640)
  }
}
