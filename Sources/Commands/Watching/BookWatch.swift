import ArgumentParser
import Books
import Foundation

/// Does something again after each change of a rule book.
struct BookWatch {
  private let path: String
  private let includesTests: Bool
  private var look = BookLook()

  private static let pause = 0.02

  /// - Parameters:
  ///   - path: the folder of the rule book.
  ///   - includesTests: whether a change of the tests beside it is one, too.
  private init(_ path: String, includesTests: Bool) {
    self.path = path
    self.includesTests = includesTests
    look = lookAgain()
  }

  /// Does it now and after each change, until somebody ends the process. What is wrong is said and is no end.
  static func repeating(
    _ path: String, includesTests: Bool, _ work: () throws -> Void
  ) throws -> Never {
    var watch = BookWatch(path, includesTests: includesTests)
    while true {
      do {
        try work()
      } catch let failure as Failure {
        Terminal.standardError.print(failure)
      } catch is ExitCode {
        // What is wrong was said.
      }
      watch.wait()
      Terminal.standardError.write("\n")
    }
  }

  private func lookAgain() -> BookLook {
    var look = FolderSurvey(at: path, links: RuleBookFolder.links).book
    if !includesTests { look.tests = [:] }
    return look
  }

  /// Returns once something has changed and then stayed as it is for a moment: whoever saves may write several files.
  private mutating func wait() {
    let before = look
    while true {
      let last = look
      Thread.sleep(forTimeInterval: Self.pause)
      look = lookAgain()
      if look == last, look != before { return }
    }
  }
}
