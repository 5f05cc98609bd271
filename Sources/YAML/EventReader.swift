import CYAML
import Diagnostics

/// libyaml's parser over a text of its own. No pointer leaves this file.
struct EventReader: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>
  private let text: YAMLText
  /// The end of the text. libyaml ends a last line that has no end with one of its own, and finds what is missing behind
  /// that.
  private let end: Position
  /// A place in the text in scalars, as libyaml counts, and in bytes: the last one that was asked for.
  private var cursor = (index: 0, offset: 0)

  init(_ text: YAMLText) {
    self.text = text
    input = .allocate(capacity: text.bytes.count)
    _ = input.initialize(from: text.bytes)
    end = Self.end(of: text.bytes)
    parser = .allocate(capacity: 1)
    precondition(yaml_parser_initialize(parser) == 1, "out of memory")
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  /// The next event; never called again after the stream's end or an error.
  mutating func next() throws(SyntaxProblem) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw problem }
    defer { yaml_event_delete(&event) }
    switch event.type {
    case YAML_STREAM_START_EVENT: return .streamStart
    case YAML_STREAM_END_EVENT: return .streamEnd
    case YAML_DOCUMENT_START_EVENT: return .documentStart(span(event))
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_ALIAS_EVENT:
      return .alias(Self.string(event.data.alias.anchor) ?? "", span(event))
    case YAML_SCALAR_EVENT: return scalar(event)
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      var head = head(event, anchor: start.anchor, tag: start.tag)
      head.isFlow = start.style == YAML_FLOW_SEQUENCE_STYLE
      return .sequenceStart(head)
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      var head = head(event, anchor: start.anchor, tag: start.tag)
      head.isFlow = start.style == YAML_FLOW_MAPPING_STYLE
      return .mappingStart(head)
    default: return .collectionEnd(span(event))
    }
  }

  private mutating func scalar(_ event: yaml_event_t) -> Event {
    let scalar = event.data.scalar
    let style: Scalar.Style =
      switch scalar.style {
      case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
      case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
      case YAML_LITERAL_SCALAR_STYLE: .literal
      case YAML_FOLDED_SCALAR_STYLE: .folded
      default: .plain
      }
    let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    let string = text.restored(
      String(decoding: bytes, as: UTF8.self), isDoubleQuoted: style == .doubleQuoted)
    // libyaml forgets a `!` that stands alone, as though the scalar were plain and had none.
    let mayHaveMark = scalar.plain_implicit == 1 && scalar.quoted_implicit == 0
    let hasMark = mayHaveMark && byte(at: Int(event.start_mark.index)) == UInt8(ascii: "!")
    guard hasMark || scalar.anchor != nil || scalar.tag != nil else {
      return .scalar(string, style, NodeHead(span: span(event)))
    }
    var head = head(event, anchor: scalar.anchor, tag: scalar.tag)
    if head.tag == nil, head.tagSpan != nil { head.tag = "!" }
    if style == .plain, scalar.length == 0 {
      let end = min(position(event.end_mark), self.end)
      head.span = SourceSpan(end, end)
    }
    return .scalar(string, style, head)
  }

  private mutating func head(
    _ event: yaml_event_t, anchor: UnsafeMutablePointer<yaml_char_t>?,
    tag: UnsafeMutablePointer<yaml_char_t>?
  ) -> NodeHead {
    let first = byte(at: Int(event.start_mark.index))
    guard first == UInt8(ascii: "&") || first == UInt8(ascii: "!") else {
      return NodeHead(anchor: Self.string(anchor), tag: Self.string(tag), span: span(event))
    }
    let (content, tagSpan) = text.skipProperties(
      at: cursor.offset, position: position(event.start_mark))
    return NodeHead(
      anchor: Self.string(anchor), tag: Self.string(tag), tagSpan: tagSpan,
      span: SourceSpan(content, min(position(event.end_mark), end)))
  }

  /// The byte where the scalar of that number begins; the cursor is there afterwards.
  private mutating func byte(at index: Int) -> UInt8? {
    if text.isASCII {
      cursor = (index, index)
    } else {
      while cursor.index < index, cursor.offset < input.count {
        cursor.offset += 1
        while cursor.offset < input.count, input[cursor.offset] & 0xC0 == 0x80 { cursor.offset += 1 }
        cursor.index += 1
      }
      while cursor.index > index, cursor.offset > 0 {
        cursor.offset -= 1
        while cursor.offset > 0, input[cursor.offset] & 0xC0 == 0x80 { cursor.offset -= 1 }
        cursor.index -= 1
      }
    }
    return cursor.offset < input.count ? input[cursor.offset] : nil
  }

  private var problem: SyntaxProblem {
    let parser = parser.pointee
    return SyntaxProblem(
      problem: parser.problem.map { String(cString: $0) } ?? "",
      context: parser.context.map { String(cString: $0) } ?? "",
      position: min(position(parser.problem_mark), end),
      contextPosition: position(parser.context_mark))
  }

  private static func end(of text: [UInt8]) -> Position {
    var position = Position(line: 1, column: 1)
    var previous: UInt8 = 0
    for byte in text {
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        let isSecondHalf = byte == UInt8(ascii: "\n") && previous == UInt8(ascii: "\r")
        if !isSecondHalf { position = Position(line: position.line + 1, column: 1) }
      } else if byte & 0xC0 != 0x80 {
        position.column += 1
      }
      previous = byte
    }
    return position
  }

  private static func string(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    bytes.map { String(cString: $0) }
  }

  private func span(_ event: yaml_event_t) -> SourceSpan {
    SourceSpan(min(position(event.start_mark), end), min(position(event.end_mark), end))
  }

  private func position(_ mark: yaml_mark_t) -> Position {
    text.placed(
      Position(
        line: UInt32(truncatingIfNeeded: mark.line + 1), column: UInt32(truncatingIfNeeded: mark.column + 1)))
  }
}
