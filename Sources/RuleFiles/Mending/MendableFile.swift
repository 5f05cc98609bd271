package import Diagnostics
import YAML

/// A rule file that is to be mended.
package struct MendableFile {
  package let file: SourceFile
  private let lines: SourceLines
  private let root: Node?

  package init(_ file: SourceFile) {
    self.file = file
    lines = file.lines
    root = YAMLDocument.parse(file).root
  }

  /// The changes of the file's bytes that a mend asks for; nil where what stands there is written in a way that cannot be
  /// changed in place. Comments and the order of everything else stay as they are.
  ///
  /// - Parameter place: where the problem stands.
  package func edits(for fix: TextFix, at place: SourceSpan) -> [TextPatch.Edit]? {
    let span = fix.span ?? place
    switch fix.change {
    case .text(let text):
      return lines.range(of: span).map { [TextPatch.Edit($0, text.utf8)] }
    case .word(let word, let old):
      guard let range = lines.range(of: span),
        let text = WrittenWord(file.bytes[range]).replacing(old, with: word)
      else { return nil }
      return [TextPatch.Edit(range, text.utf8)]
    case .removal: return entry(at: span).flatMap { $0.removal }.map { [$0] }
    case .member(let key, let value, let other):
      return entry(at: span).flatMap { $0.adding(key, value, beside: other) }.map { [$0] }
    }
  }

  private func entry(at span: SourceSpan) -> MappingEntryPlace? {
    root.flatMap { MappingEntryPlace(of: span, in: $0, file.bytes, lines) }
  }
}

/// A word as it stands in a file, perhaps in quotes.
private struct WrittenWord {
  private let text: String

  init(_ bytes: ArraySlice<UInt8>) { text = String(decoding: bytes, as: UTF8.self) }

  /// Another word in the same quotes; nil where what stands there is not the one that is to be replaced, or where the
  /// quotes do not do for the other one.
  func replacing(_ old: String, with new: String) -> String? {
    if stands(old) { return new.isPlain ? new : nil }
    if stands("\"\(old)\"") { return new.contains { "\"\\".contains($0) } ? nil : "\"\(new)\"" }
    if stands("'\(old)'") { return new.contains("'") ? nil : "'\(new)'" }
    return nil
  }

  /// Letter by letter: accents may be encoded in two ways.
  private func stands(_ other: String) -> Bool { text.utf8.elementsEqual(other.utf8) }
}

extension String {
  /// Whether it needs no quotes anywhere in a rule file.
  fileprivate var isPlain: Bool {
    wholeMatch(of: /[\p{L}0-9_](?:[\p{L}0-9_.\/ -]*[\p{L}0-9_])?/) != nil
  }
}
