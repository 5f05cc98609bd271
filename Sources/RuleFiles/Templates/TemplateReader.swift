import Diagnostics
import Rules
import YAML

/// Reads texts with facts to fill in.
struct TemplateReader: NodeReader {
  let context: ReadingContext

  /// A text with facts in braces, in one or several languages.
  func read(_ node: Node, _ name: String, allowsDecision: Bool) -> Localized<Template>? {
    scalars.localized(node, name) { node in
      scalars.string(node, name).map {
        checkForeignMarks(in: $0, node, allowsDecision: allowsDecision)
        return template($0, node, allowsDecision: allowsDecision)
      }
    }
  }

  /// `{path}` is a fact, `{{` and `}}` are braces; everything else with a brace is an error.
  private func template(_ text: String, _ node: Node, allowsDecision: Bool) -> Template {
    var parts: [Template.Part] = []
    var literal: [UInt8] = []
    let bytes = Array(text.utf8)
    var position = 0
    let (open, close) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == open || byte == close else {
        literal.append(byte)
        position += 1
        continue
      }
      if position + 1 < bytes.count, bytes[position + 1] == byte {
        literal.append(byte)
        position += 2
        continue
      }
      guard byte == open else {
        error(
          .templateBrace, "a '}' closes nothing", at: node.span(of: position..<position + 1, in: bytes),
          help: "write '}}' for a brace in the text, '{persona}' for a fact")
        position += 1
        continue
      }
      guard let end = bytes[(position + 1)...].firstIndex(where: { $0 == close || $0 == open }),
        bytes[end] == close
      else {
        error(
          .templateBrace, "a '{' is not closed", at: node.span(of: position..<position + 1, in: bytes),
          help: "write '{{' for a brace in the text, '{persona}' for a fact")
        position += 1
        continue
      }
      guard end > position + 1 else {
        error(
          .templateBrace, "'{}' names no fact", at: node.span(of: position..<end + 1, in: bytes),
          help: "write a fact between the braces: '{persona}'")
        position = end + 1
        continue
      }
      let path = String(decoding: bytes[position + 1..<end], as: UTF8.self)
      let span = node.span(of: position + 1..<end, in: bytes)
      if let fact = templateFact(path, at: span, allowsDecision: allowsDecision) {
        if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
        literal = []
        parts.append(.fact(fact))
      }
      position = end + 1
    }
    if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
    return Template(parts: parts)
  }

  private func templateFact(_ path: String, at span: SourceSpan, allowsDecision: Bool) -> Fact? {
    guard let fact = symbols.names.fact(named: path) else {
      guard symbols.hasAllAttributes else { return nil }
      error(
        .templateFact, "unknown fact '\(path)' in a template", at: span,
        advice: meant(path, allowsDecision).map { Advice($0) }
          ?? diagnostics.suggestion(for: path, among: symbols.templateFacts(allowsDecision))
          ?? Advice("declare it under 'attributes', or write '{{' for a brace in the text"))
      return nil
    }
    switch fact {
    case .builtIn(let fact) where fact.isOfTheDecision && !allowsDecision:
      diagnostics.report(.decisionFact(fact.rawValue, at: location(span)))
      return nil
    case .attribute(let index) where symbols.names.attributes[index].isPersonal:
      error(
        .personalInTemplate, "'\(path)' is personal and cannot stand in a template", at: span,
        help: "use another fact: texts reach logs and answers")
      return nil
    default: return fact
    }
  }
}

extension NodeReader {
  var templates: TemplateReader { TemplateReader(context: context) }
}

extension Diagnostic {
  /// A fact of the decision where there is none yet.
  static func decisionFact(_ name: String, at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      .error, .decisionFactOutsideAlert, "'\(name)' is known only to alert rules", at: location,
      help: "every other rule runs before there is a decision")
  }
}

extension Symbols {
  func templateFacts(_ allowsDecision: Bool) -> [String] {
    names.factNames.filter { name in
      names.fact(named: name).map { mayStandInTemplate($0, allowsDecision: allowsDecision) } ?? false
    }
  }

  private func mayStandInTemplate(_ fact: Fact, allowsDecision: Bool) -> Bool {
    switch fact {
    case .builtIn(let fact): allowsDecision || !fact.isOfTheDecision
    case .attribute(let index): !names.attributes[index].isPersonal
    }
  }
}

extension Node {
  /// Where some bytes of a scalar's text stand: exact where the text stands in one line as it is, else the
  /// whole.
  func span(of range: Range<Int>, in bytes: [UInt8]) -> SourceSpan {
    guard case .scalar(let scalar) = content, span.line == span.endLine else { return span }
    func columns(_ bytes: ArraySlice<UInt8>) -> UInt32 {
      UInt32(truncatingIfNeeded: bytes.lazy.filter { $0 & 0xc0 != 0x80 }.count)
    }
    let quotes: UInt32 = scalar.style == .plain ? 0 : 1
    let length = columns(bytes[...])
    guard span.endColumn - span.column == length + 2 * quotes, length > 0 else { return span }
    let start = span.column + quotes + columns(bytes[..<range.lowerBound])
    let count = max(1, columns(bytes[range]))
    return SourceSpan(line: span.line, column: start, endLine: span.line, endColumn: start + count)
  }
}

extension DiagnosticID {
  static let templateBrace = DiagnosticID(
    "template-brace",
    page: """
      In texts such as 'because' and 'summary', a name in braces is replaced by that fact: '{persona}'. A \
      brace that belongs to no such pair is probably a slip. If a brace is meant to appear in the text, \
      write it twice: '{{' or '}}'.
      """)

  static let templateFact = DiagnosticID(
    "template-fact",
    page: """
      A text asks for a fact that there is none of, so that '?' would stand in its place every time. Facts \
      are the built-in ones, such as 'persona' and 'stage', and the attributes that the rule book declares, \
      such as '{account.name}'. Correct the name, or declare the attribute.
      """)

  static let personalInTemplate = DiagnosticID(
    "personal-in-template",
    page: """
      The attribute is marked as personal data ('personal: true'), and personal data may not be put into \
      texts, because texts are written to logs and passed on. Use another fact, or leave it out.
      """)

  static let decisionFactOutsideAlert = DiagnosticID(
    "decision-fact-outside-alert",
    page: """
      'decision.outcome' and 'decision.actions' say what was decided, so they exist only when the decision \
      is made. Alert rules run after that and may ask for them; all other rules are what the decision is \
      made of.
      """)
}
