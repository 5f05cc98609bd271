import Diagnostics

extension Composer {
  /// A key; nil where it cannot be one, which is reported.
  mutating func key(
    _ event: Event, depth: Int, after before: Mapping.Entry? = nil
  ) throws(Unreadable) -> (scalar: Scalar, span: SourceSpan)? {
    var span: SourceSpan?
    var isMerge = false
    switch event {
    case .alias(_, let place): span = place
    case .scalar("<<", .plain, let head): isMerge = head.tag == nil
    default: break
    }
    guard let composed = try node(event, depth: depth, place: .key) else { return nil }
    guard case .scalar(let scalar) = composed.node.content else {
      if let before, let text = before.textUpTo(composed.node) {
        report(
          .nonScalarKey, "the comma ends the text of '\(before.key.text)', and '\(text.rest)' is no key",
          at: composed.node.span, help: "put the text in quotes: \(text.whole.inQuotes)")
        return nil
      }
      report(
        .nonScalarKey, "a key must be a single value, not a list or a mapping",
        at: span ?? composed.node.span,
        help: "write a name before the ':'; put quotes around '{', '[' and '?'")
      return nil
    }
    guard !isMerge else {
      report(
        .mergeKey, "merge keys ('<<') are not supported", at: composed.node.span,
        help: "write the entries out, or put an anchor on the whole value and use an alias for it")
      return nil
    }
    return (scalar, span ?? composed.node.span)
  }

  /// The entries since an index without those whose key was there before, which are reported.
  mutating func uniqueEntries(from first: Int) -> [Mapping.Entry] {
    var indices: [String: Int] = [:]
    var duplicates: Set<Int> = []
    if entries.count - first > 8 {
      indices.reserveCapacity(entries.count - first)
      for index in first..<entries.count {
        if let earlier = indices[entries[index].key.text] {
          duplicates.insert(index)
          reportDuplicate(entries[index], of: entries[earlier])
        } else {
          indices[entries[index].key.text] = index
        }
      }
    } else {
      for index in first..<entries.count {
        let earlier = entries[first..<index].firstIndex { $0.key.text == entries[index].key.text }
        guard let earlier else { continue }
        duplicates.insert(index)
        reportDuplicate(entries[index], of: entries[earlier])
      }
    }
    guard !duplicates.isEmpty else { return Array(entries[first...]) }
    return (first..<entries.count).filter { !duplicates.contains($0) }.map { entries[$0] }
  }

  private mutating func reportDuplicate(_ entry: Mapping.Entry, of earlier: Mapping.Entry) {
    let place = SourceLocation(file: file, span: earlier.keySpan)
    report(
      .duplicateKey, "the key '\(entry.key.text)' is there twice", at: entry.keySpan,
      help: "rename one of them, or put both entries under one key",
      notes: [Diagnostic.Note("first given here", at: place)])
  }
}

extension Mapping.Entry {
  /// The text that this entry would have in quotes, where a node that stands behind a comma is a part of it:
  /// `{title: Hello, {persona}}`.
  fileprivate func textUpTo(_ node: Node) -> (whole: String, rest: String)? {
    guard case .scalar(let scalar) = value.content, scalar.style == .plain, scalar.value == .string,
      value.span.endLine == node.span.line, let rest = node.plainText
    else { return nil }
    return ("\(scalar.text), \(rest)", rest)
  }
}

extension Node {
  /// As it stands, where it has nothing but words between its brackets.
  fileprivate var plainText: String? {
    switch content {
    case .scalar(let scalar): return scalar.style == .plain ? scalar.text : nil
    case .sequence(let nodes):
      let texts = nodes.compactMap(\.plainText)
      return texts.count == nodes.count ? "[\(texts.joined(separator: ", "))]" : nil
    case .mapping(let mapping):
      let keys = mapping.entries.filter { $0.value.plainText == "" && $0.key.style == .plain }.map(\.key.text)
      return keys.count == mapping.entries.count ? "{\(keys.joined(separator: ", "))}" : nil
    }
  }
}
