package import Diagnostics

/// How much a file may hold.
package struct YAMLLimits: Sendable {
  /// The size of a file in bytes.
  package var bytes: Int
  /// The levels of nesting, of which the root is the first.
  package var depth: Int
  /// The nodes after every alias has been expanded, keys among them.
  package var nodes: Int

  package init(bytes: Int, depth: Int, nodes: Int) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
  }

  package static let `default` = YAMLLimits(bytes: 4 << 20, depth: 64, nodes: 1_000_000)
}

/// What one file holds: its root, and every problem found while it was read.
package struct YAMLDocument: Sendable {
  /// Some lines that could not be read.
  package struct Gap: Sendable, Hashable {
    /// The lines of the declaration that they are a part of: what it lacks may stand in them.
    package let declaration: Range<Int>
    /// The key at the very left under which they stand; nil where that is not known.
    package let section: String?
    /// Where in the file.
    package let place: SourceSpan

    /// Whether something stands in it, or around it.
    package func touches(_ span: SourceSpan) -> Bool { span.lower < place.upper && place.lower < span.upper }
  }

  /// Nil where the file holds nothing but comments, and where nothing of it can be read; then there is an error.
  package let root: Node?
  /// In the order of the file.
  package let diagnostics: [Diagnostic]
  /// What the root lacks of the file, since it could not be read; each has an error.
  package let gaps: [Gap]

  /// Reads a file that holds at most one document, with scalars by the YAML 1.2 core schema. Where it is not well-formed,
  /// that is an error, and the rest is read all the same.
  package static func parse(_ file: SourceFile, limits: YAMLLimits = .default) -> YAMLDocument {
    let text: YAMLText
    do {
      text = try YAMLText(file, limits: limits)
    } catch {
      return .unread(error, in: file)
    }
    var reading = RepairedReading(file, text, limits)
    return reading.read()
  }
}

extension YAMLDocument {
  /// Of a file that is no text of YAML.
  private static func unread(_ problem: Unreadable, in file: SourceFile) -> YAMLDocument {
    let diagnostic =
      switch problem {
      case .refused(let diagnostic): diagnostic
      case .malformed(let problem): problem.cause(in: Outline(file.lines)).diagnostic(in: file)
      }
    return YAMLDocument(root: nil, diagnostics: [diagnostic], gaps: [.everything])
  }
}

extension YAMLDocument.Gap {
  static let everything = YAMLDocument.Gap(
    declaration: 1..<Int.max, section: nil, place: SourceSpan(line: 1, column: 1, endLine: .max, endColumn: 1)
  )
}

/// A problem after which a file cannot be read further as it is.
enum Unreadable: Error {
  /// It is not well-formed.
  case malformed(SyntaxProblem)
  /// It is something that is not read at all.
  case refused(Diagnostic)

  init(_ id: DiagnosticID, _ message: String, at location: SourceLocation, help: String) {
    self = .refused(Diagnostic(.error, id, message, at: location, help: help))
  }
}
