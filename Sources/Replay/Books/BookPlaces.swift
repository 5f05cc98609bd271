import Diagnostics
import YAML

/// Where the keys of a rule book stand. Its files are parsed when it is first asked.
final class BookPlaces {
  private let files: [SourceFile]
  private lazy var roots: [(file: String, root: Node)] = files.compactMap { file in
    YAMLDocument.parse(file).root.map { (file.path, $0) }
  }
  private var known: [[String]: SourceLocation?] = [:]

  init(_ files: [SourceFile]) { self.files = files }

  /// The place of a key, or of the innermost key around it that is there; nil where not even the second is.
  ///
  /// - Parameter path: from the top of a file: `["policies", "caps", "two-a-week"]`.
  func place(of path: [String]) -> SourceLocation? {
    if let place = known[path] { return place }
    let place = find(path)
    known[path] = .some(place)
    return place
  }

  private func find(_ path: [String]) -> SourceLocation? {
    var best: (depth: Int, place: SourceLocation)?
    for (file, root) in roots {
      var node = root
      var depth = 0
      var place: SourceLocation?
      while depth < path.count, case .mapping(let mapping) = node.content,
        let entry = mapping.entries.first(where: { $0.key.text == path[depth] })
      {
        depth += 1
        place = SourceLocation(file: file, span: entry.keySpan)
        node = entry.value
      }
      if let place, depth >= min(2, path.count), best.map({ depth > $0.depth }) ?? true {
        best = (depth, place)
      }
    }
    return best?.place
  }
}
