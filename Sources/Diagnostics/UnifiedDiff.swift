/// What differs between two versions of a file, as `diff -u` writes it and `patch -p1` takes it.
package struct UnifiedDiff {
  private let path: String
  private let old: [ArraySlice<UInt8>]
  private let new: [ArraySlice<UInt8>]
  /// Lines that differ: what stood there, and what stands there now.
  private var changes: [(old: Range<Int>, new: Range<Int>)] = []

  private static let context = 3

  /// - Parameter path: of both versions.
  package init(_ path: String, from old: [UInt8], to new: [UInt8]) {
    self.path = String(path.drop { $0 == "/" })
    self.old = Self.lines(old)
    self.new = Self.lines(new)
    var (removed, inserted) = (Set<Int>(), Set<Int>())
    for change in self.new.difference(from: self.old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var (left, right) = (0, 0)
    while left < self.old.count || right < self.new.count {
      let start = (left, right)
      while removed.contains(left) { left += 1 }
      while inserted.contains(right) { right += 1 }
      if start != (left, right) {
        changes.append((start.0..<left, start.1..<right))
      } else {
        (left, right) = (left + 1, right + 1)
      }
    }
  }

  /// Nothing where both are the same.
  package var bytes: [UInt8] {
    guard !changes.isEmpty else { return [] }
    var output = Array("--- a/\(path)\n+++ b/\(path)\n".utf8)
    var hunk = changes[..<0]
    for index in changes.indices {
      if let last = hunk.last, changes[index].old.lowerBound - last.old.upperBound > 2 * Self.context {
        write(hunk, to: &output)
        hunk = changes[index..<index]
      }
      hunk = changes[hunk.startIndex...index]
    }
    write(hunk, to: &output)
    return output
  }

  private func write(_ hunk: ArraySlice<(old: Range<Int>, new: Range<Int>)>, to output: inout [UInt8]) {
    guard let first = hunk.first, let last = hunk.last else { return }
    let lead = min(Self.context, first.old.lowerBound)
    let trail = min(Self.context, old.count - last.old.upperBound)
    let before = (first.old.lowerBound - lead)..<(last.old.upperBound + trail)
    let after = (first.new.lowerBound - lead)..<(last.new.upperBound + trail)
    output += "@@ -\(Self.words(before)) +\(Self.words(after)) @@\n".utf8
    var position = before.lowerBound
    for change in hunk {
      for line in old[position..<change.old.lowerBound] { write(" ", line, to: &output) }
      for line in old[change.old] { write("-", line, to: &output) }
      for line in new[change.new] { write("+", line, to: &output) }
      position = change.old.upperBound
    }
    for line in old[position..<before.upperBound] { write(" ", line, to: &output) }
  }

  private func write(_ mark: String, _ line: ArraySlice<UInt8>, to output: inout [UInt8]) {
    output += mark.utf8
    output += line
    if line.last != 0x0A { output += "\n\\ No newline at end of file\n".utf8 }
  }

  /// The number of the first line and how many there are; of none, the line before them.
  private static func words(_ lines: Range<Int>) -> String {
    let start = lines.isEmpty ? lines.lowerBound : lines.lowerBound + 1
    return lines.count == 1 ? "\(start)" : "\(start),\(lines.count)"
  }

  /// Lines as other programs see them, each with its line feed.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      lines.append(bytes[start..<end])
      start = end
    }
    return lines
  }
}
