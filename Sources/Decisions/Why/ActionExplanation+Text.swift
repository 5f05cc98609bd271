import Diagnostics
import Rules
import Time

extension ActionExplanation {
  /// A page for people: what became of the action, its rules, its gates, and what would put it first. Lines end in a line
  /// feed.
  package func page(_ plan: DecisionPlan) -> String {
    ActionPage(self, Wording(book: plan.book, languages: decision.languages)).text
  }

  /// What became of the action, and what the rule lacks that comes nearest, in a few lines without line feeds.
  package func outline(_ plan: DecisionPlan) -> [String] {
    ActionPage(self, Wording(book: plan.book, languages: decision.languages)).outline
  }
}

/// The page, part by part.
private struct ActionPage {
  private let explanation: ActionExplanation
  private let wording: Wording
  private var book: RuleBook { wording.book }

  /// How many rules it shows; answers for programs have all.
  private static let shownRules = 5

  init(_ explanation: ActionExplanation, _ wording: Wording) {
    self.explanation = explanation
    self.wording = wording
  }

  var text: String {
    ([heading, verdict, person] + rules + eligible + gates + smallestChange + remarks)
      .map { $0.isEmpty ? "\n" : "\($0)\n" }.joined()
  }

  var outline: [String] {
    var lines = ["\(book.actions[explanation.action].id): \(verdict)"]
    guard let nearest = explanation.recommenders.first else {
      return lines + ["  No rule of the book recommends it."]
    }
    lines.append(heading(of: nearest))
    let isExcepted = nearest.rule.unless.map { $0.verdict == .holds } ?? false
    lines += self.lines(of: nearest.rule.when.filter { $0.verdict != .holds }, indent: "      ")
    if isExcepted {
      lines += ["      unless"] + self.lines(of: nearest.rule.unless ?? [], indent: "        ")
    }
    return lines
  }

  // MARK: What became of it

  private var heading: String {
    let action = book.actions[explanation.action]
    let title = wording.title(of: explanation.action)
    let name = title == action.id ? title : "\(title) (\(action.id))"
    return "\(name) for \(explanation.decision.journey), at \(explanation.decision.now)"
  }

  private var verdict: String {
    switch explanation.verdict {
    case .recommended(let rank): "It is recommended, on rank \(rank)\(way)."
    case .fallback(let rank): "It is recommended as a fallback, on rank \(rank)\(way)."
    case .heldBack(let closed):
      "It is held back: \(reason(closed, explanation(of: closed)))\(until(closed))\(rank.map { ". It would have rank \($0)" } ?? "")."
    case .notRecommended: "No rule recommends it now\(rank.map { ". It would have rank \($0)" } ?? "")."
    case .heldOut: "Nothing is recommended: this journey is in the group that is held out, to measure by."
    }
  }

  /// The channel by which it is recommended.
  private var way: String {
    explanation.recommendedChannel.map { ", by \(wording.label(.channel, $0))" } ?? ""
  }

  /// What is said of a gate.
  private func explanation(of closed: ClosedGate) -> GateExplanation? {
    explanation.gates.first { $0.gate == closed.gate && $0.channel == closed.channel }
  }

  /// When it is possible: as the end of the reason where that is the last to go, else with the channel that opens first.
  private func until(_ closed: ClosedGate) -> String {
    guard let until = explanation.until else { return "" }
    let own = self.explanation(of: closed)?.until
    if own == until || (closed.channel == nil && explanation.openingChannel == nil) {
      return ", until \(until)"
    }
    let channel = explanation.openingChannel.map { wording.label(.channel, $0) }
    let isOther = closed.channel != explanation.openingChannel
    let reason = isOther ? own.map { ", until \($0)" } ?? "" : ""
    return "\(reason); \(channel.map { "by \($0) " } ?? "")it is possible from \(until)"
  }

  private var rank: Int? { explanation.rank }

  private var person: String {
    let decision = explanation.decision
    var parts = [
      "stage \(place(decision.stage, .stage))", "persona \(place(decision.persona, .persona))",
    ]
    for detected in decision.detected {
      switch detected {
      case .painPoint(let item, _, let rule):
        parts.append("detected \(wording.label(.painPoint, item)) by \(id(rule))")
      case .trigger(let item, let rule):
        parts.append("detected \(wording.label(.trigger, item)) by \(id(rule))")
      }
    }
    return "Seen as: " + parts.joined(separator: "; ")
  }

  private func place(_ place: Decision.Place, _ kind: IDKind) -> String {
    switch place {
    case .given(let item): wording.label(kind, item)
    case .remembered(let item): "\(wording.label(kind, item)) (remembered)"
    case .placed(let item): "\(wording.label(kind, item)) (placed)"
    case .unknown: Wording.unknown
    }
  }

  private func id(_ rule: Int32) -> String { book.rules[Int(rule)].id }

  // MARK: Rules

  private var rules: [String] {
    let all = explanation.recommenders
    guard !all.isEmpty else { return ["", "No rule of the book recommends it."] }
    var lines = [
      "", all.count == 1 ? "The rule that could recommend it" : "The rules that could recommend it",
    ]
    for recommender in all.prefix(Self.shownRules) { lines += self.lines(of: recommender) }
    if all.count > Self.shownRules {
      lines.append("  and \(all.count - Self.shownRules) more that come less near")
    }
    return lines
  }

  private func heading(of recommender: ActionExplanation.Recommender) -> String {
    let rule = book.rules[Int(recommender.rule.rule)]
    let score = recommender.score.map { ", score \(Wording.number($0))" } ?? ""
    let place = "\(rule.location.file):\(rule.location.span.line)"
    return "  \(mark(recommender.rule)) \(rule.id)\(score) (\(place))\(standing(recommender.rule.standing))"
  }

  private func lines(of recommender: ActionExplanation.Recommender) -> [String] {
    var lines = [heading(of: recommender)]
    lines += self.lines(of: recommender.rule.when, indent: "      ")
    if let unless = recommender.rule.unless {
      lines.append("      unless")
      lines += self.lines(of: unless, indent: "        ")
    }
    return lines
  }

  private func mark(_ rule: RuleExplanation) -> String {
    if rule.matches { return "matches:" }
    guard case .active = rule.standing else { return "not in force:" }
    let count = rule.obstacles.count
    return count == 1 ? "one thing is missing:" : "\(count) things are missing:"
  }

  private func standing(_ standing: RuleExplanation.Standing) -> String {
    switch standing {
    case .active: ""
    case .disabled: ", disabled"
    case .early(let from): ", from \(from) on"
    case .over(let until): ", until \(until)"
    }
  }

  private func lines(of terms: [TermExplanation], indent: String) -> [String] {
    terms.flatMap { term -> [String] in
      let verdict = term.verdict.word.padded(to: 8)
      var line = "\(indent)\(verdict)\(term.term.key)"
      if let seen = wording.seen(term.seen, by: term.term.test),
        let wanted = wording.wanted(by: term.term.test)
      {
        line += ": \(seen); wanted: \(wanted)"
      }
      if term.verdict != .holds { line += " (line \(term.term.span.line))" }
      if let failure = term.failure { line += " – \(failure)" }
      return [line]
        + term.branches.flatMap { lines(of: $0, indent: indent + "  ") }
    }
  }

  private var eligible: [String] {
    guard let eligible = explanation.eligible else { return [] }
    return ["", "Who may receive it"] + lines(of: eligible, indent: "      ")
  }

  // MARK: Gates

  private var gates: [String] {
    let closed = explanation.gates.filter { $0.closed != nil }
    guard !closed.isEmpty else { return ["", "All gates are open."] }
    let open = explanation.openChannel.map { wording.label(.channel, $0) }
    let heading = open.map { "By \($0) all gates are open; gates that are closed on other channels" }
    return ["", heading ?? "Gates that are closed"]
      + closed.map { gate in
        let until = gate.until.map { ", until \($0)" } ?? ""
        return "  \(gate.gate.reason): \(gate.closed.map { reason($0, gate) } ?? "")\(until)"
      }
  }

  /// - Parameter gate: what is said of the gate, where that is known.
  private func reason(_ closed: ClosedGate, _ gate: GateExplanation?) -> String {
    let by = closed.by.map { " (\($0.name(in: book)))" } ?? ""
    let channel = closed.channel.map { wording.label(.channel, $0) } ?? ""
    if gate?.isByTheAnswer == true {
      let place = closed.channel == nil ? "place" : "place by \(channel)"
      return "what stands before it in this answer takes the last \(place)\(by)"
    }
    return switch closed.gate {
    case .unavailable: "it is not available at this time"
    case .ineligible: "this person may not receive it"
    case .suppressed: "a rule suppresses it\(by)"
    case .cooldown: "it was sent too short a time ago"
    case .capped: "as many were sent as there may be\(by)"
    case .paused: "there is a pause\(by)"
    case .noConsent: "there is no consent to \(channel)"
    case .bounced: "\(channel) bounced"
    case .quietHours: "\(channel) has quiet hours\(by)"
    case .channelSuppressed: "a rule suppresses \(channel)\(by)"
    case .channelCapped: "as many were sent by \(channel) as there may be\(by)"
    case .channelPaused: "there is a pause on \(channel)\(by)"
    case .spread: "enough of its \(closed.by?.name(in: book) ?? "kind") is recommended already"
    case .outranked: "as many are recommended already as there may be"
    }
  }

  // MARK: What would put it first

  private var smallestChange: [String] {
    let smallest = explanation.smallestChange
    guard let changes = smallest.changes else {
      return [
        "",
        smallest.isShown
          ? "No change of up to three things that rules ask about would put it first."
          : "No change was found that would put it first.",
      ]
    }
    guard !changes.isEmpty else { return ["", "It is first already."] }
    let heading = changes.count == 1 ? "It would be first with" : "It would be first with all of these"
    var lines = ["", heading]
    lines += changes.map { "  - \(wording.words(for: $0, in: explanation.situation.state))" }
    if !smallest.isShown { lines.append("  There may be a smaller change: not all were tried.") }
    return lines
  }

  private var remarks: [String] {
    let decision = explanation.decision
    let lines =
      decision.failures.map { "error: \($0.message)" } + decision.warnings.map { "warning: \($0.detail)" }
    return lines.isEmpty ? [] : [""] + lines
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
