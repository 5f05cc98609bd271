import Books
import Foundation

/// Waits for changes of a rule book or of the tests beside it.
struct TestWatch {
  private let path: String
  private var look: BookLook

  private static let pause = 0.03

  init(_ path: String) {
    self.path = path
    look = Self.look(at: path)
  }

  private static func look(at path: String) -> BookLook {
    FolderSurvey(at: path, links: RuleBookFolder.links).book
  }

  /// Returns once something has changed and then stayed as it is for a moment: whoever saves may write several files.
  mutating func wait() {
    let before = look
    while true {
      let last = look
      Thread.sleep(forTimeInterval: Self.pause)
      look = Self.look(at: path)
      if look == last, look != before { return }
    }
  }
}
