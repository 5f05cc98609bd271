import API
import Decisions
import JSON

extension Parameter {
  /// What it does.
  var summary: String {
    switch self {
    case .limit:
      "how many recommendations a decision may have, instead of what the rule book says, or how many alerts"
    case .take:
      "how many of the first recommendations are recorded as delivered, or to how many people of an account something "
        + "is recommended"
    case .reserve:
      "how many of the first recommendations of each decision are recorded as delivered; not for one state"
    case .explain:
      "what the conditions found of rules that matched; with `full` also all that was held back, and the nearest misses"
    case .preview: "whether the decision counts in no rule, raises no alert and reserves nothing"
    case .imported:
      "whether the events are of before: what the next sweep finds is told in one alert for each rule"
    case .erased: "whether what is of before its journey was erased is taken all the same"
    case .asOf: "the instant of the report, by default now: what happened later does not count"
    case .since: "an instant or a date: what happened before is not looked at"
    case .by: "names with commas between to group by: `market`, `persona`, `role`, or attributes"
    case .mature:
      "a duration: of those who entered a stage at least so long ago it is counted who came further within it"
    case .list: "the name of a number of the report; the very journeys behind it are answered"
    case .language: "the language of the page, such as `da`; by default that of the rule book"
    case .memory:
      "whether the state is completed with what is remembered of the journey; with `off` it is decided by itself"
    case .action: "the id of the action that is meant"
    case .journey: "the journey that is meant; an id has at most \(FieldReader.longestID) bytes"
    case .account: "the account that is meant; an id has at most \(FieldReader.longestID) bytes"
    case .id: "the id of a rule"
    case .after: "the number of an alert; those after it are answered"
    case .damaged: "whether a copy is made also while damage to the history is not accepted"
    case .wait: "for how many seconds an alert is waited for where there is none"
    }
  }

  var schema: JSONValue {
    switch self {
    case .limit: .integer(RequestLimits.limit)
    case .take: .integer(RequestLimits.take, default: 1)
    case .reserve: .integer(RequestLimits.take)
    case .explain: .words(Explanation.allCases.map(\.rawValue))
    case .preview, .imported, .erased, .damaged: ["type": "boolean"]
    case .memory: .words(MemoryUse.allCases.map(\.rawValue))
    case .journey, .account: .id
    case .action, .id, .by, .list, .language: ["type": "string"]
    case .asOf, .since: ["type": "string", "anyOf": [["format": "date-time"], ["format": "date"]]]
    case .mature:
      ["type": "string", "pattern": "^(?=.*[1-9])([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?$"]
    case .after: ["type": "integer", "minimum": 0, "maximum": .int(.max)]
    case .wait: .integer(RequestLimits.alertWait)
    }
  }

  /// A value that it takes.
  var example: JSONValue {
    switch self {
    case .limit: 3
    case .take, .reserve: 1
    case .explain: .string(Explanation.full.rawValue)
    case .preview, .imported, .erased, .damaged: true
    case .memory: .string(MemoryUse.off.rawValue)
    case .asOf, .since: "2026-01-09"
    case .by: "persona"
    case .mature: "30d"
    case .list: "nobody.entered"
    case .language: "da"
    case .action: "product-tour"
    case .journey: "acme/anna"
    case .account: "acme"
    case .id: "send-the-guide"
    case .after, .wait: 0
    }
  }
}
