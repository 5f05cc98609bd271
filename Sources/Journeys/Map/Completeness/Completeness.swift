import Rules
import Time

/// Holds the rule book and what was counted against the seven steps of mapping a journey, and against four tips.
struct Completeness {
  let book: RuleBook
  let languages: MapLanguages
  let events: JourneyMap.Events?
  let sheets: [MapSheet]

  init(
    _ book: RuleBook, _ languages: MapLanguages, _ events: JourneyMap.Events?, _ sheets: [MapSheet]
  ) {
    self.book = book
    self.languages = languages
    self.events = events
    self.sheets = sheets
  }

  var checks: [MappingCheck] { MappingCheck.Subject.allCases.map(check) }

  private func check(_ subject: MappingCheck.Subject) -> MappingCheck {
    var check = MappingCheck(subject)
    switch subject {
    case .information: checkInformation(&check)
    case .personas: checkPersonas(&check)
    case .touchpoints: checkTouchpoints(&check)
    case .stages: checkStages(&check)
    case .needs: checkNeeds(&check)
    case .visualised: checkMaps(&check)
    case .adjusted: checkAdjusting(&check)
    case .mapped: checkMet(&check)
    case .analysed: checkFelt(&check)
    case .fitted: checkFitting(&check)
    case .together: checkTogether(&check)
    }
    return check
  }

  // MARK: What they share

  var vocabulary: Vocabulary { book.vocabulary }

  /// The map of all.
  var whole: MapSheet? { sheets.first }

  func text(_ phrase: MapPhrase) -> String { phrase.text(languages.own) }
  func text(_ phrase: MapPhrase, _ one: String) -> String { phrase.text(languages.own, one) }
  func text(_ phrase: MapPhrase, _ one: String, _ other: String) -> String {
    phrase.text(languages.own, one, other)
  }
  func text(_ phrase: MapPhrase, _ one: Int) -> String { text(phrase, "\(one)") }
  func text(_ phrase: MapPhrase, _ one: Int, _ other: Int) -> String { text(phrase, "\(one)", "\(other)") }

  /// Some of the names, and how many more there are.
  func list(_ names: [String]) -> String {
    let shown = names.prefix(Self.mostNames)
    let rest = names.count - shown.count
    let more = rest > 0 ? [text(.more, rest)] : []
    return (shown + more).joined(separator: ", ")
  }

  private static let mostNames = 8

  func names(ofStages indices: some Sequence<Int>) -> String {
    list(indices.map { languages.label(vocabulary.stages[$0].label, vocabulary.stages[$0].id) })
  }

  func names(ofTouchpoints indices: some Sequence<Int>) -> String {
    list(indices.map { languages.label(vocabulary.touchpoints[$0].label, vocabulary.touchpoints[$0].id) })
  }

  func names(ofPersonas indices: some Sequence<Int>) -> String {
    list(indices.map { languages.label(vocabulary.personas[$0].label, vocabulary.personas[$0].id) })
  }
}
