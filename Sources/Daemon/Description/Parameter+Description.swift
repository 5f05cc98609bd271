import API
import Decisions
import JSON

extension Parameter {
  /// What it does.
  var summary: String {
    switch self {
    case .limit:
      "how many recommendations the decision may have, instead of what the rule book says, or how many alerts the answer"
    case .take: "how many of the first recommendations are recorded as delivered"
    case .reserve:
      "how many of the first recommendations of each decision are recorded as delivered; not for one state"
    case .explain: "whether all that was held back is listed, instead of the ten best"
    case .preview: "whether the decision counts in no rule and raises no alert"
    case .journey: "the journey that is meant; an id has at most \(FieldReader.longestID) bytes"
    case .after: "the number behind which alerts are wanted"
    case .wait: "for how many seconds alerts are waited for where there are none"
    case .id: "the id of a rule"
    }
  }

  var schema: JSONValue {
    switch self {
    case .limit: .integer(RequestLimits.limit)
    case .take: .integer(RequestLimits.take, default: 1)
    case .reserve: .integer(RequestLimits.take)
    case .explain: .words(Explanation.allCases.map(\.rawValue))
    case .preview: ["type": "boolean"]
    case .journey: .id
    case .after: ["type": "integer", "minimum": 0, "maximum": .integer(Int64.max)]
    case .wait: .integer(RequestLimits.alertWait, default: 0)
    case .id: ["type": "string"]
    }
  }

  /// A value that it takes.
  var example: JSONValue {
    switch self {
    case .limit: 3
    case .take, .reserve: 1
    case .after, .wait: 0
    case .explain: .string(Explanation.full.rawValue)
    case .preview: true
    case .journey: "acme/anna"
    case .id: "send-the-guide"
    }
  }
}
