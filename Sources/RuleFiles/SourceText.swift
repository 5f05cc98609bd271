import Diagnostics

/// A file of the book with its lines, which are found when somebody asks for them first.
final class SourceText {
  let file: SourceFile
  private(set) lazy var lines = file.lines

  init(_ file: SourceFile) { self.file = file }
}
