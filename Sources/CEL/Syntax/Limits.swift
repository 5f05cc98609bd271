/// How large an expression may be.
package struct Limits: Sendable, Hashable {
  /// The longest text, in UTF-8 bytes.
  package var length: Int
  /// The deepest nesting of brackets, and of one operation in another: every term of `1 + 1 + 1` but the first
  /// counts, those of `a || b || c` do not.
  package var depth: Int
  /// The most nodes in the syntax tree.
  package var nodes: Int

  /// Limits as they are without further ado, or others.
  package init(length: Int = 65_536, depth: Int = 100, nodes: Int = 20_000) {
    self.length = length
    self.depth = depth
    self.nodes = nodes
  }
}
