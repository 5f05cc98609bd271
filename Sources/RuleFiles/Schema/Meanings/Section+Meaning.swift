extension Section: DescribedKey {
  package var meaning: String {
    switch self {
    case .markets: "The markets that you sell on; a state or a persona belongs to one"
    case .stages: "The stages of the journey, in their order"
    case .exits: "The ways in which a journey ends, and whether the customer is lost by them"
    case .personas: "The kinds of people that you meet"
    case .painPoints: "What stands in a customer's way: given by the state, or detected by rules"
    case .triggers: "Events that open the next step: given by the state, or detected by rules"
    case .touchpoints: "What may happen between you and a customer, by type"
    case .channels: "The ways to reach people, and the consent that each needs"
    case .attributes: "Other facts of a state that rules may use, by dotted path, such as account.employees"
    case .actions: "What you may do for a customer, by id"
    case .rules: "Rules by id: when something holds, detect, place, recommend, suppress or alert"
    case .policies: "What holds for all rules: how many, how often, at what hours"
    case .tables: "Many rules of one form: each row of a table is the rule TABLE/ID"
    case .accept: "What waymark check finds and is meant: by id a reason, or reasons for single subjects"
    case .check: "How severe waymark check tells what it finds: by id error, warning or note"
    }
  }
}
