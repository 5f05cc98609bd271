import Diagnostics
import Foundation
import Testing
import TestSupport
import YAML

@Suite("Damaged files")
struct FuzzTests {
  static let pieces: [[UInt8]] = [
    "&a ", "*a", "!!int ", "! ", "\t", "“", "\u{A0}", "\u{2028}", "\u{85}", "\r", "\r\n", "---\n", "<<: ",
    "? ",
    "- ", ": ", "{", "]", "'", "\"", "|\n", ">-\n", "#", "%", "\u{FEFF}", "a:b",
  ].map { Array($0.utf8) }

  @Test(arguments: DiagnosticTests.names)
  func `never crash the reader or the renderer`(name: String) throws {
    let original = try DiagnosticTests.file(name).bytes
    guard original.count < 10_000 else { return }
    var random = SeededRandom(
      seed: UInt64(original.count) &* 31 &+ UInt64(name.utf8.reduce(0) { Int($0) + Int($1) }))
    for _ in 0..<150 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.insert(contentsOf: Self.pieces.randomElement(using: &random) ?? [], at: index)
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: index)
        case 2 where index < bytes.count: bytes.remove(at: index)
        default:
          if index < bytes.count { bytes[index] = UInt8.random(in: 0...255, using: &random) }
        }
      }
      let file = SourceFile(path: name, bytes: bytes)
      let document = YAMLDocument.parse(file)
      let text = DiagnosticRenderer(files: [file]).render(document.diagnostics)
      #expect(text.isEmpty == document.diagnostics.isEmpty)
    }
  }
}
