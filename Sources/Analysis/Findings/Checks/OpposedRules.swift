import Rules

/// Finds what is recommended in vain: rules whose action a suppress rule holds back wherever they match, and actions of
/// which that is so for every rule.
struct OpposedRules: AnalysisCheck {
  /// More actions that the same rules always hold back are told once, at the rule.
  private static let most = 3

  func check(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    var always: [(action: Int, by: [Int], sighting: Sighting)] = []
    for (action, recommenders) in analysed.recommenders.sorted(by: { $0.key < $1.key }) {
      var opposed: [(rule: Int, by: [Int], sighting: Sighting)] = []
      var others = 0
      for rule in recommenders.map(\.rule).withoutRepeats {
        if let sighting = analysed.sightings(of: rule).first,
          let opponents = opponents(of: rule, action, sighting, analysed)
        {
          opposed.append((rule, opponents, sighting))
        } else if !analysed.isMatchless(rule) {
          others += 1
        }
      }
      guard let first = opposed.first else { continue }
      let isAlways = others == 0
      let book = analysed.book
      let areTwo = opposed.count == 1 && first.by.count == 1 && book.rules[first.by[0]].when != nil
      if isAlways, !areTwo {
        always.append((action, opposed.flatMap(\.by).withoutRepeats.sorted(), first.sighting))
        continue
      }
      for (rule, opponents, sighting) in opposed {
        let id = book.rules[rule].id
        result.add(
          Finding(
            .contradiction, id, at: .rule(id: id),
            "'\(id)' recommends '\(book.actions[action].id)' in vain: wherever it matches, \(list(opponents, book)) holds it back",
            help:
              "change what one of them asks for, spare the action there with 'except', or remove the rule",
            notes: opponents.prefix(3).map { .init(of: book.rules[$0]) },
            witness: sighting.witness))
      }
    }
    tell(always, analysed.book, &result)
  }

  /// Tells of actions that nobody ever gets.
  private func tell(
    _ always: [(action: Int, by: [Int], sighting: Sighting)], _ book: RuleBook, _ result: inout AnalysisResult
  ) {
    let groups = Dictionary(grouping: always, by: \.by)
    for (opponents, actions) in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      if actions.count > Self.most, let rule = opponents.first, let first = actions.first {
        let id = book.rules[rule].id
        let others = opponents.count > 1 ? " together with \(list(Array(opponents.dropFirst()), book))" : ""
        result.add(
          Finding(
            .alwaysSuppressed, id, at: .rule(id: id),
            "'\(id)'\(others) holds back \(actions.count) actions wherever they are recommended, such as '\(book.actions[first.action].id)'",
            help: "say with 'when' for whom it is, name what it holds back, or spare some with 'except'",
            witness: first.sighting.witness))
        continue
      }
      for (action, opponents, sighting) in actions {
        let id = book.actions[action].id
        result.add(
          Finding(
            .alwaysSuppressed, id, at: .item(.action, id: id),
            "'\(id)' is held back wherever it is recommended, by \(list(opponents, book))",
            help:
              "add 'except: {action: \(id)}' there, narrow what is suppressed, or remove the action's rules",
            notes: opponents.prefix(3).map { .init(of: book.rules[$0]) },
            witness: sighting.witness))
      }
    }
  }

  private func list(_ rules: [Int], _ book: RuleBook) -> String {
    let names = rules.prefix(3).map { "'\(book.rules[$0].id)'" }
    return names.joined(separator: rules.count > 3 ? ", " : " and ")
      + (rules.count > 3 ? " and \(rules.count - 3) more" : "")
  }

  /// Suppress rules of which, wherever a rule matches, one holds its action back on each channel; nil where there are
  /// none.
  private func opponents(
    of rule: Int, _ action: Int, _ sighting: Sighting, _ analysed: AnalysedBook
  ) -> [Int]? {
    let book = analysed.book
    let targets = analysed.suppressors[action, default: [:]]
    guard targets.keys.contains(where: sighting.matches) else { return nil }
    let channels: [Int?] = book.actions[action].channels.isEmpty ? [nil] : book.actions[action].channels
    func closing(_ channel: Int?, among rules: [Int]) -> [Int] {
      rules.filter { targets[$0, default: []].contains(nil) || targets[$0, default: []].contains(channel) }
    }
    let all = targets.keys.sorted()
    // One that does it alone is the plainest answer.
    for one in all.filter(sighting.matches)
    where channels.allSatisfy({ !closing($0, among: [one]).isEmpty })
      && isCovered(rule, by: [one], analysed)
    {
      return [one]
    }
    var found: [Int] = []
    for channel in channels {
      let closing = closing(channel, among: all)
      guard closing.contains(where: sighting.matches), closing.count <= 40,
        isCovered(rule, by: closing, analysed)
      else { return nil }
      found += needed(closing, toCover: rule, analysed)
    }
    return found.withoutRepeats.sorted()
  }

  /// Without those that the others do not need.
  private func needed(_ rules: [Int], toCover rule: Int, _ analysed: AnalysedBook) -> [Int] {
    var needed = rules
    for one in rules where needed.count > 1 {
      let rest = needed.filter { $0 != one }
      if isCovered(rule, by: rest, analysed) { needed = rest }
    }
    return needed
  }

  private func isCovered(_ rule: Int, by others: [Int], _ analysed: AnalysedBook) -> Bool {
    analysed.covers(analysed.book.rules[rule], by: others.map { analysed.book.rules[$0] })
  }
}
