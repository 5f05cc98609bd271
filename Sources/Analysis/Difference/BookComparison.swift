import Decisions
import Rules
package import Time

/// Compares what two rule books do with all states.
///
/// Each rule becomes a diagram over the dimensions in which states differ. For each output that a changed rule touches, such
/// as one action as candidate, the rules of both books are merged into a diagram of pairs: what the one book says and what
/// the other does. Where a pair's halves are equal everywhere, no state tells the books apart.
package struct BookComparison {
  private let deciding: (old: DecidingBook, new: DecidingBook)
  /// Whether conditions read alike in both.
  let isSameVocabulary: Bool
  let common: CommonWords
  let now: Instant
  let limit: Int
  let tries: Int

  /// - Parameters:
  ///   - now: of the states that show a difference, where nothing asks for another time.
  ///   - limit: nodes of diagrams at most; what takes more is told and not compared.
  ///   - tries: states at most that are decided to show a region.
  package init(
    _ old: DecidingBook, _ new: DecidingBook, now: Instant, limit: Int = 2_000_000, tries: Int = 500
  ) {
    deciding = (old, new)
    isSameVocabulary = VocabularyMeaning(old.book) == VocabularyMeaning(new.book)
    self.now = now
    self.limit = limit
    self.tries = tries
    common = CommonWords([old.book, new.book])
  }

  var old: RuleBook { deciding.old.book }
  var new: RuleBook { deciding.new.book }

  package func difference() -> BookDifference {
    let compared = comparedRules()
    let values = BookValues.differences(old, new)
    let actions = changedEligibility()
    let recommending = recommendingRules(
      of: compared.flatMap { ($0.oldContributions + $0.newContributions).compactMap(\.output.gatedAction) }
        + actions)
    let space = space(of: compared, actions, recommending)
    var store = DiagramStore(limit: limit)
    var tooLarge: [Output] = []
    let read = read(compared, in: space, &store, &tooLarge)
    var pairs = PairReader(
      space: space, recommended: recommended(recommending, in: space, &store))
    var regions: [RegionDifference] = []
    for (outputs, rules) in groups(of: read) {
      do throws(DiagramLimit) {
        regions += try pairs.regions(of: outputs, rules, &store)
      } catch {
        tooLarge += outputs
      }
    }
    for action in actions {
      do throws(DiagramLimit) {
        regions += try eligibility(of: action, in: space, &store, &pairs)
      } catch {
        tooLarge.append(.eligibility(action: action))
      }
    }
    let search = WitnessSearch(deciding.old, deciding.new, common, in: space, tries: tries, now: now)
    for index in regions.indices { regions[index].witness = search.witness(of: regions[index]) }
    return BookDifference(
      space: space, regions: regions.sorted { $0.order < $1.order }, values: values, tooLarge: tooLarge)
  }

  private func eligibility(
    of action: String, in space: StateSpace, _ store: inout DiagramStore, _ pairs: inout PairReader
  ) throws(DiagramLimit) -> [RegionDifference] {
    var operations = ConditionDiagrams.Operations()
    let oldVerdict = try ConditionDiagrams(old, in: space, common)
      .verdict(of: old.action(action)?.eligible, &store, &operations)
    let newVerdict = try ConditionDiagrams(new, in: space, common)
      .verdict(of: new.action(action)?.eligible, &store, &operations)
    return try pairs.regions(ofEligibility: .eligibility(action: action), oldVerdict, newVerdict, &store)
  }
}
