import ArgumentParser

/// The rule book that `waymark init` writes.
struct StarterBook {
  /// Whom it is for.
  enum Market: String, ExpressibleByArgument, CaseIterable {
    case b2b, b2c, both
  }

  let market: Market
  let language: StarterLanguage

  /// The files, each with the schema for editors in its first line.
  var files: [(name: String, text: String)] {
    [
      ("vocabulary.yaml", EditorSchema.book, Self.vocabulary), ("actions.yaml", .book, Self.actions),
      ("rules.yaml", .book, Self.rules), ("rules.test.yaml", .tests, Self.tests),
    ].map { ($0, $1.modeline() + filled($2)) }
  }

  /// A state for which it has something to recommend.
  var exampleState: String {
    market == .b2c
      ? #"{"journey": "anna", "stage": "awareness", "consent": {"email": true}}"#
      : #"{"journey": "anna", "stage": "decision", "persona": "buyer", "pain_points": ["price"], "consent": {"email": true}}"#
  }

  /// A template without the lines of other markets, and with its texts in the language.
  private func filled(_ template: String) -> String {
    let lines = template.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
      var rest = line
      while let (mark, markets) = Self.marks.first(where: { rest.hasPrefix($0.0) }) {
        guard markets.contains(market) else { return String?.none }
        rest = rest.dropFirst(mark.count)
      }
      return String(rest)
    }
    var text = lines.joined(separator: "\n")
    // Where there is one market only no rule has to ask for it.
    for name in ["b2b", "b2c"] {
      text = text.replacing("[\(name)]", with: market == .both ? "market: \(name), " : "")
    }
    text = text.replacing("[zone]", with: language.zoneLine)
    for (place, words) in StarterLanguage.texts {
      if let word = words[language] { text = text.replacing("«\(place)»", with: word) }
    }
    return text
  }

  private static let marks: [(String, Set<Market>)] = [
    ("b|", [.b2b, .both]), ("c|", [.b2c, .both]), ("+|", [.both]), ("-|", [.b2b, .b2c]),
  ]

  private static let vocabulary = """
    # The words that rules and journey states use. Add your own; ids are small letters, digits, - and _.

    +|markets: {b2b: {}, b2c: {}}
    +|
    stages:                       # in the order of the journey; a phase is before, during or after the purchase
      awareness: {phase: before, label: «awareness»}
      decision: {phase: before, label: «decision», stalls_after: 30d}
      retention: {phase: after, label: «retention»}

    personas:                     # the kinds of people that you meet
    -|b|  buyer: {label: «buyer»}
    -|b|  engineer: {label: «engineer»}
    -|c|  shopper: {label: «shopper»}
    +|  buyer: {market: b2b, label: «buyer»}
    +|  engineer: {market: b2b, label: «engineer»}
    +|  shopper: {market: b2c, label: «shopper»}

    pain_points:                  # what stands in their way; severity is from 0 to 1
    b|  price: {label: «price», severity: 0.6}
      open-complaint: {label: «complaint», severity: 0.9}

    touchpoints:                  # what happened between you and them
    b|  pricing-page: {label: «pricing-page», medium: online}
    c|  cart: {label: «cart», medium: online}

    # opt-in: only those who said yes hear from you there. opt-out: everybody who did not say no. none: nobody is asked.
    # Whoever unsubscribes or complains hears no more there, whichever of the three it is.
    channels:
      email: {consent: opt-in}
      phone: {consent: opt-in}
    c|  sms: {consent: opt-in}

    attributes:                   # other facts of a state that rules may use
    b|  account.employees: int
    c|  orders: int

    """

  private static let actions = """
    # What you may do for a customer: the kind is yours to choose, the channels stand in order of preference. Each action has
    # a cooldown, so that nobody gets it again at once.

    actions:
    b|  product-tour:
    b|    kind: demo
    b|    title: «product-tour»
    b|    channels: [email]
    b|    cooldown: 14d             # not again to the same person within two weeks
    b|  savings-calculator:
    b|    kind: tool
    b|    title: «savings-calculator»
    b|    channels: [email, phone]
    b|    cooldown: 30d
    b|    payload: {link: "https://example.org/savings"}     # handed to the caller as it stands
    c|  new-arrivals:
    c|    kind: inspiration
    c|    title: «new-arrivals»
    c|    channels: [email]
    c|    cooldown: 14d             # not again to the same person within two weeks
    c|  cart-reminder:
    c|    kind: reminder
    c|    title: «cart-reminder»
    c|    channels: [email, sms]
    c|    cooldown: 30d
    c|    payload: {link: "https://example.org/cart"}     # handed to the caller as it stands
      follow-up-call:
        kind: call
        title: «follow-up-call»
        channels: [phone]
        cooldown: 7d

    """

  private static let rules = """
    # Each rule says when it holds, and then one thing: detect, place, recommend, suppress or alert.

    rules:
    b|  # Who looks at the prices again and again has a question about them.
    b|  studies-prices:
    b|    when: {touchpoints: {type: pricing-page, within: 14d, at_least: 3}}
    b|    detect: {pain_point: price}
    b|
    b|  # Everybody who is new may see the product.
    b|  show-the-product:
    b|    when: {[b2b]stage: awareness}
    b|    recommend: {action: product-tour, score: 50}
    b|    because: «show-the-product»
    b|
    b|  # Numbers help a buyer to decide.
    b|  answer-the-price:
    b|    when: {[b2b]stage: decision, persona: buyer, pain_points: price}
    b|    recommend: {action: savings-calculator, score: 80}
    b|    because: «answer-the-price»
    b|
    c|  # Everybody who is new may see what has come in.
    c|  show-new-arrivals:
    c|    when: {[b2c]stage: awareness}
    c|    recommend: {action: new-arrivals, score: 50}
    c|    because: «show-new-arrivals»
    c|
    c|  # Who left a cart behind may have been interrupted.
    c|  remind-of-the-cart:
    c|    when: {[b2c]stage: decision, touchpoints: {type: cart, within: 3d}}
    c|    recommend: {action: cart-reminder, score: 80}
    c|    because: «remind-of-the-cart»
    c|
      # After the purchase a complaint is answered in person.
      answer-a-complaint:
        when: {stage: retention, pain_points: open-complaint}
        recommend: {action: follow-up-call, score: 90}
        because: «answer-a-complaint»

      # Until it is answered nothing else is said, whatever actions there will be.
      no-offers-on-a-complaint:
        when: {pain_points: open-complaint}
        suppress: {all: true, except: {action: follow-up-call}}
        accept: {gap: before they buy they write to us themselves}     # what `waymark check` says of it is meant

    policies:
    [zone]
      limit: 2                    # recommendations in one answer
      quiet_hours:                # when no telephone rings, on the person's own clock if it is known
    -|b|    nights: {channels: [phone], from: "20:00", until: "08:00"}
    -|b|    sundays: {channels: [phone], days: [sun]}
    c|    nights: {channels: [phone, sms], from: "20:00", until: "08:00"}
    c|    sundays: {channels: [phone, sms], days: [sun]}
      caps:                       # how often one person hears from you at most, whatever the rules recommend
        one-mail-a-day: {channel: email, at_most: 1, within: 1d}
        two-mails-a-week: {channel: email, at_most: 2, within: 7d}
        one-call-a-week: {channel: phone, at_most: 1, within: 7d}
    c|    one-text-a-week: {channel: sms, at_most: 1, within: 7d}

    # What else it finds in so small a book. Take a line out, and it tells you what is missing.
    accept:
      gap:
        decision: a beginning, in which not everybody gets something yet
        retention: a beginning, in which not everybody gets something yet
      unused:
    b|    engineer: for a rule of your own
    b|    account.employees: for a rule of your own
    c|    shopper: for a rule of your own
    c|    orders: for a rule of your own

    """

  private static let tests = """
    # What the rules should do: 'waymark test' says whether they do it. Write a test beside each rule.

    states:
    b|  buyer: {[b2b]stage: decision, persona: buyer, pain_points: [price], consent: {email: true}, now: 2026-09-23T10:00:00Z}
    c|  shopper:
    +|    market: b2c
    c|    stage: decision
    c|    touchpoints: [{type: cart, at: 2026-09-22T18:00:00Z}]
    c|    consent: {email: true}
    c|    now: 2026-09-23T10:00:00Z

    tests:
    b|  a buyer who minds the price gets numbers:
    b|    state: buyer
    b|    expect: {first: savings-calculator}
    c|  a full cart is remembered:
    c|    state: shopper
    c|    expect: {first: cart-reminder}
    c|  but not twice:
    c|    state: shopper
    c|    contacts: [{action: cart-reminder, channel: email, at: 2026-09-20T10:00:00Z}]
    c|    expect: {held_back: {cart-reminder: cooldown}}
      nobody gets a mail or a call without a yes:
    b|    state: {from: buyer, consent: null}
    b|    expect: {held_back: {savings-calculator: no-consent}}
    -|c|    state: {from: shopper, consent: null}
    -|c|    expect: {held_back: {cart-reminder: no-consent}}
      who complained is sold nothing:
    b|    state: {from: buyer, pain_points: [price, open-complaint]}
    b|    expect: {held_back: {savings-calculator: suppressed}}
    -|c|    state: {from: shopper, pain_points: [open-complaint]}
    -|c|    expect: {held_back: {cart-reminder: suppressed}}
      a complaint is answered, by day:
    b|    state: {from: buyer, stage: retention, pain_points: [open-complaint], consent: {phone: true}}
    -|c|    state: {from: shopper, stage: retention, pain_points: [open-complaint], consent: {phone: true}}
        expect: {exact: [follow-up-call]}
      but nobody is called at night or on a Sunday:
    b|    state: {from: buyer, stage: retention, pain_points: [open-complaint], consent: {phone: true}}
    -|c|    state: {from: shopper, stage: retention, pain_points: [open-complaint], consent: {phone: true}}
        expect: {held_back: {follow-up-call: quiet-hours}}
        cases: [{now: 2026-09-23T22:00:00Z}, {now: 2026-09-27T10:00:00Z}]

    """
}
