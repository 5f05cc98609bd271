import JSON
import Testing

/// Names that the keys of documents are looked up among.
struct JSONNamesTests {
  private func found(_ keys: String, among names: [String]) throws -> [Int?] {
    let document = try JSONDocument(parsing: Array("{\(keys)}".utf8))
    let table = JSONNames(names)
    return document.members(of: document.root).map { table.index(of: $0.key, in: document) }
  }

  @Test func `a key is found where it is one of the names to the byte, however it is escaped`() throws {
    let names = ["journey", "now", "", "sentiment-and-more", "æ"]
    let keys =
      #""now": 1, "jo\u0075rney": 2, "Now": 3, "no": 4, "": 5, "sentiment-and-mor\u0065": 6, "\u00e6": 7"#
    #expect(try found(keys, among: names) == [1, 0, nil, nil, 2, 3, 4])
  }

  @Test func `among no names nothing is found, and each of many`() throws {
    #expect(try found(#""a": 1"#, among: []) == [nil])
    let names = (0..<500).map { "name-\($0)" }
    let keys = (0..<1_000).map { "\"name-\($0)\": 0" }.joined(separator: ",")
    #expect(try found(keys, among: names) == Array(0..<500) + Array(repeating: nil, count: 500))
  }
}
