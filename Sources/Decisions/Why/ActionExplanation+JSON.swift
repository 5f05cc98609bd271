import JSON
import Rules
import Time

extension ActionExplanation {
  /// A line of JSON. Absent values are left out, lists are always there.
  package func json(_ plan: DecisionPlan) -> [UInt8] {
    var writer = JSONWriter(reservingCapacity: 4_096)
    write(plan, to: &writer)
    writer.newline()
    return writer.bytes
  }

  private func write(_ plan: DecisionPlan, to writer: inout JSONWriter) {
    let book = plan.book
    writer.object {
      $0.member("action", book.actions[action].id)
      $0.member("title", raw: plan.titles[action].text(in: decision.languages).bytes)
      $0.member("journey", decision.journey)
      $0.member("revision", book.revision)
      $0.member("now", decision.now)
      $0.member("stage") { decision.stage.write(plan.ids.stages, to: &$0) }
      $0.member("persona") { decision.persona.write(plan.ids.personas, to: &$0) }
      $0.array("detected", of: decision.detected) { $1.write(book, to: &$0) }
      $0.member("verdict", verdict.word)
      if case .heldBack(let closed) = verdict {
        $0.member("reason", closed.gate.reason)
        $0.member("by", ifPresent: closed.by?.name(in: book))
        $0.member("channel", ifPresent: closed.channel.map { book.vocabulary.channels[$0].id })
      }
      $0.member("channel", ifPresent: recommendedChannel.map { book.vocabulary.channels[$0].id })
      $0.member("until", ifPresent: until)
      if let rank { $0.member("rank", rank) }
      $0.member("priority", ifPresent: priority.map { Priority.value($0) })
      $0.array("rules", of: recommenders) { $1.write(book, to: &$0) }
      if let eligible { $0.array("eligible", of: eligible) { $1.write(book, to: &$0) } }
      $0.array("gates", of: gates) { $1.write(book, to: &$0) }
      $0.member("smallest_change") { smallestChange.write(book, in: situation, to: &$0) }
      $0.array("errors", of: decision.failures) { $1.write(book, to: &$0) }
      $0.warnings(decision.warnings)
    }
  }
}

extension ActionExplanation.Verdict {
  /// As answers give it.
  package var word: String {
    switch self {
    case .recommended: "recommended"
    case .fallback: "fallback"
    case .heldBack: "held_back"
    case .notRecommended: "not_recommended"
    case .heldOut: "holdout"
    }
  }

  package static let words = ["recommended", "fallback", "held_back", "not_recommended", "holdout"]
}

extension ActionExplanation.Recommender {
  fileprivate func write(_ book: RuleBook, to writer: inout JSONWriter) {
    writer.object {
      $0.member("score", ifPresent: score)
      rule.writeMembers(book, to: &$0)
    }
  }
}

extension SmallestChange {
  /// Writes the changes, each made in what those before it left.
  fileprivate func write(_ book: RuleBook, in situation: Situation, to writer: inout JSONWriter) {
    writer.object {
      if let changes { $0.array("changes", of: changes) { $1.write(book, in: situation, to: &$0) } }
      $0.member("found", changes != nil)
      $0.member("shown_to_be_smallest", isShown)
      $0.member("tried", tried)
    }
  }
}
