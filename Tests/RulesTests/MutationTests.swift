import Diagnostics
import Testing
import TestSupport

@testable import RuleFiles
@testable import Rules

@Suite("Broken rule books")
struct MutationTests {
  /// Pieces that a file may contain where nobody expects them.
  private static let pieces = [
    "~", "[]", "{}", "[[]]", "{a: b}", ".nan", "-.inf", "1e999", "99999999999999999999", "''", "\"\"", "- ",
    ": ", "\n",
    "\u{FEFF}", "\t", "&a ", "*a", "!!str ", "0", "-1", "true", "{{", "}", "2026-99-99", "0d", "null", "é",
    "\u{0}",
  ]

  @Test(arguments: 1...8)
  func `are refused or loaded, never a crash`(seed: UInt64) throws {
    let files = try FixtureFiles.validBook()
    var random = SeededRandom(seed: seed)
    for _ in 0..<40 {
      var mutated = files
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let index = Int.random(in: mutated.indices, using: &random)
        let file = mutated[index]
        mutated[index] = SourceFile(path: file.path, bytes: Self.mutate(file.bytes, &random))
      }
      let load = RuleBook.load(mutated)
      #expect((load.book == nil) == load.diagnostics.contains { $0.severity == .error })
      #expect(load.diagnostics == load.diagnostics.sorted())
    }
  }

  private static func mutate(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    guard !bytes.isEmpty else { return bytes }
    var bytes = bytes
    let place = Int.random(in: bytes.indices, using: &random)
    let end = min(bytes.count, place + Int.random(in: 1...12, using: &random))
    switch Int.random(in: 0...4, using: &random) {
    case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
    case 1: bytes.removeSubrange(place..<end)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: bytes.indices, using: &random))
    case 3: bytes.replaceSubrange(place..<end, with: (pieces.randomElement(using: &random) ?? "").utf8)
    default:
      // A whole value, from a colon to the end of its line.
      let start = bytes[place...].firstIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? place
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
      bytes.replaceSubrange(start..<end, with: " \(pieces.randomElement(using: &random) ?? "")".utf8)
    }
    return bytes
  }
}
