import Foundation
import JSON
import Testing
import TestSupport

/// Nicolas Seriot's JSONTestSuite.
private enum TestSuite {
  static let files = SharedSuite.json.names.filter { $0.hasSuffix(".json") }

  static func files(_ prefix: String) -> [String] { files.filter { $0.hasPrefix(prefix) } }

  static func read(_ name: String) throws -> JSONDocument {
    let bytes = try [UInt8](Data(contentsOf: SharedSuite.json.url.appending(path: name)))
    return try JSONDocument(parsing: bytes)
  }
}

@Suite(.needs(.json))
struct JSONTestSuiteTests {
  @Test func `the suite has all its sorts of files`() {
    for prefix in ["y_", "n_", "i_"] { #expect(!TestSuite.files(prefix).isEmpty) }
  }

  /// Two of the suite's valid texts have a key twice, which is refused here.
  @Test(arguments: TestSuite.files("y_"))
  func `a valid text is accepted`(name: String) throws {
    guard !name.hasPrefix("y_object_duplicated_key") else {
      let error = #expect(throws: JSONError.self) { try TestSuite.read(name) }
      #expect(error?.kind == .duplicateKey)
      return
    }
    _ = try TestSuite.read(name)
  }

  @Test(arguments: TestSuite.files("n_"))
  func `an invalid text is refused`(name: String) {
    #expect(throws: JSONError.self) { try TestSuite.read(name) }
  }

  @Test(arguments: TestSuite.files("i_"))
  func `a text that a reader may take or refuse does neither crash nor fail otherwise`(name: String) throws {
    do { _ = try TestSuite.read(name) } catch is JSONError {}
  }
}
