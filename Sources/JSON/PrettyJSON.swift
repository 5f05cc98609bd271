/// JSON with a line for each member and element, two spaces further in a level; what is short stays on one line.
package enum PrettyJSON {
  private static let lineLength = 100

  /// The same text where it is no JSON.
  package static func lines(of json: [UInt8]) -> [UInt8] {
    guard let document = try? JSONDocument(parsing: json) else { return json }
    var output: [UInt8] = []
    append(document, document.root, indent: 0, to: &output)
    output.append(UInt8(ascii: "\n"))
    return output
  }

  private static func append(
    _ document: JSONDocument, _ token: JSONToken, indent: Int, to output: inout [UInt8]
  ) {
    let kind = document.kind(of: token)
    let raw = document.rawBytes(of: token)
    let column = output.count - (output.lastIndex(of: UInt8(ascii: "\n")) ?? 0)
    let isShort = column + raw.count <= lineLength && !raw.contains(UInt8(ascii: "\n"))
    guard kind == .object || kind == .array, document.count(of: token) > 0, !isShort else {
      output += raw
      return
    }
    let margin = Array(("\n" + String(repeating: "  ", count: indent + 1)).utf8)
    output.append(UInt8(ascii: kind == .object ? "{" : "["))
    var isFirst = true
    func separate() {
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      output += margin
    }
    for (key, value) in document.members(of: token) {
      separate()
      output += document.rawBytes(of: key) + Array(": ".utf8)
      append(document, value, indent: indent + 1, to: &output)
    }
    for value in document.elements(of: token) {
      separate()
      append(document, value, indent: indent + 1, to: &output)
    }
    output += margin.dropLast(2)
    output.append(UInt8(ascii: kind == .object ? "}" : "]"))
  }
}
