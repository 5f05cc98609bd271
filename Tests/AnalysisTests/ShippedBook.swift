import Diagnostics
import Foundation
import RuleFiles
import TestSupport

/// The rule book that comes with Waymark.
enum ShippedBook {
  /// Its rule files, and the sheets of its tables.
  static let files: [SourceFile] = {
    let root = Project.root.appending(path: "rules")
    let names =
      FileManager.default.enumerator(atPath: root.path)?.allObjects.compactMap { $0 as? String } ?? []
    return names.filter { RuleFile.kind(ofPath: $0) == .rules || RuleFile.kind(ofPath: $0) == .sheet }
      .sorted()
      .compactMap { name in
        (try? Data(contentsOf: root.appending(path: name))).map { SourceFile(path: name, bytes: Array($0)) }
      }
  }()
}
