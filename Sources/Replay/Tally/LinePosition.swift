/// A line of a log: the number of the file among those that are read, and of the line in it, from 1.
package struct LinePosition: Hashable, Comparable, Sendable {
  package let file: Int
  package let line: Int

  package init(file: Int, line: Int) {
    self.file = file
    self.line = line
  }

  package static func < (one: Self, other: Self) -> Bool { (one.file, one.line) < (other.file, other.line) }
}

/// How often something was found, and where first: the same in whatever order it is counted.
package struct FoundCount: Sendable {
  package private(set) var count = 0
  package private(set) var first: LinePosition
  /// The id of the first decision.
  package private(set) var example: String

  init(_ id: String, at position: LinePosition) {
    (first, example, count) = (position, id, 1)
  }

  mutating func add(_ other: FoundCount) {
    count += other.count
    if other.first < first { (first, example) = (other.first, other.example) }
  }
}

extension Dictionary where Value == FoundCount {
  mutating func count(_ key: Key, _ id: String, at position: LinePosition) {
    self[key] == nil ? self[key] = FoundCount(id, at: position) : self[key]?.add(FoundCount(id, at: position))
  }

  mutating func add(_ others: Self) { merge(others) { one, other in one.adding(other) } }
}

extension FoundCount {
  fileprivate func adding(_ other: FoundCount) -> FoundCount {
    var sum = self
    sum.add(other)
    return sum
  }
}
