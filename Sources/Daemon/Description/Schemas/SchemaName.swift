import JSON

/// The schemas that the description has by name.
enum SchemaName: String, CaseIterable {
  case state = "State"
  case decision = "Decision"
  case place = "Place"
  case recommendation = "Recommendation"
  case heldBack = "HeldBack"
  case actionExplanation = "ActionExplanation"
  case ruleExplanation = "RuleExplanation"
  case conditionExplanation = "ConditionExplanation"
  case accountAnswer = "AccountAnswer"
  case warning = "Warning"
  case lineError = "LineError"
  case streamEnd = "StreamEnd"
  case outcomeReport = "OutcomeReport"
  case contactReport = "ContactReport"
  case eventReport = "EventReport"
  case event = "Event"
  case recorded = "Recorded"
  case contact = "Contact"
  case report = "Report"
  case alert = "Alert"
  case book = "Book"
  case diagnostic = "Diagnostic"
  case rule = "Rule"
  case problem = "Problem"

  /// A schema that is this one.
  var reference: JSONValue { ["$ref": "#/components/schemas/\(rawValue)"] }

  var schema: JSONValue {
    switch self {
    case .state: Self.stateSchema
    case .decision: Self.decisionSchema
    case .place: Self.placeSchema
    case .recommendation: Self.recommendationSchema
    case .heldBack: Self.heldBackSchema
    case .actionExplanation: Self.actionExplanationSchema
    case .ruleExplanation: Self.ruleExplanationSchema
    case .conditionExplanation: Self.conditionExplanationSchema
    case .accountAnswer: Self.accountAnswerSchema
    case .warning: Self.warningSchema
    case .lineError: Self.lineErrorSchema
    case .streamEnd: Self.streamEndSchema
    case .outcomeReport: Self.outcomeReportSchema
    case .contactReport: Self.contactReportSchema
    case .eventReport: Self.eventReportSchema
    case .event: Self.eventSchema
    case .recorded: Self.recordedSchema
    case .contact: Self.contactSchema
    case .report: Self.reportSchema
    case .alert: Self.alertSchema
    case .book: Self.bookSchema
    case .diagnostic: Self.diagnosticSchema
    case .rule: Self.ruleSchema
    case .problem: Self.problemSchema
    }
  }
}
