import Diagnostics

/// Builds nodes from events. Problems that reading can go on after are collected; the rest is thrown.
struct Composer: ~Copyable {
  /// What a node is to its parent.
  enum Place: Equatable { case root, item, key, value(keyLine: UInt32) }

  struct Composed {
    let node: Node
    /// The levels of the tree under the node, itself included.
    let height: Int
  }

  enum Anchor {
    case open
    case complete(Composed, nodes: Int)
  }

  let file: String
  let limits: YAMLLimits
  var diagnostics: [Diagnostic] = []
  var isASCII: Bool { text.isASCII }
  private let text: YAMLText
  private var reader: EventReader
  var anchors: [String: Anchor] = [:]
  /// The nodes of the expanded tree so far.
  var count = 0
  /// The children of all sequences and mappings that are open, so that each becomes an array of exact size.
  private var items: [Node] = []
  var entries: [Mapping.Entry] = []
  /// Where the latest content ended: a block collection ends there, not where the next token begins.
  private var lastEnd = Position(line: 1, column: 1)

  init(text: YAMLText, file: String, limits: YAMLLimits) {
    reader = EventReader(text)
    self.text = text
    self.file = file
    self.limits = limits
  }

  /// The root of the text's document.
  mutating func compose() throws(Unreadable) -> Node? { try document() }

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
      throw .malformed(error)
    }
  }

  mutating func node(_ event: Event, depth: Int, place: Place) throws(Unreadable) -> Composed? {
    let before = count
    switch event {
    case .alias(let name, let span):
      lastEnd = span.upper
      return try expand(name, at: span, depth: depth)
    case .scalar(let text, let style, let head):
      try addNode(head.span, depth: depth)
      lastEnd = head.span.upper
      let value = value(of: text, style: style, head: head)
      if style == .plain { checkPastedText(text, at: head.span, place: place) }
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
      if case .collectionEnd(let end) = event {
        let content = Node.Content.sequence(Array(items[first...]))
        items.removeSubrange(first...)
        return Composed(node: Node(span: span(of: head, to: end), content: content), height: height + 1)
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
      if case .collectionEnd(let end) = event {
        let content = Node.Content.mapping(Mapping(entries: uniqueEntries(from: first)))
        entries.removeSubrange(first...)
        return Composed(node: Node(span: span(of: head, to: end), content: content), height: height + 1)
      }
      let before = head.isFlow && entries.count > first ? entries.last : nil
      let key = try key(event, depth: depth + 1, after: before)
      let place = Place.value(keyLine: key?.span.line ?? .max)
      let value = try node(try next(), depth: depth + 1, place: place)
      guard let key, let value else { continue }
      height = max(height, value.height, 1)
      if head.isFlow { checkFlowEntry(key.scalar, at: key.span, value: value.node) }
      // A dash or a bullet before it was reported.
      if key.scalar.style == .plain, PastedText.bullet(key.scalar.text.unicodeScalars) != nil { continue }
      if isFlawed(key.scalar, at: key.span, value: value.node) { continue }
      entries.append(Mapping.Entry(key: key.scalar, keySpan: key.span, value: value.node))
    }
  }

  /// What a collection spans, of which the parser gives the end.
  private mutating func span(of head: NodeHead, to end: SourceSpan) -> SourceSpan {
    if head.isFlow { lastEnd = end.upper }
    return SourceSpan(head.span.lower, lastEnd)
  }

  mutating func report(
    _ id: DiagnosticID, severity: Severity = .error, _ message: String, at span: SourceSpan, help: String,
    notes: [Diagnostic.Note] = [], fix: TextFix? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        severity, id, message, at: SourceLocation(file: file, span: span), help: help, notes: notes, fix: fix)
    )
  }
}
