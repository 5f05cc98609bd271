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
