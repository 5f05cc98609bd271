package import Decisions
package import Diagnostics
package import Rules
import YAML

/// One case of a rule test: a state, and what is expected of the decision about it.
package struct RuleTest: Sendable {
  /// That of the test, with what tells its cases apart in brackets.
  package let name: String
  /// Where the test, or the case, stands.
  package let location: SourceLocation
  /// The state as JSON.
  package let state: [UInt8]
  /// What was told before.
  let events: [Event]
  package let expectation: Expectation
  /// Where the parts of the state stand.
  private let tree: Node

  /// An event that was told before.
  struct Event: Sendable {
    let json: [UInt8]
    /// Where its parts stand.
    let tree: Node
  }

  init(
    name: String, location: SourceLocation, state: [UInt8], tree: Node, events: [Event] = [],
    expectation: Expectation
  ) {
    self.events = events
    self.name = name
    self.location = location
    self.state = state
    self.tree = tree
    self.expectation = expectation
  }

  /// Where a part of the state stands, or what is nearest around it.
  ///
  /// - Parameter pointer: RFC 6901, from the root of the state.
  func location(of pointer: String) -> SourceLocation {
    SourceLocation(file: location.file, span: tree.span(at: pointer.split(separator: "/")[...]))
  }

  /// Where a part of an event stands, or what is nearest around it.
  func location(of pointer: String, in event: Event) -> SourceLocation {
    SourceLocation(file: location.file, span: event.tree.span(at: pointer.split(separator: "/")[...]))
  }
}

/// What a test expects; what it does not name may be anything. Each has the place where it stands.
package struct Expectation: Sendable {
  /// Something expected, and where that is written.
  package struct Part<Value: Sendable>: Sendable {
    package let value: Value
    package let location: SourceLocation
  }

  /// A reason for which an action is held back; what is nil may be anything.
  package struct Reason: Sendable {
    package var gate: Gate?
    package var by: String?
    package var channel: Int?
    package var until: String?
  }

  package var outcome: Part<DecisionOutcome>?
  /// The action that is recommended first.
  package var first: Part<Int>?
  /// The actions that are recommended, all of them, in their order.
  package var exact: Part<[Int]>?
  /// Actions that are recommended, among others.
  package var includes: [Part<Int>] = []
  /// Actions that are not recommended.
  package var excludes: [Part<Int>] = []
  package var heldBack: [Part<(action: Int, reason: Reason)>] = []
  /// Channels by which actions are recommended.
  package var channels: [Part<(action: Int, channel: Int)>] = []
  /// The alert rules that hold, all of them.
  package var alerts: Part<[String]>?
  /// The pain points and triggers that rules detect, all of them, by id.
  package var detected: Part<[String]>?
  package var stage: Part<Int>?
  package var persona: Part<Int>?

  /// Whether nothing is expected.
  var isEmpty: Bool {
    outcome == nil && first == nil && exact == nil && includes.isEmpty && excludes.isEmpty
      && heldBack.isEmpty && channels.isEmpty && alerts == nil && detected == nil && stage == nil
      && persona == nil
  }

  /// This with what another one says instead.
  func overridden(by other: Expectation) -> Expectation {
    var both = self
    both.outcome = other.outcome ?? outcome
    // One of these says what is recommended in another way than the others.
    if other.exact != nil || other.first != nil || !other.includes.isEmpty {
      (both.first, both.exact, both.includes) = (other.first, other.exact, other.includes)
    }
    if !other.excludes.isEmpty { both.excludes = other.excludes }
    if !other.heldBack.isEmpty { both.heldBack = other.heldBack }
    if !other.channels.isEmpty { both.channels = other.channels }
    both.alerts = other.alerts ?? alerts
    both.detected = other.detected ?? detected
    both.stage = other.stage ?? stage
    both.persona = other.persona ?? persona
    return both
  }
}

extension Node {
  fileprivate func span(at path: ArraySlice<Substring>) -> SourceSpan {
    guard let key = path.first else { return span }
    let name = String(key.replacing("~1", with: "/").replacing("~0", with: "~"))
    switch content {
    case .mapping(let mapping): return mapping[name]?.span(at: path.dropFirst()) ?? span
    case .sequence(let nodes):
      guard let index = Int(name), nodes.indices.contains(index) else { return span }
      return nodes[index].span(at: path.dropFirst())
    case .scalar: return span
    }
  }
}
