import Diagnostics
import YAML

extension MappingEntryPlace {
  /// What removes the entry: its own lines, or between braces itself with its comma.
  var removal: TextPatch.Edit? { (isFlow ? flowRange : blockRange).map { TextPatch.Edit($0, []) } }

  private var blockRange: Range<Int>? {
    guard isFirst(key.lowerBound, onLine: entry.keySpan.line) else { return nil }
    let first = Int(entry.keySpan.line)
    var last = max(first, entry.value.lastLine)
    // A block of text goes on over the empty lines below it.
    while last > first, isBlank(last) { last -= 1 }
    // Of the empty lines above and below it, one group is enough.
    if first == 1 || isBlank(first - 1) {
      while last < lines.count, isBlank(last + 1) { last += 1 }
    }
    guard let start = lines.wholeRange(ofLine: first)?.lowerBound,
      let end = lines.wholeRange(ofLine: last)?.upperBound
    else { return nil }
    return start..<end
  }

  private var flowRange: Range<Int>? {
    // Behind an alias stands what it stands for, which is elsewhere.
    guard let value = lines.range(of: entry.value.span), value.lowerBound >= key.upperBound else {
      return nil
    }
    let end = value.upperBound
    let next = bytes[end...].firstIndex { !$0.isSpaceOrBreak }
    let previous = bytes[..<key.lowerBound].lastIndex { !$0.isSpaceOrBreak }
    guard let next, let previous else { return nil }
    switch (bytes[previous], bytes[next]) {
    case (UInt8(ascii: "{"), UInt8(ascii: ",")), (UInt8(ascii: ","), UInt8(ascii: ",")):
      return untilNext(after: next)
    case (UInt8(ascii: ","), UInt8(ascii: "}")): return previous..<end
    case (UInt8(ascii: "{"), UInt8(ascii: "}")): return key.lowerBound..<next
    default: return nil
    }
  }

  /// From the entry up to the one behind its comma; its whole lines where it has them for itself.
  private func untilNext(after comma: Int) -> Range<Int> {
    let rest = bytes[(comma + 1)...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard let first = rest.first, first == 0x0A || first == 0x0D,
      isFirst(key.lowerBound, onLine: entry.keySpan.line),
      let start = lines.wholeRange(ofLine: Int(entry.keySpan.line))?.lowerBound
    else {
      return key.lowerBound..<(rest.first.map { $0.isSpaceOrBreak } ?? true ? comma + 1 : rest.startIndex)
    }
    let isPair = rest.starts(with: [0x0D, 0x0A])
    return start..<(rest.startIndex + (isPair ? 2 : 1))
  }
}

extension UInt8 {
  fileprivate var isSpaceOrBreak: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
