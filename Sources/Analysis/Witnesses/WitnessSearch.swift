import Decisions
import Rules
import Time

/// Looks for states that show differences: what diagrams say is claimed only where both books decide a state so.
struct WitnessSearch {
  private let old: BookUnderTrial
  private let new: BookUnderTrial
  private let proposals: StateProposals
  private let tries: Int

  /// - Parameters:
  ///   - tries: states at most that are decided for a region.
  ///   - now: where nothing asks for another time.
  init(
    _ old: DecidingBook, _ new: DecidingBook, _ common: CommonWords, in space: StateSpace, tries: Int,
    now: Instant
  ) {
    self.old = BookUnderTrial(old, common)
    self.new = BookUnderTrial(new, common)
    self.tries = tries
    proposals = StateProposals(space, [old.book, new.book], now: now)
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
        for state in proposals.states(in: box, round: round) where shows(state, output, region) {
          return Witness(state: state.value, exit: state.exit)
        }
      }
    }
    return nil
  }

  private func shows(_ state: ProposedState, _ output: Output, _ region: RegionDifference) -> Bool {
    guard let before = old.behaviour(output, for: state.document, exit: state.exit, at: state.now),
      let after = new.behaviour(output, for: state.document, exit: state.exit, at: state.now)
    else { return false }
    if region.isComputedPlace { return before.behaviour != after.behaviour }
    return region.changes.contains { change in
      before.behaviour == change.old && after.behaviour == change.new
        && (!change.isComputed || before.priority != after.priority || change.hasOtherWishes)
    }
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
