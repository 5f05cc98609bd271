/// The rule book that `waymark init` writes.
enum StarterBook {
  /// The rule files, each with the schema for editors in its first line.
  static let files: [(name: String, text: String)] = [
    ("vocabulary.yaml", vocabulary), ("actions.yaml", actions), ("rules.yaml", rules),
  ].map { ($0.0, EditorSchema.book.modeline() + $0.1) }

  /// A state for which it has something to recommend.
  static let exampleState = """
    {"journey": "anna", "stage": "decision", "persona": "buyer", "pain_points": ["price"], "consent": {"email": true}}
    """

  private static let vocabulary = """
    # The words that rules and journey states use. Add your own; ids are small letters, digits, - and _.

    stages:                       # in the order of the journey; a phase is before, during or after the purchase
      awareness: {phase: before, label: Awareness}
      decision: {phase: before, label: Decision, stalls_after: 30d}
      retention: {phase: after, label: Retention}

    personas:                     # the kinds of people that you meet
      buyer: {label: Buyer}
      engineer: {label: Engineer}

    pain_points:                  # what stands in their way; severity is from 0 to 1
      price: {label: Price too high, severity: 0.6}
      open-complaint: {label: Complaint without an answer, severity: 0.9}

    touchpoints:                  # what happened between you and them
      pricing-page: {label: Visited the prices, medium: online}

    channels:                     # opt-in: only for those who said yes; none: needs no consent
      email: {consent: opt-in}
      phone: {consent: opt-out}

    attributes:                   # other facts of a state that rules may use
      account.employees: int

    """

  private static let actions = """
    # What you may do for a customer: the kind is yours to choose, the channels stand in order of preference.

    actions:
      product-tour:
        kind: demo
        title: A tour of the product
        channels: [email]
        cooldown: 14d             # not again to the same person within two weeks
      savings-calculator:
        kind: tool
        title: What would it save you?
        channels: [email, phone]
        payload: {link: "https://example.org/savings"}     # handed to the caller as it stands
      follow-up-call:
        kind: call
        title: Call and listen
        channels: [phone]

    """

  private static let rules = """
    # Each rule says when it holds, and then one thing: detect, place, recommend, suppress or alert.

    rules:
      # Who looks at the prices again and again has a question about them.
      studies-prices:
        when: {touchpoints: {type: pricing-page, within: 14d, at_least: 3}}
        detect: {pain_point: price}

      # Everybody who is new may see the product.
      show-the-product:
        when: {stage: awareness}
        recommend: {action: product-tour, score: 50}
        because: A first look at the product

      # Numbers help a buyer to decide.
      answer-the-price:
        when: {stage: decision, persona: buyer, pain_points: price}
        recommend: {action: savings-calculator, score: 80}
        because: "{persona} finds the price too high"

      # After the purchase a complaint is answered in person.
      answer-a-complaint:
        when: {stage: retention, pain_points: open-complaint}
        recommend: {action: follow-up-call, score: 90}
        because: A complaint waits for an answer

      # Until it is answered nothing is sold.
      no-offers-on-a-complaint:
        when: {pain_points: open-complaint}
        suppress: {kind: [demo, tool]}

    policies:
      limit: 2                    # recommendations in one answer
      caps:
        two-mails-a-week: {channel: email, at_most: 2, within: 7d}

    """
}
