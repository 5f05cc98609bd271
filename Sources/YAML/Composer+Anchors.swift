import Diagnostics

extension Composer {
  mutating func open(_ head: NodeHead, tag: String, depth: Int) throws(Unreadable) {
    try addNode(head.span, depth: depth)
    checkCollectionTag(head, expected: tag)
    if let anchor = head.anchor { anchors[anchor] = .open }
  }

  mutating func close(_ head: NodeHead, _ composed: Composed, _ before: Int) -> Composed {
    if let anchor = head.anchor { anchors[anchor] = .complete(composed, nodes: count - before) }
    return composed
  }

  /// The node that an alias stands for. Its nodes are counted, not copied: arrays are shared.
  mutating func expand(
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
    case nil:
      report(
        .unknownAnchor, "no anchor '&\(name)' comes before this alias", at: span,
        help: "define '&\(name)' further up in this file, or put quotes around a text that begins with '*'")
    }
    return nil
  }

  mutating func addNode(_ span: SourceSpan, depth: Int) throws(Unreadable) {
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
