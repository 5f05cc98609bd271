import Decisions
import DecisionLog
import JSON
import Rules

/// What a rule book reads of a state and a log cannot have, since the book that decided kept it back or did not know it. Where
/// such a fact can matter for a decision, nobody can say how it would have been.
struct MissingFacts {
  /// Why a fact may be missing in a record.
  enum Reason: Hashable {
    /// It is a hash where the state had it.
    case masked
    /// It is left out, whether the state had it or not.
    case leftOut
    /// It was not declared: it is left out, and where the state had it a warning says so.
    case undeclared
  }

  struct Item {
    let fact: Fact
    /// The same in the old book; nil where it is not declared there.
    let oldFact: Fact?
    let path: String
    let reason: Reason
    /// The rules of the new book that ask for it, but for alert rules: nobody gets anything else by those.
    let rules: [Int]
    /// The actions whose `eligible` asks for it.
    let actions: Set<Int>
  }

  let items: [Item]
  /// Channels of the new book that the old one did not know: consent to them is left out.
  private let channels: [(index: Int, id: String)]
  private let book: RuleBook

  var isEmpty: Bool { items.isEmpty && channels.isEmpty }

  /// - Parameters:
  ///   - old: the book that decided; nil where it is not known.
  ///   - plan: of the new one.
  init(in old: DecisionPlan?, readBy plan: DecisionPlan) {
    let book = plan.book
    self.book = book
    items = book.attributes.indices.compactMap { index -> Item? in
      guard plan.readsAttribute[index] else { return nil }
      let attribute = book.attributes[index]
      guard let reason = Self.reason(attribute, old) else { return nil }
      let readers = AttributeReaders(book, countsExistence: reason != .masked)
      let fact = Fact.attribute(index)
      let rules = readers.rules(reading: [fact]).filter { book.rules[$0].effect.verb != .alert }
      let actions = book.actions.indices.filter { action in
        book.actions[action].eligible.map { readers.asks($0, for: [fact]) } ?? false
      }
      guard !rules.isEmpty || !actions.isEmpty else { return nil }
      let oldIndex = old?.book.attributes.firstIndex { $0.path == attribute.path }
      return Item(
        fact: fact, oldFact: oldIndex.map { .attribute($0) }, path: attribute.path, reason: reason,
        rules: rules,
        actions: Set(actions))
    }
    channels = book.vocabulary.channels.items.enumerated().compactMap { index, channel in
      guard let old, old.book.vocabulary.channels.index(ofID: channel.id) == nil else { return nil }
      return (index, channel.id)
    }
  }

  private static func reason(_ attribute: Attribute, _ old: DecisionPlan?) -> Reason? {
    guard let old else { return attribute.isPersonal ? .masked : .undeclared }
    guard let index = old.book.attributes.firstIndex(where: { $0.path == attribute.path }) else {
      return .undeclared
    }
    guard old.book.attributes[index].isPersonal else { return nil }
    return old.readsAttribute[index] ? .masked : .leftOut
  }

  /// The pointers of attributes that the log has as hashes: what a book says of their values is nothing of the state.
  var hiddenPointers: [String] {
    items.filter { $0.reason == .masked }.map { "/\($0.path.split(separator: ".").joined(separator: "/"))" }
  }

  /// What is known of a decision that is made anew.
  struct Question {
    let record: RecordedDecision
    let decision: Decision
    /// Who has just made it.
    let decider: Decider
    /// Who has just made the decision as it was recorded; nil where nobody had to, since it is the same as the new one.
    let oldDecider: Decider?
    /// What differs between the books; nil where the old one is not known.
    let difference: BookEdits?
  }

  /// The facts that a record lacks and that can matter for a decision on it, by name.
  func missing(for question: Question) -> [String] {
    let (record, decision) = (question.record, question.decision)
    let lacking = items.filter { lacks($0, record) }
    let candidates = self.candidates(decision)
    let matched = lacking.isEmpty ? [] : record.matchedRules
    var found = lacking.filter { item in
      let isAsked = item.rules.contains { rule in
        isOpen(question.decider.explain(Int32(rule)), item.fact, item, book)
          && !isKnown(rule, item, matched, question)
      }
      return isAsked || candidates.contains { item.actions.contains($0) && !isSettled($0, question) }
    }.map(\.path)
    for channel in channels where record.warns(at: "/consent/\(channel.id)") {
      if candidates.contains(where: { book.actions[$0].channels.contains(channel.index) }) {
        found.append("consent.\(channel.id)")
      }
    }
    return found
  }

  /// Whether the record says whether a rule matches: one that is the same in both books, and that waited for the fact then as
  /// it does now.
  private func isKnown(_ rule: Int, _ item: Item, _ matched: Set<String>, _ question: Question) -> Bool {
    guard let difference = question.difference, let oldFact = item.oldFact else { return false }
    let id = book.rules[rule].id
    guard case .same = difference.rule(id), let index = difference.oldRule(id),
      matched.contains(id) == question.decision.matched.contains(Int32(rule))
    else { return false }
    guard let decider = question.oldDecider else { return true }
    return isOpen(decider.explain(index), oldFact, item, difference.old)
  }

  /// Whether an action is let through as it was: the same decision, by the same condition.
  private func isSettled(_ action: Int, _ question: Question) -> Bool {
    guard question.oldDecider == nil, let difference = question.difference else { return false }
    if case .same = difference.action(book.actions[action].id) { return true }
    return false
  }

  private func lacks(_ item: Item, _ record: RecordedDecision) -> Bool {
    switch item.reason {
    case .masked: record.hasHash(at: item.path)
    case .leftOut: true
    case .undeclared: record.warns(at: "/\(item.path.split(separator: ".").joined(separator: "/"))")
    }
  }

  private func candidates(_ decision: Decision) -> [Int] {
    decision.recommendations.map(\.action) + decision.heldBack.map(\.action)
  }

  /// Whether a rule would match for some values of a fact and not for others: whether all that it asks besides holds.
  private func isOpen(_ explanation: RuleExplanation, _ fact: Fact, _ item: Item, _ book: RuleBook) -> Bool {
    guard case .active = explanation.standing else { return false }
    let readers = AttributeReaders(book, countsExistence: item.reason != .masked)
    func asks(_ term: TermExplanation) -> Bool { readers.asks(term.term, for: [fact]) }
    let (open, settled) = (explanation.when.filter(asks), explanation.when.filter { !asks($0) })
    guard settled.allSatisfy({ $0.verdict == .holds }) else { return false }
    let computes = book.rules[Int(explanation.rule)].effect.expressions.contains { readers.reads($0, [fact]) }
    guard let unless = explanation.unless else { return !open.isEmpty || computes }
    let exceptionIsOpen = unless.contains(where: asks)
    let exceptionHolds = unless.filter { !asks($0) }.allSatisfy { $0.verdict == .holds }
    // With an exception that holds whatever the fact is, the rule does not match.
    if exceptionHolds, !exceptionIsOpen { return false }
    return !open.isEmpty || (exceptionIsOpen && exceptionHolds) || computes
  }
}

extension RecordedDecision {
  /// The ids of the rules that matched.
  fileprivate var matchedRules: Set<String> {
    guard let list = document.member("matched", of: document.root) else { return [] }
    return Set(
      document.elements(of: list).compactMap { entry in
        document.member("rule", of: entry).map { document.string(at: $0) }
      })
  }

  /// Whether the decision warned of a place of the state, of one around it or inside of it; or of more than it listed.
  fileprivate func warns(at pointer: String) -> Bool {
    guard let warnings = document.member("warnings", of: decision) else { return false }
    return document.elements(of: warnings).contains { warning in
      guard let place = document.member("pointer", of: warning).map({ document.string(at: $0) }) else {
        return false
      }
      if place.isEmpty { return document.member("detail", of: warning).map { isRest($0) } ?? false }
      return pointer == place || pointer.hasPrefix("\(place)/") || place.hasPrefix("\(pointer)/")
    }
  }

  private func isRest(_ detail: JSONToken) -> Bool { document.string(at: detail).hasPrefix("… and ") }
}
