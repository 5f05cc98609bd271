import Diagnostics
import YAML

extension MappingEntryPlace {
  /// What gives the mapping that is the entry's value one more entry; a single value becomes a mapping first.
  ///
  /// - Parameter other: the key of a single value then, and the one that the new entry stands behind otherwise.
  func adding(_ key: String, _ text: String, beside other: String) -> TextPatch.Edit? {
    guard let value = lines.range(of: entry.value.span), value.lowerBound >= self.key.upperBound else {
      return nil
    }
    switch entry.value.content {
    case .sequence: return nil
    case .scalar(let scalar):
      guard !value.isEmpty, scalar.style != .literal, scalar.style != .folded,
        entry.value.span.line == entry.value.span.endLine
      else { return nil }
      let written = String(decoding: bytes[value], as: UTF8.self)
      return TextPatch.Edit(value, "{\(other): \(written), \(key): \(text)}".utf8)
    case .mapping(let mapping):
      guard let neighbour = mapping.entries.first(where: { $0.key.text == other }) ?? mapping.entries.last
      else { return nil }
      return Self.isFlow(entry.value.span, bytes, lines)
        ? inBraces("\(key): \(text)", after: neighbour) : onLine("\(key): \(text)", after: neighbour)
    }
  }

  private func inBraces(_ text: String, after neighbour: Mapping.Entry) -> TextPatch.Edit? {
    guard let key = lines.range(of: neighbour.keySpan), let value = lines.range(of: neighbour.value.span),
      value.lowerBound >= key.upperBound
    else { return nil }
    return TextPatch.Edit(value.upperBound..<value.upperBound, ", \(text)".utf8)
  }

  private func onLine(_ text: String, after neighbour: Mapping.Entry) -> TextPatch.Edit? {
    let last = max(Int(neighbour.keySpan.line), neighbour.value.lastLine)
    guard let key = lines.range(of: neighbour.keySpan),
      isFirst(key.lowerBound, onLine: neighbour.keySpan.line),
      let whole = lines.wholeRange(ofLine: last), let line = lines.range(ofLine: last)
    else { return nil }
    let text = String(repeating: " ", count: Int(neighbour.keySpan.column) - 1) + text
    let end = Array(bytes[line.upperBound..<whole.upperBound])
    let isLast = end.isEmpty
    let ending = isLast ? lines.ending : end
    let new = isLast ? ending + Array(text.utf8) : Array(text.utf8) + ending
    return TextPatch.Edit(whole.upperBound..<whole.upperBound, new)
  }
}
