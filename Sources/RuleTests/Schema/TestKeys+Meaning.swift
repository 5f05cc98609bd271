import Journeys
import RuleFiles
import Rules

extension TestFileKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .states: "States to build on, by names of your own; every file of tests may use them"
    case .tests: "Tests by what they say, in your words"
    }
  }
}

extension TestKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .state: "A journey state, the name of one under 'states', or {from: NAME} with what is different"
    case .events: "What was told before; of the state's journey where it names no other"
    case .contacts: "What was sent before"
    case .now: "The instant of the decision; Monday 5 January 2026 at 9 o'clock UTC if left out"
    case .expect: "What the decision has to be; what is not named may be anything"
    case .cases: "The same with other states or expectations: a list, or a table of columns and rows"
    case .each: "Every combination: parts of the state, each with 'all' or a list of values"
    }
  }
}

extension EventKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .journey: "Whose it is; the state's journey if left out"
    case .at: "When it happened; the instant of the decision if left out"
    case .id: "The id that the caller gave it"
    case .account: "The account that the journey belongs to from then on"
    case .touchpoint: "A touchpoint that happened"
    case .sentiment: "How the person felt, from -1 to 1"
    case .channel: "The channel of the touchpoint"
    case .stage: "The stage that is in force from then on"
    case .stageEntered: "Since when the stage is in force"
    case .observed: "A stage that a decision saw"
    case .exit: "The exit by which the journey ended"
    case .trigger: "A trigger that happened"
    case .painPoint: "A pain point that was told"
    case .severity: "How severe it is, from 0 to 1"
    case .resolved: "A pain point that is one no more"
    case .consent: "By channel: true or false"
    case .profile: "Persona, market and attributes; null takes one back"
    }
  }
}

extension CaseKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .name: "What tells the case from the others"
    case .state: "What is different in the state"
    case .events: TestKey.events.meaning
    case .contacts: TestKey.contacts.meaning
    case .now: TestKey.now.meaning
    case .expect: "What the decision has to be, over what the test expects"
    }
  }
}

extension CaseTableKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .columns: "Parts of the state by their paths, and keys of what is expected"
    case .rows: "Rows with a cell for each column; 'any' leaves one open"
    }
  }
}

extension ExpectationKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .outcome: "What comes of the decision as a whole"
    case .first: "The action that is recommended first"
    case .exact: "The actions that are recommended, all of them, in their order"
    case .includes: "Actions that are recommended, among others"
    case .not: "Actions that are not recommended"
    case .heldBack: "Actions that are held back, each with the reason, or {reason, by, channel, until}"
    case .channels: "Actions with the channel that each is recommended on"
    case .alerts: "The alert rules that hold, all of them"
    case .detected: "The pain points and triggers that rules detect, all of them"
    case .stage: "The stage, given or placed"
    case .persona: "The persona, given or placed"
    }
  }
}

extension ReasonKey: DescribedKey {
  package var meaning: String {
    switch self {
    case .reason: "The gate that is closed"
    case .by: "The id of the rule or policy that holds it back"
    case .channel: "The channel that is closed"
    case .until: "When it becomes possible"
    }
  }
}

extension StateKey {
  /// What a state says under it.
  var meaning: String {
    switch self {
    case .journey: "The id of the journey; 'test' if left out"
    case .market: "An id of the book, or a label or an alias"
    case .stage: "The stage, if it is known: an id of the book, or a label or an alias"
    case .stageEntered: "When the stage was entered"
    case .persona: "The persona, if it is known: an id of the book, or a label or an alias"
    case .painPoints: "Pain points: ids, or {id, severity}"
    case .triggers: "Events that happened"
    case .sentiment: "How the person feels, from -1 to 1"
    case .consent: "By channel: true, false, or {given, at}"
    case .touchpoints: "What happened between you and the customer: {type, at, sentiment, channel}"
    case .buyingGroup: "The account's other people: {persona, role, stage, engaged}"
    case .contacts: TestKey.contacts.meaning
    case .now: TestKey.now.meaning
    }
  }
}
