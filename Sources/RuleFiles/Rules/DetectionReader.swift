import Diagnostics
import Rules
import YAML

/// The keys of 'detect'.
enum DetectionKey: String, MappingKey {
  case painPoint = "pain_point"
  case trigger, severity
}

/// Reads what a detect rule adds.
struct DetectionReader: NodeReader {
  let context: ReadingContext

  /// What a detect rule adds: one pain point or trigger, or a list of them.
  func read(_ node: Node) -> [Detection]? {
    guard case .sequence = node.content else { return detection(node).map { [$0] } }
    guard let nodes = list(node, "detect") else { return nil }
    let found = nodes.compactMap { node in detection(node).map { (value: $0, node: node) } }
    warnOfRepeatedDetections(found)
    return found.isEmpty ? nil : found.map(\.value)
  }

  private func detection(_ node: Node) -> Detection? {
    guard let mapping = mapping(node, "detect", help: "write {pain_point: \(node.shown)} or {trigger: …}")
    else {
      return nil
    }
    var painPoint: Int?
    var trigger: Int?
    var severity: Amount?
    var spans: [DetectionKey: SourceSpan] = [:]
    keys(of: mapping, "detect", as: DetectionKey.self) { key, entry in
      spans[key] = entry.keySpan
      switch key {
      case .painPoint:
        painPoint = references.reference(entry.value, "pain_point", to: .painPoint) {
          "write a list of them: detect: \(MeantList.written($0.map { "{pain_point: \($0)}" }))"
        }
      case .trigger:
        trigger = references.reference(entry.value, "trigger", to: .trigger) {
          "write a list of them: detect: \(MeantList.written($0.map { "{trigger: \($0)}" }))"
        }
      case .severity: severity = expressions.amount(entry.value, "severity", in: 0...1)
      }
    }
    switch (spans[.painPoint], spans[.trigger]) {
    case (nil, nil):
      missingKey(
        DetectionKey.painPoint, in: "detect", mapping, as: DetectionKey.self, at: node.span,
        help: "add 'pain_point: …' or 'trigger: …'")
    case (.some(let first), .some(let second)):
      error(
        .detectsTwo, "one entry of 'detect' names a pain point and a trigger", at: second,
        help: "write a list: [{pain_point: …}, {trigger: …}]",
        notes: [Diagnostic.Note("the pain point", at: location(first))])
    case (nil, .some):
      if let span = spans[.severity] {
        error(.severityOfTrigger, "a trigger has no severity", at: span, help: "remove 'severity'")
      }
    case (.some, nil): break
    }
    if let painPoint {
      return .painPoint(
        painPoint, severity: severity ?? .literal(symbols.names.vocabulary.painPoints[painPoint].severity))
    }
    return trigger.map { .trigger($0) }
  }

  private func warnOfRepeatedDetections(_ found: [(value: Detection, node: Node)]) {
    var first: [String: Node] = [:]
    for (detection, node) in found {
      let words =
        switch detection {
        case .painPoint(let index, _): "pain point '\(symbols[.painPoint].ids[index])'"
        case .trigger(let index): "trigger '\(symbols[.trigger].ids[index])'"
        }
      guard let earlier = first[words] else {
        first[words] = node
        continue
      }
      warning(
        .duplicateEntry, "the \(words) stands twice in the list of 'detect'", at: node.span,
        help: "remove one of the two", notes: [Diagnostic.Note("the first one", at: location(earlier.span))])
    }
  }
}

extension DiagnosticID {
  static let detectsTwo = DiagnosticID(
    "detects-two",
    page: """
      One entry under 'detect' names both a pain point and a trigger. Each entry adds one thing; to add \
      both, write a list: 'detect: [{pain_point: price, severity: 0.7}, {trigger: search-begun}]'.
      """)

  static let severityOfTrigger = DiagnosticID(
    "severity-of-trigger",
    page: """
      Triggers are there or not there; only pain points have a severity. Remove 'severity', or detect a \
      pain point instead.
      """)
}
