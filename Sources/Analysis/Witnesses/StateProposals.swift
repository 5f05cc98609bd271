import Decisions
import JSON
import Rules
import Time

/// A state that was made up to lie in a box; whether it does is for deciding to say.
struct ProposedState {
  /// As a caller would send it.
  let value: JSONValue
  let document: JSONDocument
  /// The exit that must be remembered of the journey, by id.
  let exit: String?
  let now: Instant
}

/// Makes up states that lie in boxes of a space.
struct StateProposals {
  private let space: StateSpace
  private let reader: PointReader
  private let channels: [String]
  private let hints: ExpressionHints

  /// Journeys that none of several conditions on the journey's id may know.
  static let journeys = ["somebody", "somebody-else", "anybody", "anna", "bo", "cy"]

  /// - Parameter now: where nothing asks for another time.
  init(_ space: StateSpace, _ books: [RuleBook], now: Instant) {
    self.space = space
    reader = PointReader(space: space, books: books, usualNow: now)
    // Where nothing is said, a channel that asks for a yes is shut.
    channels = books.flatMap(\.vocabulary.optInChannels).withoutRepeats
    hints = ExpressionHints(space, books)
  }

  /// States that differ in no more than the journey's id.
  ///
  /// - Parameter round: in each round other cells of the box are taken, so that all combinations of a few come.
  func states(in box: Box, round: Int) -> some Sequence<ProposedState> {
    var cells: [Int: Int] = [:]
    var number = round
    for dimension in box.dimensions {
      guard let side = box.sides[dimension], !side.isEmpty else { continue }
      cells[dimension] = side[number % side.count]
      if side.count > 1 { number /= side.count }
    }
    var sketch = reader.sketch(of: cells, choice: round)
    hints.apply(to: &sketch, cells, round)
    let made = sketch
    return Self.journeys.lazy.compactMap { journey in
      let value = made.value(journey: journey, channels: channels)
      guard let document = try? JSONDocument(parsing: value.bytes) else { return nil }
      return ProposedState(value: value, document: document, exit: made.exit, now: made.now)
    }
  }
}

extension Vocabulary {
  /// The channels that ask for a yes, by id.
  var optInChannels: [String] { channels.items.filter { $0.consent == .optIn }.map(\.id) }
}
