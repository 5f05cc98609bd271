import Analysis
import Decisions
import Diagnostics
import JSON
import RuleTests
import Rules
import Time

/// The differences of two books, ready to be shown.
struct DifferenceReport {
  struct Region {
    let difference: RegionDifference
    /// For each group of states, what they have in common.
    let states: [[String]]
    /// How many groups there are besides.
    let unlisted: Int
    let example: Example?
  }

  /// A state that shows it, with what both books decide.
  struct Example {
    let state: JSONValue
    /// The exit that must be remembered of its journey.
    let exit: String?
    let before: [UInt8]
    let after: [UInt8]
    /// A file of rule tests with it; nil where a test cannot say it.
    let test: String?
  }

  let before: ComparedBook
  let after: ComparedBook
  let difference: BookDifference
  let regions: [Region]
  /// What keeps less from people, besides rules, which are compared by states.
  let weakened: [WeakenedSafeguard]

  /// - Parameter states: how many groups of states are shown for each region.
  init(_ difference: BookDifference, _ before: ComparedBook, _ after: ComparedBook, states: Int, now: Instant)
  {
    self.before = before
    self.after = after
    self.difference = difference
    weakened = WeakenedSafeguard.all(from: before.book, to: after.book, areRulesCompared: false)
    let text = BoxText(difference.space, [before.book, after.book])
    regions = difference.regions.map { region in
      let boxes = region.boxes.sorted { $0.dimensions.count < $1.dimensions.count }
      return Region(
        difference: region, states: boxes.prefix(states).map { text.lines(of: $0) },
        unlisted: max(0, boxes.count - states),
        example: region.witness.flatMap { Self.example($0, region, before.deciding, after.deciding, now) })
    }
  }

  private static func example(
    _ witness: Witness, _ region: RegionDifference, _ old: DecidingBook, _ new: DecidingBook, _ now: Instant
  ) -> Example? {
    guard let before = decide(witness, old, now), let after = decide(witness, new, now) else { return nil }
    let name = region.outputs.first.map { "\($0.words): what a change of the rules does" } ?? "a change"
    let test =
      witness.exit == nil
      ? (try? TestDraft(name, witness.state, for: new.decider.plan)).flatMap { try? $0.text } : nil
    return Example(state: witness.state, exit: witness.exit, before: before, after: after, test: test)
  }

  private static func decide(_ witness: Witness, _ deciding: DecidingBook, _ now: Instant) -> [UInt8]? {
    guard let document = try? JSONDocument(parsing: witness.state.bytes),
      let state = deciding.read(document, exit: witness.exit)
    else { return nil }
    var answer = JSONWriter(reservingCapacity: 2_048)
    let decider = deciding.decider
    decider.decide(state, clock: now)
      .write(id: nil, plan: decider.plan, explanation: .none, to: &answer)
    return answer.bytes
  }

  /// Where a rule stands in the books that have it.
  func places(of rule: ChangedRule) -> (old: SourceLocation?, new: SourceLocation?) {
    (
      before.book.rules.first { $0.id == rule.id }.map { before.seen($0.location) },
      after.book.rules.first { $0.id == rule.id }.map { after.seen($0.location) }
    )
  }
}

extension Output {
  /// As a heading names it.
  var words: String {
    switch self {
    case .candidate(let action): action
    case .suppression(let action, let channel): channel.map { "\(action) by \($0)" } ?? action
    case .eligibility(let action): action
    case .painPoint(let id): "pain point \(id)"
    case .trigger(let id): "trigger \(id)"
    case .stage: "stage"
    case .persona: "persona"
    case .alert(let rule): "alert \(rule)"
    }
  }
}

extension RegionDifference {
  /// What changes, as a heading says it.
  var change: String {
    let names = outputs.prefix(3).map(\.words).joined(separator: ", ")
    let more = outputs.count > 3 ? " and \(outputs.count - 3) more" : ""
    guard let output = outputs.first else { return "" }
    return "\(names)\(more): \(what(output))"
  }

  private func what(_ output: Output) -> String {
    guard let first = changes.first else { return "" }
    return switch output {
    case .candidate: candidate
    case .suppression: first.new == .holds ? "is held back now" : "is not held back any more"
    case .eligibility: first.new == .holds ? "is for these, too, now" : "is not for these any more"
    case .painPoint, .trigger: Self.detection(first.old, first.new)
    case .stage, .persona:
      changes.map { "\(Self.place($0.old)) -> \(Self.place($0.new))" }.joined(separator: ", or ")
    case .alert: first.new == .holds ? "is reported now" : "is not reported any more"
    }
  }

  private var candidate: String {
    let before = changes.compactMap(\.old.candidacy)
    let after = changes.compactMap(\.new.candidacy)
    if before.isEmpty {
      return "a candidate now, score \(after.scores)\(after.wishes == "none" ? "" : ", by \(after.wishes)")"
    }
    if after.isEmpty { return "no candidate any more (score \(before.scores))" }
    var parts: [String] = []
    if zip(before, after).contains(where: { $0.score != $1.score }) {
      parts.append("score \(before.scores) -> \(after.scores)")
    }
    if zip(before, after).contains(where: { $0.wishes != $1.wishes }) {
      parts.append("channel \(before.wishes) -> \(after.wishes)")
    }
    return parts.joined(separator: ", ")
  }

  private static func detection(_ old: Behaviour, _ new: Behaviour) -> String {
    switch (old, new) {
    case (.none, .severity(let after)): "is detected now, severity \(after.words)"
    case (.severity(let before), .none): "is not detected any more (severity \(before.words))"
    case (.severity(let before), .severity(let after)): "severity \(before.words) -> \(after.words)"
    case (.none, _): "is detected now"
    default: "is not detected any more"
    }
  }

  private static func place(_ behaviour: Behaviour) -> String {
    switch behaviour {
    case .placed(let id): id
    case .computedPlace: "by a computed confidence"
    default: "not placed"
    }
  }
}

extension Score.Best {
  fileprivate var words: String {
    let texts =
      [number.map { Literal.double($0).words }].compactMap(\.self)
      + computed.map { "'\(CommonWords.text(of: $0))'" }
    return texts.joined(separator: " or ")
  }
}

extension Behaviour {
  fileprivate var candidacy: Candidacy? {
    if case .candidate(let candidacy) = self { candidacy } else { nil }
  }
}

extension [Candidacy] {
  /// The scores that there are: one, or the lowest and the highest.
  fileprivate var scores: String {
    let texts = map(\.score.words).withoutRepeats
    let numbers = compactMap(\.score.number)
    guard texts.count > 2, numbers.count == count, let low = numbers.min(), let high = numbers.max() else {
      return texts.joined(separator: " or ")
    }
    return "\(Literal.double(low).words) to \(Literal.double(high).words)"
  }

  fileprivate var wishes: String {
    map { $0.wishes.isEmpty ? "none" : $0.wishes.joined(separator: ", ") }.withoutRepeats.joined(
      separator: " or ")
  }
}
