import Decisions
import JSON

/// Why a text was not taken: a state not decided, an outcome or an event not recorded.
struct Refusal: Error {
  struct Mistake {
    /// A JSON Pointer from the root of the text; nil where it is no JSON.
    let pointer: String?
    let detail: String
    /// The byte of the text at which it stands, where that is all there is to say.
    var offset = 0
    /// Its place in the file, where that is known already.
    var place: (line: Int, column: Int)?
  }

  /// At least one.
  let mistakes: [Mistake]
  /// How many more there are.
  var unlisted = 0

  init(mistakes: [Mistake], unlisted: Int = 0) {
    self.mistakes = mistakes
    self.unlisted = unlisted
  }

  /// The refusal of a state that does not fit a rule book.
  init(_ refusal: StateRefusal) {
    mistakes = refusal.problems.map { Mistake(pointer: $0.pointer, detail: $0.detail) }
    unlisted = refusal.unlisted
  }

  /// The refusal of what is no JSON.
  init(_ error: JSONError) {
    let advice = error.kind == .anotherValue ? "; put each value on a line of its own, without commas" : ""
    mistakes = [Mistake(pointer: nil, detail: error.detail + advice, offset: error.offset)]
  }
}
