import Diagnostics
import YAML

extension Declarations {
  /// Collects what the files of a book declare, in their order.
  init(
    _ files: [SourceFile], _ parsed: ParsedFiles, _ symbols: Symbols, _ diagnostics: DiagnosticCollector
  ) {
    self.init()
    for file in files {
      let document = parsed.document(of: file)
      document.diagnostics.forEach(diagnostics.report)
      // What a section declares that could not be read is not known, so that no reference to it can be called wrong: see
      // `ReferenceReader.reference`.
      for gap in document.gaps {
        if let section = gap.section.flatMap(Section.init) {
          addUnreadable(section)
        } else {
          addUnreadableFile()
        }
      }
      guard let root = document.root else {
        if file.isBlank {
          diagnostics.report(
            Diagnostic(
              .warning, .emptyFile, "the file is empty", at: SourceLocation(file: file.path, span: .start),
              help: "put back what it held, or remove it"))
        }
        continue
      }
      noteBesideRules(of: document, in: file.path)
      let context = ReadingContext(file, symbols, diagnostics, gaps: document.gaps)
      SectionReader(context: context).read(root, into: &self)
    }
  }
}
