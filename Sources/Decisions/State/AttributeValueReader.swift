package import JSON
import Rules

/// Reads values of attributes that stand elsewhere than in a state, by the same rules.
package struct AttributeValueReader {
  private var reader: StateReader

  /// - Parameter fields: in which problems are collected, with their pointers.
  package init(_ plan: DecisionPlan, _ fields: FieldReader) {
    reader = StateReader(root: fields.root, plan: plan, limits: .init(), keepsAllTexts: true)
    reader.fields = fields
  }

  package var fields: FieldReader {
    get { reader.fields }
    set { reader.fields = newValue }
  }

  package var warnings: [JourneyState.Warning] { reader.state.warnings }

  /// Whether a value is one of the attribute, or null; otherwise it is a problem, or is warned of.
  package mutating func accepts(
    _ document: borrowing JSONDocument, _ token: JSONToken, attribute index: Int
  ) -> Bool {
    if document.kind(of: token) == .null { return true }
    let value = reader.attributeValue(document, token, index)
    if case .absent = value { return false }
    guard index == reader.plan.wellKnown.timeZone, let name = reader.state.texts[index]?.first,
      reader.plan.zone(named: name) == nil
    else { return true }
    reader.warn(document, token, "unknown time zone '\(name)'", .unknownName)
    return false
  }
}
