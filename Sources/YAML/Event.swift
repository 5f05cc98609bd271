import Diagnostics

/// One event of the parser, with its strings and positions as Swift values.
enum Event {
  case streamStart
  case streamEnd
  case documentStart(SourceSpan)
  case documentEnd
  case alias(String, SourceSpan)
  case scalar(String, Scalar.Style, NodeHead)
  case sequenceStart(NodeHead)
  case mappingStart(NodeHead)
  /// The end of a sequence or a mapping.
  case collectionEnd(SourceSpan)
}

/// What stands before a node's content, and where the content stands.
struct NodeHead {
  var anchor: String?
  /// The tag with its handle resolved; `!` alone is the tag `!`.
  var tag: String?
  /// Where the tag stands, where there is one.
  var tagSpan: SourceSpan?
  /// The content without anchor and tag. A collection's end is not known yet.
  var span: SourceSpan
  var isFlow = false
}

/// The parser's own account of a syntax error.
struct SyntaxProblem: Error {
  let problem: String
  let context: String
  let position: Position
  let contextPosition: Position
}
