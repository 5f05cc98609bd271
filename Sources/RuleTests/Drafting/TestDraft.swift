package import Decisions
package import JSON
import Rules
import Time

/// A rule test made of a state that was decided: with no more of the state than the decision depends on.
package struct TestDraft {
  private let plan: DecisionPlan
  private let decider: Decider
  private let name: String
  private var state: JSONValue

  /// - Parameters:
  ///   - name: that of the test.
  ///   - state: with its `now`, and all contacts that were considered.
  /// - Throws: why the state does not fit the rule book.
  package init(_ name: String, _ state: JSONValue, for plan: DecisionPlan) throws(StateRefusal) {
    self.name = name
    self.state = state
    self.plan = plan
    decider = Decider(plan)
    let wanted = try decide(state)
    pare(keeping: Self.gist(of: wanted, plan))
  }

  // MARK: What matters

  /// What a test would expect of a decision.
  private static func gist(of decision: Decision, _ plan: DecisionPlan) -> [String] {
    let book = plan.book
    return [decision.outcome.rawValue, "\(decision.stage)", "\(decision.persona)"]
      + decision.recommendations.map { "\($0.action) by \($0.channel ?? -1)" }
      + decision.heldBack.map { "\($0.action) \($0.closed.gate) \($0.closed.by?.name(in: book) ?? "")" }
      + decision.alerts.map { "alert \($0.rule)" } + decision.detected.map { "\($0)" }
  }

  private func decide(_ state: JSONValue) throws(StateRefusal) -> Decision {
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(parsing: state.bytes)
    } catch {
      throw StateRefusal(problems: [.init(pointer: "", detail: error.detail)])
    }
    let journey = try JourneyState.read(document, at: document.root, for: plan, limits: .init())
    // As the test will be, where it turns out that the time does not matter.
    return decider.decide(journey, clock: RuleTest.usualInstant)
  }

  /// Removes every part without which the decision is the same, the largest first.
  private mutating func pare(keeping gist: [String]) {
    var paths = [[Int]]()
    func collect(_ value: JSONValue, _ path: [Int]) {
      let parts: [JSONValue] =
        switch value {
        case .array(let elements): elements
        case .object(let members): members.map(\.value)
        case .null, .bool, .int, .number, .string: []
        }
      for (index, part) in parts.enumerated().reversed() {
        paths.append(path + [index])
        collect(part, path + [index])
      }
    }
    collect(state, [])
    // From the last to the first, so that removing one moves none that is still to be looked at; what is inside of others
    // comes after them.
    for path in paths {
      guard let without = state.removing(path[...]), let decision = try? decide(without),
        Self.gist(of: decision, plan) == gist
      else { continue }
      state = without
    }
  }

  // MARK: As text

  /// A file of tests with this one.
  package var text: String {
    get throws(StateRefusal) {
      let decision = try decide(state)
      var text = "tests:\n  \(JSONValue.string(name).flow):\n"
      guard case .object(let members) = state else { return text }
      let apart = [StateKey.contacts.rawValue, StateKey.now.rawValue]
      let rest = members.filter { !apart.contains($0.name) && $0.name != StateKey.journey.rawValue }
      text += "    state: \(JSONValue.object(rest).flow)\n"
      for member in members where apart.contains(member.name) {
        text += "    \(member.name): \(member.value.flow)\n"
      }
      return text + "    expect: \(expectation(of: decision).flow)\n"
    }
  }

  private func expectation(of decision: Decision) -> JSONValue {
    let book = plan.book
    var members = [
      JSONValue.Member("outcome", .string(decision.outcome.rawValue)),
      JSONValue.Member(
        "exact", .array(decision.recommendations.map { .string(book.actions[$0.action].id) })),
    ]
    let held = decision.heldBack.prefix(Decider.listed).map {
      JSONValue.Member(book.actions[$0.action].id, .string($0.closed.gate.reason))
    }
    if !held.isEmpty { members.append(.init("held_back", .object(held))) }
    if !decision.alerts.isEmpty {
      members.append(
        .init("alerts", .array(decision.alerts.map { .string(book.rules[Int($0.rule)].id) })))
    }
    return .object(members)
  }
}

extension JSONValue {
  /// The value without the part at a path of places; nil where there is no such part.
  fileprivate func removing(_ path: ArraySlice<Int>) -> JSONValue? {
    guard let index = path.first else { return nil }
    let rest = path.dropFirst()
    switch self {
    case .array(var elements):
      guard elements.indices.contains(index) else { return nil }
      if rest.isEmpty {
        elements.remove(at: index)
      } else {
        guard let part = elements[index].removing(rest) else { return nil }
        elements[index] = part
      }
      return .array(elements)
    case .object(var members):
      guard members.indices.contains(index) else { return nil }
      if rest.isEmpty {
        members.remove(at: index)
      } else {
        guard let part = members[index].value.removing(rest) else { return nil }
        members[index] = Member(members[index].name, part)
      }
      return .object(members)
    case .null, .bool, .int, .number, .string: return nil
    }
  }

  /// In YAML's flow style: words without quotes where they stay words.
  fileprivate var flow: String {
    switch self {
    case .array(let elements): return "[\(elements.map(\.flow).joined(separator: ", "))]"
    case .object(let members):
      let parts = members.map { "\(JSONValue.string($0.name).flow): \($0.value.flow)" }
      return "{\(parts.joined(separator: ", "))}"
    case .string(let text) where Self.isPlain(text): return text
    case .null, .bool, .int, .number, .string: return self.text
    }
  }

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x61...0x7a).contains(first) else { return false }
    let words = ["true", "false", "null"]
    return !words.contains(text)
      && text.utf8.allSatisfy {
        (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || "-_/.".utf8.contains($0)
      }
  }
}
