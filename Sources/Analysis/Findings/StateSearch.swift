import Decisions
import Rules

/// Looks for states in boxes of a space, and decides them.
struct StateSearch {
  private let analysed: AnalysedBook
  private let proposals: StateProposals
  /// The least bounded first: they need the least to be true.
  private let boxes: [Box]
  /// Decisions at most.
  private static let tries = 200

  init(_ analysed: AnalysedBook, in space: StateSpace, _ boxes: [Box]) {
    self.analysed = analysed
    proposals = StateProposals(space, [analysed.book], now: analysed.now)
    self.boxes = boxes.sorted { $0.dimensions.count < $1.dimensions.count }
  }

  /// States of which a decision shows what is wanted.
  ///
  /// - Parameter count: how many are wanted; more of them differ as much as the boxes let them.
  func sightings(_ count: Int, where isWanted: (Sighting) -> Bool) -> [Sighting] {
    var found: [Sighting] = []
    var left = Self.tries
    for round in 0..<64 {
      for box in boxes {
        for state in proposals.states(in: box, round: round) {
          guard left > 0 else { return found }
          left -= 1
          guard let decision = analysed.decide(state.document, exit: state.exit, at: state.now) else {
            continue
          }
          let sighting = Sighting(
            witness: Witness(state: state.value, exit: state.exit), now: state.now, decision: decision)
          guard isWanted(sighting) else { continue }
          found.append(sighting)
          if found.count == count { return found }
          // Another journey of the same kind shows nothing new.
          break
        }
      }
    }
    return found
  }
}

extension AnalysedBook {
  /// Looks for states for which a rule matches.
  func search(_ rule: Int, _ count: Int) -> [Sighting] {
    var proof = RuleProof(self, [book.rules[rule]])
    guard let matches = try? proof.matches(book.rules[rule]) else { return [] }
    return StateSearch(self, in: proof.space, proof.boxes(of: matches, limit: 16))
      .sightings(count) { $0.matches(rule) }
  }
}
