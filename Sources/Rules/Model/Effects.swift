package import Time

extension Rule {
  /// What a rule does: every rule has exactly one verb. The raw value is its key in rule files.
  package enum Verb: String, Sendable, CaseIterable {
    case detect, place, recommend, suppress, alert
  }

  package enum Effect: Sendable {
    case detect([Detection])
    case place(Placement)
    case recommend([Recommendation])
    case suppress(Suppression)
    case alert(Alert)

    package var verb: Verb {
      switch self {
      case .detect: .detect
      case .place: .place
      case .recommend: .recommend
      case .suppress: .suppress
      case .alert: .alert
      }
    }

    /// The expressions that compute its numbers.
    package var expressions: [CheckedExpression] {
      switch self {
      case .detect(let detections): detections.compactMap(\.severity?.expression)
      case .place(let placement): [placement.confidence.expression].compactMap(\.self)
      case .recommend(let recommendations): recommendations.compactMap(\.score.expression)
      case .suppress, .alert: []
      }
    }
  }
}

/// What a rule adds to a state before other rules run.
package enum Detection: Sendable {
  /// Index of the pain point; severity from 0 to 1.
  case painPoint(Int, severity: Amount)
  /// Index of the trigger.
  case trigger(Int)

  /// Nil for a trigger.
  package var severity: Amount? {
    if case .painPoint(_, let severity) = self { severity } else { nil }
  }
}

/// Evidence for a stage or a persona, by index; confidence from 0 to 1.
package enum Placement: Sendable {
  /// What place rules can be evidence for.
  package enum Subject: String, Sendable, CaseIterable {
    case stage, persona
  }

  case stage(Int, confidence: Amount)
  case persona(Int, confidence: Amount)

  package var subject: Subject {
    switch self {
    case .stage: .stage
    case .persona: .persona
    }
  }

  package var confidence: Amount {
    switch self {
    case .stage(_, let confidence), .persona(_, let confidence): confidence
    }
  }
}

package struct Recommendation: Sendable {
  package let action: Int
  /// From 0 to 100.
  package let score: Amount
  /// The channel wished for.
  package let channel: Int?

  package init(action: Int, score: Amount, channel: Int?) {
    self.action = action
    self.score = score
    self.channel = channel
  }
}

package struct Suppression: Sendable {
  /// Nil: everything.
  package let selector: ContactSelector?
  package let except: ContactSelector?

  package init(selector: ContactSelector?, except: ContactSelector?) {
    self.selector = selector
    self.except = except
  }

  /// Such a suppression is a gate of a candidate's channels, not of the candidate.
  package var namesChannel: Bool { selector?.channels != nil || except?.channels != nil }
}

package enum AlertSeverity: String, Sendable, CaseIterable {
  case info, warning, critical
}

package struct Alert: Sendable {
  package let severity: AlertSeverity
  package let summary: Localized<Template>
  /// The daemon writes it at most once in this time for a rule and a journey.
  package let oncePer: TimeSpan

  package init(severity: AlertSeverity, summary: Localized<Template>, oncePer: TimeSpan) {
    self.severity = severity
    self.summary = summary
    self.oncePer = oncePer
  }
}
