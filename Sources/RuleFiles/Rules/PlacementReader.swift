import Diagnostics
import Rules
import YAML

/// The keys of 'place'.
enum PlacementKey: String, MappingKey { case stage, persona, confidence }

/// Reads what a place rule is evidence for.
struct PlacementReader: NodeReader {
  let context: ReadingContext

  /// The stage or persona that a place rule is evidence for.
  func read(_ node: Node) -> Placement? {
    guard
      let mapping = mapping(
        node, "place",
        help: symbols[.persona].index(of: node.text) == nil
          ? "write {stage: \(node.shown), confidence: 0.7}" : "write {persona: \(node.text), confidence: 0.7}"
      )
    else { return nil }
    var stage: Int?
    var persona: Int?
    var confidence = Amount.literal(1)
    var spans: [PlacementKey: SourceSpan] = [:]
    keys(of: mapping, "place", as: PlacementKey.self) { key, entry in
      spans[key] = entry.keySpan
      switch key {
      case .stage: stage = references.reference(entry.value, "stage", to: .stage)
      case .persona: persona = references.reference(entry.value, "persona", to: .persona)
      case .confidence:
        confidence = expressions.amount(entry.value, "confidence", in: 0...1) ?? confidence
      }
    }
    switch (spans[.stage], spans[.persona]) {
    case (nil, nil):
      missingKey(
        PlacementKey.stage, in: "place", mapping, as: PlacementKey.self, at: node.span,
        help: "add 'stage: …' or 'persona: …'")
    case (.some(let first), .some(let second)):
      error(
        .placesTwo, "a rule places a stage or a persona, not both", at: second, help: "make it two rules",
        notes: [Diagnostic.Note("the stage", at: location(first))])
    default: break
    }
    if let stage { return .stage(stage, confidence: confidence) }
    return persona.map { .persona($0, confidence: confidence) }
  }
}

extension DiagnosticID {
  static let placesTwo = DiagnosticID(
    "places-two",
    page: """
      A rule under 'place' names both a stage and a persona. They are placed independently of each other, \
      with a confidence for each. Make it two rules.
      """)
}
