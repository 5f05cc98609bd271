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
      return Item(fact: fact, path: attribute.path, reason: reason, rules: rules, actions: Set(actions))
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

  /// The facts that a record lacks and that can matter for a decision on it, by name.
  ///
  /// - Parameter decider: the one that has just made the decision.
  func facts(missingIn record: RecordedDecision, for decision: Decision, by decider: Decider) -> [String] {
    let lacking = items.filter { lacks($0, record) }
    var found = lacking.filter { item in
      item.rules.contains { isOpen(decider.explain(Int32($0)), item) }
        || (!item.actions.isEmpty && candidates(decision).contains { item.actions.contains($0) })
    }.map(\.path)
    for channel in channels where record.warns(at: "/consent/\(channel.id)") {
      if candidates(decision).contains(where: { book.actions[$0].channels.contains(channel.index) }) {
        found.append("consent.\(channel.id)")
      }
    }
    return found
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
  private func isOpen(_ explanation: RuleExplanation, _ item: Item) -> Bool {
    guard case .active = explanation.standing else { return false }
    let readers = AttributeReaders(book, countsExistence: item.reason != .masked)
    func asks(_ term: TermExplanation) -> Bool { readers.asks(term.term, for: [item.fact]) }
    let (open, settled) = (explanation.when.filter(asks), explanation.when.filter { !asks($0) })
    guard settled.allSatisfy({ $0.verdict == .holds }) else { return false }
    guard let unless = explanation.unless else { return true }
    let exceptionIsOpen = unless.contains(where: asks)
    let exceptionHolds = unless.filter { !asks($0) }.allSatisfy { $0.verdict == .holds }
    // With an exception that holds whatever the fact is, the rule does not match.
    if exceptionHolds, !exceptionIsOpen { return false }
    return !open.isEmpty || exceptionHolds
      || book.rules[Int(explanation.rule)].effect.expressions.contains { readers.reads($0, [item.fact]) }
  }
}

extension RecordedDecision {
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
