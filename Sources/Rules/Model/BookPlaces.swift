package import Diagnostics

/// Where the parts of a book stand in its files.
package struct BookPlaces: Sendable {
  /// Something that a book declares.
  package enum Part: Sendable, Hashable {
    case item(IDKind, id: String)
    case rule(id: String)
    /// By path.
    case attribute(String)
    /// By its key under `policies`, and by its id where there are several of them.
    case policy(String, id: String? = nil)
    case table(id: String)

    /// Whether both are declared in the same way.
    fileprivate func isAlike(_ other: Part) -> Bool {
      switch (self, other) {
      case (.item(let kind, _), .item(let otherKind, _)): kind == otherKind
      case (.rule, .rule), (.attribute, .attribute), (.policy, .policy), (.table, .table): true
      case (.item, _), (.rule, _), (.attribute, _), (.policy, _), (.table, _): false
      }
    }

    /// The name under which it stands.
    package var name: String {
      switch self {
      case .item(_, let id), .rule(let id), .table(let id): id
      case .attribute(let path): path
      case .policy(let key, let id): id ?? key
      }
    }
  }

  private struct Place {
    let head: SourceLocation
    /// Of its file.
    let lines: ClosedRange<Int>
  }

  private var places: [Part: Place] = [:]
  /// Files that belong to a part as a whole.
  private var files: [String: [Part]] = [:]

  package init() {}

  /// Adds where its id or its key stands, and through which line its body goes.
  package mutating func add(_ part: Part, at head: SourceLocation, through line: Int) {
    let first = Int(head.span.line)
    let place = Place(head: head, lines: first...max(first, line))
    // The first one counts.
    places.merge(CollectionOfOne((part, place))) { first, _ in first }
  }

  /// Adds a file that belongs to a part as a whole, such as the rows of a table.
  package mutating func add(file: String, of part: Part) { files[file, default: []].append(part) }

  /// Where its id or its key stands; nil for what the book does not declare.
  package subscript(part: Part) -> SourceLocation? { places[part]?.head }

  /// Whether a place lies within a part.
  package func contains(_ part: Part, _ place: SourceLocation) -> Bool {
    if let files = files[place.file], files.contains(part) { return true }
    guard let own = places[part] else { return false }
    return own.head.file == place.file && own.lines.contains(Int(place.span.line))
  }

  /// The parts within which places lie, by place; the order of parts is that of their names.
  package func parts(at places: some Sequence<SourceLocation>) -> [SourceLocation: [Part]] {
    var wanted: [String: [Int: [SourceLocation]]] = [:]
    for place in Set(places) {
      wanted[place.file, default: [:]][Int(place.span.line), default: []].append(place)
    }
    let sorted = wanted.mapValues { $0.keys.sorted() }
    var parts: [SourceLocation: [Part]] = [:]
    func add(_ part: Part, file: String, _ lines: ClosedRange<Int>) {
      guard let found = sorted[file], let places = wanted[file] else { return }
      let first = found.partitioningIndex(from: lines.lowerBound)
      for line in found[first...].prefix(while: { $0 <= lines.upperBound }) {
        for place in places[line] ?? [] { parts[place, default: []].append(part) }
      }
    }
    for (part, place) in self.places { add(part, file: place.head.file, place.lines) }
    for (file, owners) in files { for owner in owners { add(owner, file: file, 1...Int.max) } }
    return Dictionary(
      uniqueKeysWithValues: parts.map { place, parts in
        (place, withoutNeighbours(parts, place).sorted { bytesPrecede($0.name, $1.name) })
      })
  }

  /// Of several parts of a kind that begin on the line of a place, the last one that begins before it:
  /// `rules: {first: …, second: …}`.
  private func withoutNeighbours(_ parts: [Part], _ place: SourceLocation) -> [Part] {
    guard parts.count > 1 else { return parts }
    func column(_ part: Part) -> UInt32? {
      guard let head = self[part], head.file == place.file, head.span.line == place.span.line,
        head.span.column <= place.span.column
      else { return nil }
      return head.span.column
    }
    return parts.filter { part in
      guard let head = self[part], head.file == place.file, head.span.line == place.span.line else {
        return true
      }
      let latest = parts.filter { $0.isAlike(part) }.compactMap(column).max()
      return latest == nil || latest == column(part)
    }
  }
}

extension [Int] {
  /// The index of the first number of a sorted list that is not smaller than another.
  fileprivate func partitioningIndex(from number: Int) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
