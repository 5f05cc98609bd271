import JSON
import Testing

@Suite struct JSONDocumentTests {
  @Test func `a whole number is exact however it is written`() throws {
    let document = try JSONDocument(parsing: Array("[420, 420.0, 42e1, 4200E-1, 42.5]".utf8))
    let values = document.elements(of: document.root).map { document.int64(at: $0) }
    #expect(values == [420, 420, 420, 420, nil])
  }
}
