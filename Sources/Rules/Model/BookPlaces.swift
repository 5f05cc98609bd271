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
  }

  private var heads: [Part: SourceLocation] = [:]
  private var lines: [Part: ClosedRange<Int>] = [:]

  package init() {}

  /// Adds where its id or its key stands, and through which line its body goes.
  package mutating func add(_ part: Part, at head: SourceLocation, through line: Int) {
    guard heads[part] == nil else { return }
    let first = Int(head.span.line)
    heads[part] = head
    lines[part] = first...max(first, line)
  }

  /// Where its id or its key stands; nil for what the book does not declare.
  package subscript(part: Part) -> SourceLocation? { heads[part] }

  /// Whether a place lies within a part.
  package func contains(_ part: Part, _ place: SourceLocation) -> Bool {
    heads[part]?.file == place.file && lines[part]?.contains(Int(place.span.line)) == true
  }
}
