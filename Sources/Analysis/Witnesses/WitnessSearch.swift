import Decisions
import JSON
import Rules
import Time

/// Looks for states that show differences: what diagrams say is claimed only where both books decide a state so.
struct WitnessSearch {
  private let old: BookUnderTrial
  private let new: BookUnderTrial
  private let space: StateSpace
  private let reader: PointReader
  private let channels: [String]
  private let tries: Int
  private let hints: ExpressionHints

  /// - Parameters:
  ///   - tries: states at most that are decided for a region.
  ///   - now: where nothing asks for another time.
  init(
    _ old: DecidingBook, _ new: DecidingBook, _ common: CommonWords, in space: StateSpace, tries: Int,
    now: Instant
  ) {
    self.old = BookUnderTrial(old, common)
    self.new = BookUnderTrial(new, common)
    let books = [old.book, new.book]
    self.space = space
    self.tries = tries
    reader = PointReader(space: space, books: books, usualNow: now)
    // Where nothing is said, a channel that asks for a yes is shut.
    channels =
      books.flatMap(\.vocabulary.channels.items)
      .filter { $0.consent == .optIn }.map(\.id).withoutRepeats
    hints = ExpressionHints(space, books)
  }

  /// A state of a region that both books decide as the region says; nil where none was found.
  func witness(of region: RegionDifference) -> Witness? {
    guard let output = region.outputs.first else { return nil }
    var left = tries
    // The least bounded boxes first: they need the least to be true.
    let boxes =
      region.telling.sorted { $0.dimensions.count < $1.dimensions.count }
      + region.boxes.sorted { $0.dimensions.count < $1.dimensions.count }
    for round in 0..<64 {
      for box in boxes.prefix(64) {
        guard left > 0 else { return nil }
        left -= 1
        if let witness = attempt(box, round, output, region) { return witness }
      }
    }
    return nil
  }

  private func attempt(_ box: Box, _ round: Int, _ output: Output, _ region: RegionDifference) -> Witness? {
    var cells: [Int: Int] = [:]
    var number = round
    for dimension in box.dimensions {
      guard let side = box.sides[dimension], !side.isEmpty else { continue }
      // Round after round other cells, so that all combinations of a few come.
      cells[dimension] = side[number % side.count]
      if side.count > 1 { number /= side.count }
    }
    var sketch = reader.sketch(of: cells, choice: round)
    hints.apply(to: &sketch, cells, round)
    for journey in ["somebody", "somebody-else", "anybody", "anna", "bo", "cy"] {
      let state = sketch.value(journey: journey, channels: channels)
      var writer = JSONWriter()
      writer.value(state)
      guard let document = try? JSONDocument(parsing: writer.bytes) else { return nil }
      guard let before = old.behaviour(output, for: document, exit: sketch.exit, at: sketch.now),
        let after = new.behaviour(output, for: document, exit: sketch.exit, at: sketch.now)
      else { continue }
      let isShown =
        if region.isComputedPlace {
          before.behaviour != after.behaviour
        } else {
          region.changes.contains { change in
            before.behaviour == change.old && after.behaviour == change.new
              && (!change.isComputed || before.priority != after.priority || change.hasOtherWishes)
          }
        }
      return isShown ? Witness(state: state, exit: sketch.exit) : nil
    }
    return nil
  }
}

extension RegionDifference {
  fileprivate var isComputedPlace: Bool {
    changes.contains { change in
      [change.old, change.new].contains { if case .computedPlace = $0 { true } else { false } }
    }
  }
}

extension RegionDifference.Change {
  /// Whether numbers that are computed for each state are among what differs.
  fileprivate var isComputed: Bool { [old, new].contains(where: \.isComputed) }

  fileprivate var hasOtherWishes: Bool {
    if case .candidate(let before) = old, case .candidate(let after) = new {
      before.wishes != after.wishes
    } else {
      false
    }
  }
}

extension Behaviour {
  fileprivate var isComputed: Bool {
    switch self {
    case .candidate(let candidacy): !candidacy.score.computed.isEmpty
    case .severity(let best): !best.computed.isEmpty
    case .computedPlace: true
    case .none, .holds, .placed: false
    }
  }
}
