import Dispatch
import Foundation
import Testing
import TestSupport

@testable import Books
@testable import Daemon

/// The watch on real folders.
@Suite struct DirectoryWatchTests {
  /// A watch of the folder `rules`, and what it has read.
  private final class Watched: Sendable {
    let told = DispatchSemaphore(value: 0)
    let watch: DirectoryWatch

    init(_ folder: TestFolder, settle: Duration = .milliseconds(100), lastRead: BookLook? = nil) throws {
      let told = told
      watch = DirectoryWatch(
        root: folder.at("rules"), links: .inside, queue: DispatchQueue(label: "watch"), settle: settle,
        lastRead: lastRead ?? FolderSurvey(at: folder.at("rules"), links: .inside).book,
        handlers: .init(
          read: { _, _ in
            told.signal()
            return true
          }, unsettled: { _ in }))
      try #require(watch.start())
    }

    deinit { watch.stop() }

    func isRead() -> Bool { told.wait(timeout: .now() + 60) == .success }

    /// Whether nothing is read while another watch reads changes of its own folder several times, each of which has to
    /// rest as long as one here.
    func isLeftAlone() throws -> Bool {
      let other = try TestFolder()
      let watched = try Watched(other)
      for number in 0..<3 {
        try other.write(Samples.extraRule(score: number), to: "rules/more.yaml")
        try #require(watched.isRead())
      }
      return told.wait(timeout: .now()) == .timedOut
    }
  }

  @Test func `a file that is written piece by piece is read once it is closed`() throws {
    let folder = try TestFolder()
    let watched = try Watched(folder)
    _ = FileManager.default.createFile(atPath: folder.at("rules/more.yaml"), contents: nil)
    #expect(watched.isRead())
    let file = try #require(FileHandle(forWritingAtPath: folder.at("rules/more.yaml")))
    try file.write(contentsOf: Data("# half".utf8))
    try #expect(watched.isLeftAlone())
    try file.write(contentsOf: Data(" and half\n".utf8))
    try file.close()
    #expect(watched.isRead())
  }

  @Test func `what was open when another took its place is no longer waited for`() throws {
    let folder = try TestFolder()
    let watched = try Watched(folder)
    let file = try #require(FileHandle(forWritingAtPath: folder.at("rules/rules.yaml")))
    try file.write(contentsOf: Data("#".utf8))
    try folder.replace("rules/rules.yaml", with: Samples.extraRule(score: 1))
    #expect(watched.isRead())
    try file.close()
  }

  @Test func `a change between the reading and the beginning of the watch is noticed`() throws {
    let folder = try TestFolder()
    let look = FolderSurvey(at: folder.at("rules"), links: .inside).book
    try folder.write(Samples.extraRule(score: 1), to: "rules/more.yaml")
    #expect(try Watched(folder, lastRead: look).isRead())
  }

  @Test func `a change of the tests beside the book is noticed`() throws {
    let folder = try TestFolder()
    let watched = try Watched(folder)
    try folder.write("tests: {}", to: "rules/a.test.yaml")
    #expect(watched.isRead())
  }

  @Test func `what is no part of the book is not noticed`() throws {
    let folder = try TestFolder()
    try folder.write("notes", to: "rules/notes.yaml.txt")
    let watched = try Watched(folder)
    let file = try #require(FileHandle(forWritingAtPath: folder.at("rules/notes.yaml.txt")))
    try file.write(contentsOf: Data("more notes".utf8))
    try folder.write("{", to: "rules/_draft.yaml")
    for number in 0..<50 { try folder.write("x", to: "rules/scratch\(number)") }
    try #expect(watched.isLeftAlone())
    try file.close()
  }
}
