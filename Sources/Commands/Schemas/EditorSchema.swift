import RuleFiles
import RuleTests

/// The schemas for editors that stand beside the files of a rule book. Their names begin with a dot: they are no part of
/// the book.
enum EditorSchema: CaseIterable {
  case book, tests

  /// The name of its file, in the folder of the rule book.
  var file: String {
    switch self {
    case .book: ".book.schema.json"
    case .tests: ".tests.schema.json"
    }
  }

  /// The first line of a file that it describes, which editors with yaml-language-server find it by.
  ///
  /// - Parameter depth: how many folders below that of the rule book the file stands.
  func modeline(depth: Int = 0) -> String {
    "# yaml-language-server: $schema=\(String(repeating: "../", count: depth))\(file)\n"
  }

  /// The schema as JSON.
  ///
  /// - Parameter words: those of one book; nil for any.
  func json(_ words: BookWords?) -> [UInt8] {
    switch self {
    case .book: words.map { BookSchema(of: $0) }?.schema.json ?? BookSchema.general.schema.json
    case .tests: words.map { TestSchema(of: $0) }?.schema.json ?? TestSchema.general.schema.json
    }
  }

  /// Writes both into the folder of a rule book.
  static func write(_ words: BookWords, to folder: String) throws(Failure) {
    for schema in allCases {
      var file = try NewFile(at: "\(folder)/\(schema.file)", isPrivate: false)
      try file.write(schema.json(words)[...])
      try file.finish()
    }
  }
}
