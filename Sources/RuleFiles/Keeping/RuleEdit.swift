import Diagnostics
import Rules
import YAML

/// Files of a book that changed since it was loaded, in nothing but their rules.
struct RuleEdit {
  /// Of the files that changed, came or went.
  let paths: Set<String>
  /// Those among them that are there now.
  let changedFiles: [SourceFile]
  let parsed: ParsedFiles
  /// All files that are part of the book now, in its order.
  let parts: [SourceFile]

  /// Where more of a book changed than this part of it, to load it anew with several threads takes less time.
  private static let largestPart = 4

  /// Nil where something else changed, or may have.
  init?(of load: KeptLoad, to files: [SourceFile]) {
    let before = Dictionary(load.given.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let now = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    // Names that look the same may be two.
    guard before.count == load.given.count, now.count == files.count else { return nil }
    let paths = Set(before.keys).union(now.keys).filter { before[$0]?.bytes != now[$0]?.bytes }
    let changed = paths.compactMap { now[$0] }
    guard
      changed.reduce(0, { $0 + $1.bytes.count }) * Self.largestPart
        <= files.reduce(0, { $0 + $1.bytes.count }),
      paths.allSatisfy({ RuleFile.belongs(path: $0) }), !Self.isToldElsewhere(of: paths, load.diagnostics)
    else { return nil }
    var documents: [ParsedFiles.Part] = []
    for path in paths {
      let new = now[path].map { ParsedFiles.Part($0) }
      let others = load.besideRules[path] ?? []
      guard let stillOthers = new.map(\.document.besideRules) ?? [], stillOthers == others,
        // Their rows make rules.
        !others.contains(where: { $0.key.text == Section.tables.rawValue }),
        // Which of the things that were told of a file are about its rules is not known.
        others.isEmpty || !load.diagnostics.contains(where: { $0.location.file == path })
      else { return nil }
      if let new { documents.append(new) }
    }
    self.paths = paths
    changedFiles = documents.map(\.file).sorted { bytesPrecede($0.path, $1.path) }
    parsed = ParsedFiles(documents)
    let sheets = load.files.filter { RuleFile.kind(ofPath: $0.path) == .sheet }
    parts = (files.filter { RuleFile.belongs(path: $0.path) } + sheets).sorted {
      bytesPrecede($0.path, $1.path)
    }
  }

  /// Whether something was told of other files that has to do with these.
  private static func isToldElsewhere(of paths: Set<String>, _ diagnostics: [Diagnostic]) -> Bool {
    diagnostics.contains { diagnostic in
      !paths.contains(diagnostic.location.file)
        && diagnostic.notes.contains { paths.contains($0.location.file) }
    }
  }
}
