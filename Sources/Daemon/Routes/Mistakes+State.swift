import API
import Decisions

extension Mistakes {
  init(_ refusal: StateRefusal) {
    self.init()
    append(refusal)
  }

  /// Appends what is wrong with a state.
  ///
  /// - Parameter prefix: the JSON Pointer to the state.
  mutating func append(_ refusal: StateRefusal, prefix: String = "") {
    for problem in refusal.problems {
      append(.init(pointer: prefix + problem.pointer, detail: problem.detail))
    }
    append(unlisted: refusal.unlisted)
  }
}
