import Rules

/// Which ways journeys take from stage to stage, against those that the book expects.
package struct PathsReport: JourneyReport {
  package let frame: ReportFrame
  package let header: ReportHeader
  package let groups: [(group: ReportGroup, figures: Figures)]
  let cells: CellList

  package struct Figures: Sendable {
    /// By the stage that is left, then by that which is entered; only those that there were.
    package let transitions: [Transition]
    /// The commonest first.
    package let toExit: [Path]
    /// The commonest first, up to the first entry into the last stage of the book.
    package let toLastStage: [Path]
  }

  /// A way from a stage to another.
  package struct Transition: Sendable, Equatable {
    package enum Kind: String, Sendable { case planned, back, skipped }

    /// Indices into `Vocabulary.stages`.
    package let from: Int
    package let to: Int
    package let kind: Kind
    package let count: Int
    /// Those that led into a stage in which the journey had been before, in the same life.
    package let loops: Int
  }

  /// The stages of a life of a journey, in turn.
  package struct Path: Sendable, Hashable {
    /// Indices into `Vocabulary.stages`.
    package let stages: [Int]
    /// Index into `Vocabulary.exits`; nil where the path leads to the last stage.
    package let exit: Int?
    package let count: Int
  }

  /// How many paths of each sort there are at most.
  package static let longestList = 10
}

extension PathsReport.Transition.Kind {
  /// As planned where the book names the stage as a next one, else back, else skipped.
  init(from: Int, to: Int, in stages: ItemList<Stage>) {
    self = stages[from].next.contains(to) ? .planned : to < from ? .back : .skipped
  }
}
