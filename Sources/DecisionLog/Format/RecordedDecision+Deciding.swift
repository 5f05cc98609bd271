package import Decisions
package import JSON
package import Rules

/// Deciding anew by what a record has.
extension RecordedDecision {
  /// What a decision that is made anew warns of beside its own: the state that was recorded has less than the one that
  /// was sent.
  package enum Warnings: Sendable {
    /// What the record has of the state that was sent.
    case recorded
    /// And besides what another rule book does not know of the state, but for some attributes, by their pointers.
    case withNew(except: [String])
  }

  /// Decides anew.
  ///
  /// - Parameter decider: of any rule book; with the limits of the record, ``expressions``.
  /// - Throws: why the state is refused: where a personal attribute was hashed that is no string, or where the rule book
  ///   asks for another type.
  package func decide(by decider: Decider, warnings: Warnings) throws(StateRefusal) -> Decision {
    let plan = decider.plan
    var journey = try JourneyState.read(
      document, at: state, for: plan, limits: .init(listLength: .max), keepingTexts: explanation != .none)
    var known = warningsOfState
    if case .withNew(let hidden) = warnings, !journey.warnings.isEmpty {
      known.add(journey.warnings.filter { warning in !hidden.contains { warning.pointer.isIn($0) } })
    }
    journey.setWarnings(known)
    journey.supplement = supplement(in: plan)
    return decider.decide(
      journey, history: history(in: plan), clock: now, options: .init(limit: limit, explanation: explanation))
  }

  /// The answer with a decision that was made anew, without a line feed.
  package func answer(_ decision: Decision, _ plan: DecisionPlan) -> [UInt8] {
    var writer = JSONWriter(reservingCapacity: 1_024)
    decision.write(
      id: id, plan: plan, explanation: explanation, reserved: reserve.map { decision.reserved($0) },
      to: &writer)
    return writer.bytes
  }

  /// Writes a decision as the record has its own.
  package func writeResult(of decision: Decision, _ plan: DecisionPlan, to writer: inout JSONWriter) {
    let shown = hidesJourneys ? decision.withoutNames(plan) : decision
    writer.object {
      shown.writeResult(plan: plan, listsAll: explanation == .full, to: &$0)
      if let reserve {
        $0.array("reserved", of: decision.reserved(reserve)) { $0.value(plan.ids.actions, at: $1) }
      }
    }
  }

  /// Writes the rules that matched as the record has its own.
  package func writeMatches(of decision: Decision, _ book: RuleBook, to writer: inout JSONWriter) {
    writer.array(of: decision.matched) { book.rules[Int($1)].writeMatch(to: &$0) }
  }

  /// The rules that matched, as they were recorded.
  package var recordedMatches: ArraySlice<UInt8> {
    document.member("matched", of: document.root).map { document.rawBytes(of: $0) } ?? []
  }

  /// The decision as it was recorded.
  package var recordedResult: ArraySlice<UInt8> { document.rawBytes(of: decision) }

  /// Whether the journey stands there as a hash of it.
  package var hidesJourneys: Bool {
    document.member("journey", of: state).map { document.isHash($0) } ?? false
  }
}

extension JSONDocument {
  /// Whether a value is a text as ``Pseudonyms`` makes them; somebody may have sent such a text himself.
  package func isHash(_ token: JSONToken) -> Bool {
    guard kind(of: token) == .string else { return false }
    let bytes = rawBytes(of: token)
    guard bytes.count == 36, bytes.dropFirst().starts(with: [UInt8(ascii: "h"), UInt8(ascii: ":")]) else {
      return false
    }
    return bytes.dropFirst(3).dropLast().allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
    }
  }
}

extension Decision {
  fileprivate func reserved(_ count: Int) -> [Int] { recommendations.prefix(count).map(\.action) }
}

extension [JourneyState.Warning] {
  /// Adds those at places of which none is said yet, by pointer.
  fileprivate mutating func add(_ others: [JourneyState.Warning]) {
    let places = Set(map(\.pointer))
    let more = others.filter { !$0.pointer.isEmpty && !places.contains($0.pointer) }
    guard !more.isEmpty else { return }
    self = (self + more).enumerated().sorted {
      $0.element.pointer == $1.element.pointer
        ? $0.offset < $1.offset : $0.element.pointer.utf8.lexicographicallyPrecedes($1.element.pointer.utf8)
    }.map(\.element)
  }
}

extension String {
  /// Whether a pointer leads to a place, or into it.
  fileprivate func isIn(_ place: String) -> Bool { self == place || hasPrefix("\(place)/") }
}
