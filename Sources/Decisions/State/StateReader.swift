import Diagnostics
package import JSON
import Rules
import Time

extension JourneyState {
  package struct Limits: Sendable {
    /// How long each list of a state may be.
    package var listLength = 1_000
    /// Whether what the book does not know refuses a state rather than counting as not known.
    package var refusesUnknown = false

    package init(listLength: Int = 1_000, refusesUnknown: Bool = false) {
      self.listLength = listLength
      self.refusesUnknown = refusesUnknown
    }
  }

  /// Reads a state from a JSON value.
  ///
  /// - Parameter keepingTexts: whether the texts of all attributes are kept, to be shown or for an expression that stands
  ///   in no rule; otherwise those that the book's texts and expressions name.
  package static func read(
    _ document: borrowing JSONDocument, at token: JSONToken, for plan: DecisionPlan, limits: Limits,
    keepingTexts: Bool = false
  ) throws(StateRefusal) -> JourneyState {
    var reader = StateReader(root: token, plan: plan, limits: limits, keepsAllTexts: keepingTexts)
    reader.readState(document, token)
    return try reader.result()
  }
}

/// Collects a state with all its problems and warnings.
struct StateReader {
  var fields: FieldReader
  let plan: DecisionPlan
  let limits: JourneyState.Limits
  private let keepsAllTexts: Bool
  var state = JourneyState()
  private var warningCount = 0
  private var hintCount = 0
  /// Of how many names that there are not it is said what may have been meant: it takes a look at all that there are.
  private static let mostHints = 10

  init(root: JSONToken, plan: DecisionPlan, limits: JourneyState.Limits, keepsAllTexts: Bool) {
    fields = FieldReader(root: root, listLength: limits.listLength, zone: plan.book.policies.zone)
    self.plan = plan
    self.limits = limits
    self.keepsAllTexts = keepsAllTexts
    state.attributes = Array(repeating: .absent, count: plan.book.attributes.count)
  }

  /// The numbers that a sentiment can be, as the fact is declared.
  static let sentiments: ClosedRange<Double> = {
    if case .range(let range) = BuiltInFact.sentiment.declaration.domain { range } else { -1...1 }
  }()

  var vocabulary: Vocabulary { plan.book.vocabulary }

  /// Whether the text of an attribute is kept, beside its symbol.
  func keepsText(of attribute: Int) -> Bool { keepsAllTexts || plan.keepsText[attribute] }

  mutating func result() throws(StateRefusal) -> JourneyState {
    try fields.check()
    if warningCount > state.warnings.count {
      state.warnings.append(
        .init(pointer: "", detail: FieldReader.rest(warningCount - state.warnings.count, "warning")))
    }
    if state.warnings.count > 1 { state.warnings.sort { bytesPrecede($0.pointer, $1.pointer) } }
    return state
  }

  // MARK: Problems and warnings

  /// Names something that the book does not know; with `unknown: refuse` it is a problem.
  mutating func warn(
    _ document: borrowing JSONDocument, _ token: JSONToken, _ detail: @autoclosure () -> String,
    _ fault: StateFault, neverRefused: Bool = false
  ) {
    guard neverRefused || !limits.refusesUnknown else {
      fields.refuse(document, token, detail(), fault)
      return
    }
    warningCount += 1
    guard state.warnings.count < FieldReader.listed else { return }
    state.warnings.append(.init(pointer: fields.pointer(document, token), detail: detail(), fault: fault))
  }

  /// What may have been meant by a name that there is not, to be put behind it; else empty.
  mutating func hint(_ name: String, _ names: @autoclosure () -> [String]) -> String {
    guard hintCount < Self.mostHints else { return "" }
    hintCount += 1
    return nearest(to: name, among: names()).map { "; did you mean '\($0)'?" } ?? ""
  }

  // MARK: Values

  /// The index of a vocabulary item named by id, label or alias; nil, with a warning, where there is none.
  mutating func item<Item>(
    _ what: String, of list: ItemList<Item>, _ document: borrowing JSONDocument, _ token: JSONToken
  ) -> Int? {
    guard let name = fields.string(document, token) else { return nil }
    if let index = list.index(named: name) { return index }
    let hint = hint(name, list.ids)
    warn(document, token, "unknown \(what) '\(name)'\(hint)", .unknownName)
    return nil
  }
}
