import Diagnostics
import Rules

/// Detect rules run before a stage or a persona is placed, in an order that follows from the ids that they name.
struct DetectionCheck: BookCheck {
  let reports: [DiagnosticID] = [.detectUnnamed, .detectBeforePlace]

  /// What rules are evidence for.
  static func placed(by rules: [Rule]) -> Set<Placement.Subject> {
    Set(rules.lazy.filter(\.isEnabled).compactMap(\.placedSubject))
  }

  func check(_ parts: CheckedParts, _ diagnostics: DiagnosticCollector) {
    let placed = Self.placed(by: parts.rules)
    for rule in parts.soundRules {
      guard case .detect = rule.effect else { continue }
      for expression in rule.expressions {
        for range in expression.uses.unnamed {
          diagnostics.report(
            .error, .detectUnnamed, "a detect rule names each pain point and trigger that it asks for",
            at: expression.location(of: range).span, of: rule.location,
            help: "name them: 'severity(\"price\") > 0.5', or '\"price\" in pain_points'")
        }
      }
      guard !placed.isEmpty else { continue }
      rule.forEachBuiltInFact { fact, _, span in
        guard let subject = fact.declaration.placedWith, placed.contains(subject) else { return }
        let noun = subject.rawValue
        diagnostics.report(
          .note, .detectBeforePlace,
          "a detect rule sees the \(noun) that the caller gives, never a placed one", at: span,
          of: rule.location, help: "where the caller gives none, this does not hold")
      }
    }
  }
}

extension Rule {
  fileprivate var placedSubject: Placement.Subject? {
    if case .place(let placement) = effect { placement.subject } else { nil }
  }
}

extension DiagnosticID {
  static let detectUnnamed = DiagnosticID(
    "detect-unnamed",
    page: """
      Detect rules may build on each other's pain points and triggers, in an order that Waymark finds from the ids that \
      they name. An expression that goes through all of them, such as 'size(triggers) > 2', names none. Name the ones \
      that are meant, or ask in a rule of another verb, which runs when all is detected.
      """)

  static let detectBeforePlace = DiagnosticID(
    "detect-before-place",
    page: """
      Rules run in steps: first detect, then place, then the others. A detect rule that asks for the stage \
      or the persona therefore sees only what the caller gave, not what a place rule is going to conclude. \
      This is a note: nothing has to be changed if that is meant.
      """)
}
