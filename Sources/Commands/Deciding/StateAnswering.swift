import API
import JSON

/// How the answers to states are made: what each decision prints, and what is told of it. It keeps nothing of a state, so
/// that several threads may work with it.
struct StateAnswering: Sendable {
  let form: DecisionForm
  /// Of how many recommendations there are rows, where a decision does not say what it reserved.
  let shown: Int?
  /// Whether a state of which there are warnings is refused.
  let isStrict: Bool
  /// Whether the decisions have no ids that anything can be reported of.
  let isPreview: Bool
  private let output = Terminal.standardOutput
  /// Asked once, since that is a call of the system.
  private let isInteractive = Terminal.standardOutput.isInteractive

  /// The answers to states, in their order; what is no JSON is refused without asking.
  ///
  /// - Parameter refusal: why nothing is asked of a state, where that is known.
  func answers(
    to texts: [StateText], by decider: inout some StateDecider,
    refusing refusal: (JSONDocument) -> Refusal? = { _ in nil }
  ) throws(Failure) -> [StateAnswer] {
    var results: [StateResult?] = []
    var states: [AskedState] = []
    for text in texts {
      if let refusal = text.refusal {
        results.append(.refused(refusal))
        continue
      }
      do throws(JSONError) {
        let document = try JSONDocument(parsing: text.bytes)
        if let refusal = refusal(document) {
          results.append(.refused(refusal))
        } else {
          states.append(AskedState(text: text, document: document))
          results.append(nil)
        }
      } catch {
        results.append(.refused(Refusal(error)))
      }
    }
    var decided = try decider.decide(states).makeIterator()
    return zip(texts, results).map { text, result in
      guard let result = result ?? decided.next() else { preconditionFailure("a result for each state") }
      return StateAnswer(text: text, outcome: outcome(of: result))
    }
  }

  func answer(to text: StateText, _ result: StateResult) -> StateAnswer {
    StateAnswer(text: text, outcome: outcome(of: result))
  }

  private func outcome(of result: StateResult) -> StateAnswer.Outcome {
    switch result {
    case .refused(let refusal): return .refused(refusal)
    case .decided(let decision, let since):
      var warnings = Refusal.Mistake.warnings(of: decision)
      if isStrict, !warnings.isEmpty { return .refused(Refusal(mistakes: warnings)) }
      // For people they stand in the text.
      if case .text = form { warnings = [] }
      let remarks = since.released.map(Self.givenBack) + since.closed.map(Self.closed)
      warnings += remarks.map { .init(pointer: "", detail: $0) }
      return .decided(
        .init(decision: decision, since: since, warnings: warnings, bytes: bytes(of: decision, since)))
    }
  }

  private static func givenBack(_ action: String) -> String {
    "'\(action)' was given back by not_sent: nothing is reserved under this key any more; ask under another key"
  }

  private static func closed(_ action: String) -> String {
    "'\(action)' is not to be sent: its channel was closed since, by an opt-out or a bounce; give it back with not_sent"
  }

  private func bytes(of decision: JSONDocument, _ since: StateResult.Since) -> [UInt8] {
    switch form {
    case .json:
      let json = Array(decision.rawBytes(of: decision.root))
      return isInteractive ? output.shown(json: json) : json
    case .text: return Array(DecisionTable(decision, since).rendered(for: output).utf8)
    case .rows(let columns):
      let count = decision.reservedCount ?? shown
      return Array(columns.rows(decision, first: count, since, isPreview: isPreview).utf8)
    }
  }
}
