import Diagnostics

/// Builds nodes from events. What does not hinder the reading is noted and passed over; the rest is thrown.
struct Composer: ~Copyable {
  /// What a node is to its parent.
  enum Place: Equatable { case root, item, key, value(keyLine: UInt32) }

  struct Composed {
    let node: Node
    /// The levels of the tree under the node, itself included.
    let height: Int
  }

  var diagnostics: [Diagnostic] = []
  let file: String

  private enum Anchor {
    case open
    case complete(Composed, nodes: Int)
    case failed
  }

  private var reader: EventReader
  private let text: YAMLText
  private let limits: YAMLLimits
  private var anchors: [String: Anchor] = [:]
  /// The nodes of the expanded tree so far.
  private var count = 0
  /// The children of all sequences and mappings that are open, so that each becomes an array of exact size.
  private var items: [Node] = []
  private var entries: [Mapping.Entry] = []
  /// Where the latest content ended: a block collection ends there, not where the next token begins.
  private var lastEnd = Position(line: 1, column: 1)

  init(text: YAMLText, file: String, limits: YAMLLimits) {
    reader = EventReader(text)
    self.text = text
    self.file = file
    self.limits = limits
  }

  /// The root of the text's document.
  mutating func compose() -> Node? {
    do {
      return try document()
    } catch {
      diagnostics.append(error.diagnostic)
      return nil
    }
  }

  private mutating func document() throws(Unreadable) -> Node? {
    var root: Node?
    var hasDocument = false
    while true {
      let event = try next()
      switch event {
      case .streamStart, .documentEnd: continue
      case .streamEnd: return root
      case .documentStart(let span):
        if hasDocument {
          report(
            .severalDocuments, "a second document begins here", at: span,
            help: "put it into a file of its own, and delete the '---' or '...' between them")
          return root
        }
        hasDocument = true
      case .scalar("", .plain, let head) where head.anchor == nil && head.tag == nil: continue
      default: root = try node(event, depth: 1, place: .root)?.node
      }
    }
  }

  private mutating func next() throws(Unreadable) -> Event {
    do {
      return try reader.next()
    } catch {
      throw Unreadable(error.diagnostic(in: SourceLines(text.bytes), file: file))
    }
  }

  private mutating func node(_ event: Event, depth: Int, place: Place) throws(Unreadable) -> Composed? {
    let before = count
    switch event {
    case .alias(let name, let span):
      lastEnd = span.upper
      return try expand(name, at: span, depth: depth)
    case .scalar(let text, let style, let head):
      try enter(head.span, depth: depth)
      lastEnd = head.span.upper
      let value = value(of: text, style: style, head: head)
      if style == .plain { checkPaste(text, at: head.span, place: place) }
      let content = Node.Content.scalar(Scalar(text: text, style: style, value: value))
      return close(head, Composed(node: Node(span: head.span, content: content), height: 1), before)
    case .sequenceStart(let head):
      try open(head, tag: "seq", depth: depth)
      return close(head, try sequence(head, depth: depth), before)
    case .mappingStart(let head):
      try open(head, tag: "map", depth: depth)
      return close(head, try mapping(head, depth: depth), before)
    case .streamStart, .streamEnd, .documentStart, .documentEnd, .collectionEnd:
      preconditionFailure("libyaml's events are nested")
    }
  }

  private mutating func sequence(_ head: NodeHead, depth: Int) throws(Unreadable) -> Composed {
    let first = items.count
    var height = 0
    while true {
      let event = try next()
      if case .collectionEnd(let span) = event {
        let content = Node.Content.sequence(Array(items[first...]))
        items.removeSubrange(first...)
        return Composed(node: Node(span: end(head, span), content: content), height: height + 1)
      }
      guard let item = try node(event, depth: depth + 1, place: .item) else { continue }
      items.append(item.node)
      height = max(height, item.height)
    }
  }

  private mutating func mapping(_ head: NodeHead, depth: Int) throws(Unreadable) -> Composed {
    let first = entries.count
    var height = 0
    while true {
      let event = try next()
      if case .collectionEnd(let span) = event {
        let content = Node.Content.mapping(Mapping(entries: uniqueEntries(from: first)))
        entries.removeSubrange(first...)
        return Composed(node: Node(span: end(head, span), content: content), height: height + 1)
      }
      let key = try key(event, depth: depth + 1)
      let place = Place.value(keyLine: key?.span.line ?? .max)
      let value = try node(try next(), depth: depth + 1, place: place)
      guard let key, let value else { continue }
      height = max(height, value.height, 1)
      if head.isFlow { checkFlowEntry(key.scalar, at: key.span, value: value.node) }
      entries.append(Mapping.Entry(key: key.scalar, keySpan: key.span, value: value.node))
    }
  }

  /// A key; nil where it cannot be one, which is reported.
  private mutating func key(
    _ event: Event, depth: Int
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
      report(
        .nonScalarKey, "a key must be a single value, not a list or a mapping",
        at: span ?? composed.node.span, help: "write a name before the ':'; put quotes around '{', '[' and '?'")
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

  private func end(_ head: NodeHead, _ span: SourceSpan) -> SourceSpan {
    SourceSpan(head.span.lower, head.isFlow ? span.upper : lastEnd)
  }

  /// The entries since an index without those whose key was there before, which are reported.
  private mutating func uniqueEntries(from first: Int) -> [Mapping.Entry] {
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

  mutating func report(
    _ id: DiagnosticID, severity: Severity = .error, _ message: String, at span: SourceSpan, help: String,
    notes: [Diagnostic.Note] = []
  ) {
    diagnostics.append(
      Diagnostic(
        severity, id, message, at: SourceLocation(file: file, span: span), help: help, notes: notes))
  }
}

// MARK: Anchors and limits

extension Composer {
  private mutating func open(_ head: NodeHead, tag: String, depth: Int) throws(Unreadable) {
    try enter(head.span, depth: depth)
    checkCollectionTag(head, expected: tag)
    if let anchor = head.anchor { anchors[anchor] = .open }
  }

  private mutating func close(_ head: NodeHead, _ composed: Composed, _ before: Int) -> Composed {
    if let anchor = head.anchor { anchors[anchor] = .complete(composed, nodes: count - before) }
    return composed
  }

  /// The node that an alias stands for. Its nodes are counted, not copied: arrays are shared.
  private mutating func expand(
    _ name: String, at span: SourceSpan, depth: Int
  ) throws(Unreadable) -> Composed? {
    switch anchors[name] {
    case .complete(let composed, let nodes):
      guard depth + composed.height - 1 <= limits.depth else { throw tooDeep(span) }
      let (sum, overflow) = count.addingReportingOverflow(nodes)
      guard !overflow, sum <= limits.nodes else { throw tooManyNodes(span) }
      count = sum
      return composed
    case .open:
      report(
        .recursiveAlias, "the alias '*\(name)' stands inside the value that it names", at: span,
        help: "write the value out; a value cannot hold itself")
    case .failed: break
    case nil:
      report(
        .unknownAnchor, "no anchor '&\(name)' comes before this alias", at: span,
        help: "define '&\(name)' further up in this file, or put quotes around a text that begins with '*'")
    }
    return nil
  }

  private mutating func enter(_ span: SourceSpan, depth: Int) throws(Unreadable) {
    guard depth <= limits.depth else { throw tooDeep(span) }
    count += 1
    guard count <= limits.nodes else { throw tooManyNodes(span) }
  }

  private func tooDeep(_ span: SourceSpan) -> Unreadable {
    Unreadable(
      .tooDeep, "this is nested deeper than \(limits.depth) levels",
      at: SourceLocation(file: file, span: span), help: "rewrite it with fewer levels")
  }

  private func tooManyNodes(_ span: SourceSpan) -> Unreadable {
    Unreadable(
      .tooManyNodes, "the file holds more than \(limits.nodes) values once its aliases are expanded",
      at: SourceLocation(file: file, span: span), help: "split the file, or use fewer aliases")
  }
}
