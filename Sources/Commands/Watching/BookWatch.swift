import ArgumentParser
import Books
import Foundation

/// Does something again after each change of a rule book.
struct BookWatch {
  private let path: String
  private var look = BookLook()

  private static let pause = 0.02

  /// - Parameter path: the folder of the rule book. A change of the tests beside it is one, too.
  private init(_ path: String) {
    self.path = path
    look = lookAgain()
  }

  /// Does it now and after each change, until somebody ends the process. What is wrong is said and is no end.
  static func repeating(_ path: String, _ work: () throws -> Void) throws -> Never {
    var watch = BookWatch(path)
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

  private func lookAgain() -> BookLook { FolderSurvey(at: path, links: RuleBookFolder.links).book }

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
