import Books
import DecisionLog
import Journeys
import Replay
import Rules

/// What came of a replay, in the order in which people read it.
struct ReplayReport {
  let tally: ReplayTally
  let files: [LogFilePath]
  let book: RuleBook
  let listed: Int
  private let view: PathPrefix

  typealias CauseEntry = (cause: Cause, count: ReplayTally.CauseCount)

  /// - Parameter view: how files of the new book are seen from where the command runs.
  init(_ tally: ReplayTally, of files: [LogFilePath], book: RuleBook, view: PathPrefix, listed: Int) {
    self.tally = tally
    self.files = files
    self.book = book
    self.view = view
    self.listed = listed
  }

  // MARK: Lists, the largest first

  var causes: [CauseEntry] { Self.sorted(tally.causes) }
  var causesOfReasons: [CauseEntry] { Self.sorted(tally.causesOfReasons) }

  private static func sorted(_ causes: [Cause: ReplayTally.CauseCount]) -> [CauseEntry] {
    causes.map { (cause: $0.key, count: $0.value) }.sorted {
      ($1.count.found.count, $0.count.found.first, $0.cause.text) < (
        $0.count.found.count, $1.count.found.first, $1.cause.text
      )
    }
  }

  var obstacles: [(text: String, word: String, found: FoundCount)] {
    let repeated = tally.notRepeatable.map { (text: $0.key.text, word: $0.key.word, found: $0.value) }
    let missing = tally.missingFacts.map { facts, found in
      (
        text: "the new rule book reads \(facts.joined(separator: ", ")), and the log does not have it",
        word: "fact-missing", found: found
      )
    }
    return (repeated + missing).sorted {
      ($1.found.count, $0.found.first, $0.text) < ($0.found.count, $1.found.first, $1.text)
    }
  }

  var outcomes: [(old: String, new: String, count: Int)] {
    tally.outcomes.map { (old: $0.key.old, new: $0.key.new, count: $0.value) }
      .sorted { ($1.count, $0.old, $0.new) < ($0.count, $1.old, $1.new) }
  }

  /// Those that win or lose most first.
  var actions: [(id: String, tally: ReplayTally.ActionTally)] {
    tally.actions.map { (id: $0.key, tally: $0.value) }
      .sorted { ($1.tally.touched, $0.id) < ($0.tally.touched, $1.id) }
  }

  func segments(_ dimension: ReplayTally.Segment.Dimension) -> [(
    name: String, tally: ReplayTally.SegmentTally
  )] {
    tally.segments.filter { $0.key.dimension == dimension && $0.value.noticed > 0 }
      .map { (name: $0.key.name, tally: $0.value) }
      .sorted { ($1.tally.noticed, $0.name) < ($0.tally.noticed, $1.name) }
  }

  /// The rules of the new book that are enabled, with how often they matched.
  var coverage: [(rule: Rule, matches: Int)] {
    zip(book.rules, tally.matches).filter { $0.0.isEnabled }.map { (rule: $0.0, matches: $0.1) }
  }

  var neverMatched: [Rule] { coverage.filter { $0.matches == 0 }.map(\.rule) }

  // MARK: Words

  /// `rules/a.yaml:12`; nil where it is nowhere.
  func newPlace(_ place: BookPlace?) -> String? { place.map { "\(seen($0.file)):\($0.line)" } }

  /// The path of a file of the new book as seen from where the command runs.
  func seen(_ file: String) -> String { view.seen(path: file) }

  func oldPlace(_ place: BookPlace?) -> String? { place.map { "\($0.file):\($0.line)" } }

  /// Where a cause stood and stands.
  func places(_ count: ReplayTally.CauseCount) -> String {
    let (old, new) = (oldPlace(count.places.old), newPlace(count.places.new))
    switch (old, new) {
    case (let old?, let new?): return "\(old) -> \(new)"
    case (let old?, nil): return "was \(old)"
    case (nil, let new?): return new
    case (nil, nil): return ""
    }
  }

  func place(_ position: LinePosition) -> String { "\(files[position.file].path):\(position.line)" }

  /// `1.2 %`; of something that is there never 0.
  static func share(_ count: Int, of whole: Int) -> String {
    guard whole > 0, count > 0 else { return "" }
    let tenths = (Double(count) / Double(whole) * 1_000).rounded()
    if tenths < 1 { return "under 0.1 %" }
    if tenths >= 1_000, count < whole { return "over 99.9 %" }
    return "\(Int(tenths) / 10).\(Int(tenths) % 10) %"
  }
}

extension ReplayTally.ActionTally {
  var touched: Int { gained + lost + otherwise }
}
