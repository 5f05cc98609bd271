import Rules
import Time

/// Finds rules that ask for contacts after which their own action may not come yet: its cooldown or a cap holds it back
/// wherever they match.
struct ExhaustedRules: AnalysisCheck {
  func check(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    let book = analysed.book
    for index in analysed.recommending {
      let rule = book.rules[index]
      guard case .recommend(let list) = rule.effect, let when = rule.when else { continue }
      var required: [Condition.ContactCount] = []
      when.forEachRequired { if case .contacts(let count) = $0.test { required.append(count) } }
      required.removeAll { $0.bounds.atLeast < 1 || $0.bounds.within == nil || $0.bounds.olderThan != nil }
      guard !required.isEmpty, let sighting = analysed.sightings(of: index).first else { continue }
      for action in list.map(\.action) {
        guard let reason = required.lazy.compactMap({ reason(against: action, $0, book) }).first else {
          continue
        }
        let id = book.actions[action].id
        result.add(
          Finding(
            .alwaysCapped, rule.id, at: .rule(id: rule.id),
            "'\(rule.id)' recommends '\(id)' in vain: it asks for contacts after which \(reason.text)",
            help: "ask for contacts that are longer ago (older_than), or change the \(reason.noun)",
            notes: [.init("the \(reason.noun)", at: reason.part ?? analysed.part(ofAction: action))],
            witness: sighting.witness))
      }
    }
  }

  private struct Reason {
    let text: String
    let noun: String
    let part: BookPlaces.Part?
  }

  /// What holds an action back for as long as such contacts are counted.
  private func reason(against action: Int, _ count: Condition.ContactCount, _ book: RuleBook) -> Reason? {
    guard let within = count.bounds.within else { return nil }
    let id = book.actions[action].id
    if count.selector.actions == [action], let cooldown = book.actions[action].cooldown, cooldown >= within {
      return Reason(text: "the cooldown of '\(id)' is not over", noun: "cooldown", part: nil)
    }
    guard !book.actions[action].isExemptFromCaps else { return nil }
    for cap in book.policies.caps {
      guard case .rolling(let span) = cap.window, span >= within, cap.atMost <= count.bounds.atLeast,
        cap.holds(action, in: book), cap.countsAll(of: count.selector, in: book)
      else { continue }
      return Reason(
        text: "the cap '\(cap.id)' is used up", noun: "cap", part: .policy("caps", id: cap.id))
    }
    return nil
  }
}

extension Cap {
  /// Whether it holds an action back on whatever channel, once it is used up.
  fileprivate func holds(_ action: Int, in book: RuleBook) -> Bool {
    let entry = book.actions[action]
    guard selector.selects(entry, action) else { return false }
    guard let channels = selector.channels else { return true }
    return !entry.channels.isEmpty && entry.channels.allSatisfy(channels.contains)
  }

  /// Whether each contact that passes a selector counts toward it.
  fileprivate func countsAll(of contacts: ContactSelector, in book: RuleBook) -> Bool {
    if let channels = selector.channels {
      guard let asked = contacts.channels, asked.allSatisfy(channels.contains) else { return false }
    }
    // An action that the book no longer has may be of any kind.
    guard contacts.actions != nil || contacts.kinds == selector.kinds && contacts.groups == selector.groups
    else {
      return false
    }
    return book.actions.enumerated().allSatisfy { index, action in
      !contacts.selects(action, index) || selector.selects(action, index) && action.countsTowardCaps
    }
  }
}
