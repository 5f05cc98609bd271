import Glibc
import System
import Testing
import TestSupport

/// One process at a time has a lock.
struct FileLockTests {
  @Test func `a lock that is held is refused, and had again once it is released`() throws {
    let folder = try TemporaryFolder()
    do {
      let lock = try FileLock.acquire(folder.at("a.lock"))
      let isInPlace = lock.isInPlace
      #expect(isInPlace)
      #expect(failure(folder.at("a.lock")) == .held)
    }
    #expect(failure(folder.at("a.lock")) == nil)
    #expect(try folder.names == ["a.lock"], "the file stays")
    #expect(FileStatus(of: folder.at("a.lock"), followingLinks: false)?.permissions == 0o600)
  }

  @Test func `a lock whose file was removed or replaced says so`() throws {
    let folder = try TemporaryFolder()
    let lock = try FileLock.acquire(folder.at("a.lock"))
    try #require(unlink(folder.at("a.lock")) == 0)
    let wasInPlace = lock.isInPlace
    let other = try FileLock.acquire(folder.at("a.lock"))
    let places = (first: lock.isInPlace, second: other.isInPlace)
    #expect(!wasInPlace && !places.first && places.second)
  }

  @Test func `a file that cannot be opened, or is a link, is no lock`() throws {
    let folder = try TemporaryFolder()
    #expect(failure(folder.at("no/a.lock")) == .cannotOpen(SystemError(ENOENT)))
    try folder.link("a.lock", to: "b")
    #expect(failure(folder.at("a.lock")) == .cannotOpen(SystemError(ELOOP)))
  }

  private func failure(_ path: String) -> FileLock.Failure? {
    do throws(FileLock.Failure) {
      _ = try FileLock.acquire(path)
      return nil
    } catch {
      return error
    }
  }
}
