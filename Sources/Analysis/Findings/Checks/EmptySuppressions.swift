import Rules

/// Finds suppress rules that look like a safeguard and hold nothing back: no action fits what they select.
struct EmptySuppressions: AnalysisCheck {
  func check(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    let book = analysed.book
    for rule in book.rules where rule.isEnabled {
      guard case .suppress(let suppression) = rule.effect, !holdsBack(suppression, book) else { continue }
      result.add(
        Finding(
          .holdsNothingBack, rule.id, at: .rule(id: rule.id),
          "'\(rule.id)' holds nothing back: \(reason(suppression, book))", help: help(suppression, book)))
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

  private func reason(_ suppression: Suppression, _ book: RuleBook) -> String {
    if book.actions.isEmpty { return "the book has no actions" }
    guard let selector = suppression.selector else { return "'except' spares every action" }
    if selects(selector, book) { return "'except' spares every action that it selects" }
    var without = selector
    without.channels = nil
    guard selector.channels != nil, selects(without, book) else { return "no action fits all of its keys" }
    return "no action that it names is given on \(channels(selector, book))"
  }

  private func help(_ suppression: Suppression, _ book: RuleBook) -> String {
    guard let selector = suppression.selector, !selects(selector, book) else {
      return book.actions.isEmpty
        ? "declare actions, or remove the rule" : "spare less with 'except', or remove the rule"
    }
    var without = selector
    without.channels = nil
    return selector.channels != nil && selects(without, book)
      ? "remove 'channel' to hold it back on every channel"
      : "an action must fit every key: remove one, or write a rule for each"
  }

  private func channels(_ selector: ContactSelector, _ book: RuleBook) -> String {
    (selector.channels ?? []).map { "'\(book.vocabulary.channels[$0].id)'" }.joined(separator: " or ")
  }
}
