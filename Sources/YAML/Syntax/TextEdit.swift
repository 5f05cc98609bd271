import Diagnostics

/// How the lines of a text are changed for reading.
struct TextEdit {
  /// Lines that are left out.
  private(set) var omitted: [Range<Int>] = []
  /// How far lines are indented, by their number.
  private(set) var indents: [Int: Int] = [:]

  var isEmpty: Bool { omitted.isEmpty && indents.isEmpty }

  /// - Returns: whether it was not there before.
  mutating func add(_ repair: SyntaxCause.Repair) -> Bool {
    switch repair {
    case .without(let ranges):
      let new = ranges.filter { range in !omitted.contains { $0.contains(range) } }
      omitted += new
      return !new.isEmpty
    case .indenting(let lines, let indent):
      let new = lines.filter { indents[$0] == nil && !omits($0) }
      for line in new { indents[line] = indent }
      return !new.isEmpty
    }
  }

  /// The lines of a text without those that are left out, in its own columns.
  func outline(of text: YAMLText) -> Outline {
    var edit = self
    edit.indents = [:]
    return Outline(SourceLines(text.edited(edit).bytes), indents: indents)
  }

  func omits(_ line: Int) -> Bool { omitted.contains { $0.contains(line) } }
}

extension YAMLText {
  /// The text as changed; places in it are those of the text as it was.
  func edited(_ edit: TextEdit) -> YAMLText {
    guard !edit.isEmpty else { return self }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var shifts: [UInt32: Int32] = [:]
    var number = 1
    var index = 0
    while index < bytes.count {
      let end = bytes[index...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      if edit.omits(number) {
        // Nothing of it is left but its end.
      } else if let indent = edit.indents[number] {
        let content = bytes[index..<end].drop { $0 == 0x20 }
        shifts[UInt32(number)] = Int32(content.startIndex - index - indent)
        result += [UInt8](repeating: 0x20, count: indent) + content
      } else {
        result += bytes[index..<end]
      }
      index = end
      guard index < bytes.count else { break }
      result.append(bytes[index])
      if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A {
        index += 1
        result.append(bytes[index])
      }
      index += 1
      number += 1
    }
    return YAMLText(self, bytes: result, shifts: shifts)
  }
}
