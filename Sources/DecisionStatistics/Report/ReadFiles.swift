/// What was read for statistics.
package struct ReadFiles: Sendable, Equatable {
  package var files = 0
  /// Without the first of each file.
  package var lines = 0
  /// Lines whose records were erased.
  package var erased = 0
  /// Lines, and rests of files, that could not be read.
  package var damaged = 0

  package init() {}
}
