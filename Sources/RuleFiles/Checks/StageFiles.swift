import Diagnostics
import Rules

extension Declarations {
  /// Tells in which order the stages stand where several files declare some: by the names of the files.
  func checkOrderOfStages() {
    let stages = self[.stages].filter(\.isFirst)
    guard let first = stages.first,
      let next = stages.first(where: { $0.context.file.path != first.context.file.path })
    else { return }
    let order =
      stages.count > 12
      ? "\(listed(stages.prefix(12).map(\.id))) and so on" : listed(stages.map(\.id))
    next.context.report(
      .note, .stagesInFiles,
      "the stages stand in several files, in the order of the files' names: \(order)",
      at: next.span, help: "put all stages into one file, in the order of the journey",
      notes: [Diagnostic.Note("the first one", at: first.context.location(first.span))])
  }
}

extension DiagnosticID {
  static let stagesInFiles = DiagnosticID(
    "stages-in-files",
    page: """
      The order of the stages is the order of the journey: reports and the map go by it, and so do counts of how many \
      reached a stage. Where several files declare stages, those of the file that comes first by its name come first, so \
      that a renamed file would change the order. Put all stages into one file. Everything else may stand in any file.
      """)
}
