import Diagnostics
import Rules
import YAML

/// One entry of a section: an id and what stands under it.
struct Declaration {
  let id: String
  let span: SourceSpan
  let body: Node
  /// That of the file that it stands in.
  let context: ReadingContext
  /// False for the second one of the same id; its body is checked all the same.
  let isFirst: Bool
  /// What a rule asks besides its 'when', where it stands in a table that asks it of all its rows.
  var shared: Condition?
  /// Whether keys that belong to it stand outside of it; that has an error of its own.
  var isCut = false
}

extension Declaration {
  /// A declaration apart from what is written while it is read, so that several threads can share it.
  struct Text: Sendable {
    let file: SourceFile
    private let gaps: [YAMLDocument.Gap]
    private let id: String
    private let span: SourceSpan
    private let body: Node
    private let isFirst: Bool
    private let shared: Condition?
    private let isCut: Bool

    init(_ declaration: Declaration) {
      (file, gaps) = (declaration.context.file, declaration.context.gaps)
      (id, span, body) = (declaration.id, declaration.span, declaration.body)
      (isFirst, shared, isCut) = (declaration.isFirst, declaration.shared, declaration.isCut)
    }

    /// The declaration as a thread of its own reads it.
    func context(_ symbols: Symbols, _ diagnostics: DiagnosticCollector) -> ReadingContext {
      ReadingContext(file, symbols, diagnostics, gaps: gaps)
    }

    /// - Parameter context: that of its file.
    func declaration(in context: ReadingContext) -> Declaration {
      Declaration(
        id: id, span: span, body: body, context: context, isFirst: isFirst, shared: shared, isCut: isCut)
    }
  }
}
