import Diagnostics

/// The lines of a file as indentation orders them. It is asked where the parser gives up, and needs no sound YAML.
struct Outline {
  let lines: SourceLines
  /// By number from 1; nil of those that are empty, a comment, or a part of a longer text.
  private let shapes: [OutlineLine?]

  /// - Parameter indents: how far some lines are indented for reading, by their number, whatever they are in the file.
  init(_ lines: SourceLines, indents: [Int: Int] = [:]) {
    self.lines = lines
    var shapes: [OutlineLine?] = [nil]
    /// How far the line is indented whose text goes on.
    var text: Int?
    for number in 1...max(lines.count, 1) {
      // A line that no person has typed is none of an outline.
      var shape = lines[number].flatMap { $0.utf8.count > 10_000 ? nil : OutlineLine($0) }
      if let indent = indents[number] { shape?.indent = indent }
      if let indent = text, let line = shape {
        if line.indent > indent { shape = nil } else { text = nil }
      }
      if let line = shape, line.opensText { text = line.indent }
      shapes.append(shape)
    }
    self.shapes = shapes
  }

  var count: Int { lines.count }

  subscript(number: Int) -> OutlineLine? { shapes.indices.contains(number) ? shapes[number] : nil }

  /// The nearest line above that has content and fulfils a condition.
  func above(_ number: Int, where fits: (OutlineLine) -> Bool = { _ in true }) -> Int? {
    var number = min(number, shapes.count) - 1
    while number > 0 {
      if let line = shapes[number], fits(line) { return number }
      number -= 1
    }
    return nil
  }

  /// The nearest line below that has content.
  func below(_ number: Int) -> Int? {
    var number = number + 1
    while number < shapes.count {
      if shapes[number] != nil { return number }
      number += 1
    }
    return nil
  }

  /// How far the first of the lines below is indented that belong to a line; nil where none does.
  func childIndent(of number: Int) -> Int? {
    guard let line = self[number], let next = below(number), let child = self[next],
      child.indent > line.indent
    else { return nil }
    return child.indent
  }

  /// The line to which another belongs by its indentation.
  func parent(of number: Int) -> Int? {
    guard let line = self[number] else { return nil }
    return above(number) { $0.indent < line.indent }
  }

  /// A line with all that is indented deeper below it.
  func block(at number: Int) -> Range<Int> {
    guard let line = self[number] else { return number..<(number + 1) }
    var end = number
    while let next = below(end), let shape = self[next], shape.indent > line.indent { end = next }
    // What is a part of a longer text goes with it.
    var last = end
    while last + 1 < shapes.count, shapes[last + 1] == nil, let text = lines[last + 1], !text.trimmed.isEmpty,
      OutlineLine(text).map({ $0.indent > line.indent }) ?? false
    {
      last += 1
    }
    return number..<(last + 1)
  }

  /// The declaration that a line belongs to: the outermost entry below a key at the very left, with all of its lines.
  func declaration(around number: Int) -> Range<Int> {
    guard let (_, entry) = path(to: number) else { return number..<(number + 1) }
    return block(at: entry)
  }

  /// The key at the very left that a line belongs to; nil where it stands at the left itself, and above the first.
  func section(of number: Int) -> String? {
    path(to: number).flatMap { self[$0.section]?.key }
  }

  /// The line at the very left above a line, and the line of that one's entry to which it belongs.
  private func path(to number: Int) -> (section: Int, entry: Int)? {
    guard let start = self[number] != nil ? number : above(number), let line = self[start], line.indent > 0,
      let section = above(start, where: { $0.indent == 0 })
    else { return nil }
    let level = childIndent(of: section) ?? line.indent
    let entry = line.indent <= level ? start : above(start) { $0.indent <= level }
    return (section, max(entry ?? start, section + 1))
  }
}
