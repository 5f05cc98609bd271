import Rules

/// Finds suppress rules that look like a safeguard and hold nothing back: no action fits what they select.
struct EmptySuppressions: AnalysisCheck {
  func check(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    let book = analysed.book
    for rule in book.rules where rule.isEnabled {
      guard case .suppress(let suppression) = rule.effect, !holdsBack(suppression, book) else { continue }
      let (reason, help) = explain(suppression, book)
      result.add(
        Finding(
          .holdsNothingBack, rule.id, at: .rule(id: rule.id), "'\(rule.id)' holds nothing back: \(reason)",
          help: help))
    }
  }

  /// Whether there is an action, on a channel of its own, that it selects and does not spare.
  private func holdsBack(_ suppression: Suppression, _ book: RuleBook) -> Bool {
    book.actions.enumerated().contains { index, action in
      let ways: [Int?] = action.channels.isEmpty ? [nil] : action.channels
      return ways.contains { channel in
        (suppression.selector?.selects(action, index, on: channel) ?? true)
          && !(suppression.except?.selects(action, index, on: channel) ?? false)
      }
    }
  }

  private func selects(_ selector: ContactSelector?, _ book: RuleBook) -> Bool {
    holdsBack(Suppression(selector: selector, except: nil), book)
  }

  /// Why it holds nothing back, and what to do.
  private func explain(_ suppression: Suppression, _ book: RuleBook) -> (reason: String, help: String) {
    if book.actions.isEmpty { return ("the book has no actions", "declare actions, or remove the rule") }
    let sparing = "spare less with 'except', or remove the rule"
    guard let selector = suppression.selector else { return ("'except' spares every action", sparing) }
    if selects(selector, book) { return ("'except' spares every action that it selects", sparing) }
    var without = selector
    without.channels = nil
    guard selector.channels != nil, selects(without, book) else {
      return (
        "no action fits all of its keys",
        "an action must fit every key: remove one, or write a rule for each"
      )
    }
    return (
      "no action that it names is given on \(channels(selector, book))",
      "remove 'channel' to hold it back on every channel"
    )
  }

  private func channels(_ selector: ContactSelector, _ book: RuleBook) -> String {
    (selector.channels ?? []).map { "'\(book.vocabulary.channels[$0].id)'" }.joined(separator: " or ")
  }
}
