import API
import Testing
import TestSupport

/// The kinds of problems, where they are made and where they are explained.
@Suite struct ProblemTableTests {
  @Test func `the table of problems has every kind with its status`() throws {
    let table = try Article(named: "Asking.md").table("type")
    #expect(
      table.map { "\($0[0]) \($0[1])" }.sorted()
        == ProblemType.allCases.map { "\($0.rawValue) \($0.status)" }.sorted())
  }

  @Test func `every kind is answered with somewhere`() throws {
    let sources = try Project.swiftFiles(below: "Sources").map { try Project.text($0) }
      .filter { $0.contains("Problem(") }
    for type in ProblemType.allCases {
      let answer = try Regex("Problem\\(\\s*\\.\(type),")
      #expect(sources.contains { $0.contains(answer) }, "\(type)")
    }
  }
}
