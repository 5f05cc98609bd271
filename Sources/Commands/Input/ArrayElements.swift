import JSON

/// The values of a JSON array, with their places.
struct ArrayElements: TextSource {
  private let document: JSONDocument
  private var rest: ArraySlice<JSONToken>
  private var place = (line: 1, column: 1)
  private var offset = 0

  /// - Parameter bytes: the text of the array.
  init(_ bytes: [UInt8]) throws(JSONError) {
    document = try JSONDocument(parsing: bytes)
    rest = Array(document.elements(of: document.root))[...]
  }

  mutating func batch(count: Int, size: Int, waits: Bool) -> [StateText] {
    var batch: [StateText] = []
    var total = 0
    while batch.count < count, total < size, let element = rest.popFirst() {
      let start = document.offset(of: element)
      place = StateText.place(ofByte: start - offset, in: document.bytes[offset..<start], from: place)
      offset = start
      let text = StateText(Array(document.rawBytes(of: element)), line: place.line, column: place.column)
      batch.append(text)
      total += text.bytes.count
    }
    return batch
  }
}
