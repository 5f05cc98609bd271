package import Decisions
import Rules
package import Time

extension JourneyMap {
  /// Makes a map of journeys that come one by one, in any order.
  package struct Builder {
    private let plan: DecisionPlan
    private let frame: ReportFrame
    private let languages: MapLanguages
    private var counter: MapCounter

    /// - Parameters:
    ///   - asOf: what happened later does not count.
    ///   - completeSince: since when nothing has been forgotten; nil: the first event tells.
    ///   - keptSince: before it something may have been forgotten; nil: nothing ever is.
    ///   - language: a language tag; nil: that of the book.
    package init(
      _ plan: DecisionPlan, asOf: Instant, completeSince: Instant? = nil, keptSince: Instant? = nil,
      language: String? = nil
    ) {
      self.plan = plan
      var frame = ReportFrame(
        vocabulary: plan.book.vocabulary, policies: plan.book.policies, asOf: asOf,
        completeSince: completeSince)
      frame.keptSince = keptSince
      self.frame = frame
      languages = MapLanguages(language, book: plan.book.policies.language)
      counter = MapCounter(frame)
    }

    /// Adds what `RecordReader` reads of a journey for a frame without dimensions.
    package mutating func add(_ record: JourneyRecord) { counter.add(record) }

    /// The map of all that were added.
    package consuming func finish() -> JourneyMap {
      let (tree, hasHistory) = (counter.tree, counter.hasHistory)
      let (figures, header, accounts) = counter.finish()
      let sheets = MapSheets(
        tree, MapPlan.all(plan, tree, at: frame.asOf), plan.book,
        MapCounts(figures, accounts, tree, plan.book, hasHistory: hasHistory)
      ).all
      let unseen = header.enteredUnseen
      let events = Events(
        completeSince: header.completeSince,
        enteredUnseen: unseen < SampleSize.leastForCounts ? .few : .count(unseen), hasHistory: hasHistory)
      return JourneyMap(plan.book, languages, frame.asOf, events, sheets)
    }
  }

  /// The map without events: what the book plans.
  ///
  /// - Parameters:
  ///   - asOf: what the book offers then.
  ///   - language: a language tag; nil: that of the book.
  package init(planOf plan: DecisionPlan, asOf: Instant, language: String? = nil) {
    let tree = MapTree(plan.book.vocabulary)
    let sheets = MapSheets(tree, MapPlan.all(plan, tree, at: asOf), plan.book, nil).all
    self.init(
      plan.book, MapLanguages(language, book: plan.book.policies.language), asOf, nil, sheets)
  }

  private init(
    _ book: RuleBook, _ languages: MapLanguages, _ asOf: Instant, _ events: Events?, _ sheets: [MapSheet]
  ) {
    self.book = book
    self.languages = languages
    self.asOf = asOf
    self.events = events
    self.sheets = sheets
    completeness = Completeness(book, languages, events, sheets).checks
  }
}
