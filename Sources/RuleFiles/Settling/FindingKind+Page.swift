package import Diagnostics
package import Rules

extension FindingKind {
  /// The pages of all that an analysis can find.
  package static let catalogue: [DiagnosticID] = allCases.map(\.diagnosticID)

  /// How it is told where the book says nothing else.
  package var usualSeverity: Severity {
    switch self {
    case .neverHolds, .redundant, .duplicate, .shadowed, .alwaysSuppressed, .alwaysCapped, .contradiction,
      .holdsNothingBack, .repeatsAtOnce, .missingText:
      .warning
    case .gap, .unused, .detectedUnused, .freeText, .notMarkedPersonal, .asksNoConsent, .withoutChannel: .note
    }
  }

  /// The id under which it is told, with its page.
  package var diagnosticID: DiagnosticID {
    switch self {
    // What is seen on reading is told then.
    case .neverHolds: .neverHolds
    case .duplicate: .duplicate
    case .redundant: .redundant
    case .shadowed: .shadowed
    case .alwaysSuppressed: .alwaysSuppressed
    case .alwaysCapped: .alwaysCapped
    case .contradiction: .contradiction
    case .holdsNothingBack: .holdsNothingBack
    case .unused: .unused
    case .gap: .gap
    case .detectedUnused: .detectedUnused
    case .missingText: .missingText
    case .repeatsAtOnce: .repeatsAtOnce
    case .freeText: .freeText
    case .notMarkedPersonal: .notMarkedPersonal
    case .asksNoConsent: .asksNoConsent
    case .withoutChannel: .withoutChannel
    }
  }
}

extension DiagnosticID {
  fileprivate static let redundant = DiagnosticID(
    "redundant",
    page: """
      A rule adds nothing to an answer: wherever it matches, another rule matches as well and says the same, with the \
      same wish for a channel and a score that is no lower. Only the reason that is shown may be its own. It was proved \
      for all states; the example is one for which both match. Remove the rule, narrow the other one, or give it a higher \
      score.
      """)

  fileprivate static let shadowed = DiagnosticID(
    "shadowed",
    page: """
      An action comes too late in every answer: wherever a rule recommends it, at least as many other actions as an \
      answer has ('policies.limit') come before it by priority, when nothing is held back. It was proved for all states. \
      Raise its score or its weight, lower those of the others, or raise the limit.
      """)

  fileprivate static let alwaysSuppressed = DiagnosticID(
    "always-suppressed",
    page: """
      An action is recommended, and suppress rules hold it back wherever it is: nobody ever gets it. It was proved for all \
      states that a rule recommends it for. Spare it with 'except', narrow the suppress rule, or remove the rules that \
      recommend it.
      """)

  fileprivate static let alwaysCapped = DiagnosticID(
    "always-capped",
    page: """
      A rule asks for contacts of the last days, and these very contacts use up a cap or the action's own cooldown, so \
      that the action is held back wherever the rule matches. (At the one instant when a contact leaves the window it may \
      pass.) Ask for contacts that are longer ago, with 'older_than', or change the cap or the cooldown.
      """)

  fileprivate static let contradiction = DiagnosticID(
    "contradiction",
    page: """
      One rule recommends an action and another one suppresses it, and they always meet: wherever the first matches, so \
      does the second. It was proved for all states. One of the two is wrong, or the suppress rule should spare the \
      action with 'except'.
      """)

  fileprivate static let holdsNothingBack = DiagnosticID(
    "holds-nothing-back",
    page: """
      A suppress rule holds nothing back, whatever the state: no action of the book fits all that stands under 'suppress', \
      or 'except' spares each that does. It looks like a safeguard and is none. An action must fit every key: \
      '{action: guide, kind: offer}' is the guide if it is an offer. To hold back the guide and all offers, write two \
      rules.
      """)

  fileprivate static let unused = DiagnosticID(
    "unused",
    page: """
      Something is declared and nothing names it: a pain point, a trigger, a touchpoint, a persona or an attribute that no \
      rule asks for; an action that no enabled rule recommends; a channel of no action; a cap, a pause or quiet hours for \
      actions that nobody recommends. Often a rule was removed, or a word is written twice in two spellings. Personal \
      attributes are not told: they are declared so that the log hides them. Remove it, use it, or say why it is kept \
      with 'accept'.
      """)

  fileprivate static let gap = DiagnosticID(
    "gap",
    page: """
      There is a kind of customer, by market, stage and persona and with one pain point or none, to whom no rule recommends \
      anything where nothing else is known, nobody was told anything before and every consent is given. They get the \
      fallback at most. The example is such a customer. Write a rule for them, or accept the gap with a reason: \
      'accept: {gap: {churned/end-user: "we let them go"}}'. 'waymark check --map' shows all of them at a glance.
      """)

  fileprivate static let detectedUnused = DiagnosticID(
    "detected-unused",
    page: """
      A rule detects a pain point or a trigger, and no rule asks whether it is there, so that detecting it changes no \
      answer; it is only listed. Write a rule for it, or do without detecting it.
      """)

  fileprivate static let missingText = DiagnosticID(
    "missing-text",
    page: """
      A title, a label, a reason or a summary is written in several languages and lacks one in which most texts of the \
      book are written. Customers with that language read it in another one. Add the text. A text that is the same in all \
      languages is written as a plain string, without a language.
      """)

  fileprivate static let repeatsAtOnce = DiagnosticID(
    "repeats-at-once",
    page: """
      An action has no cooldown, and no cap or pause holds it back right after it was given: whoever asks 'next' once more \
      gets it again at once. The example is a state in which it was just given. Say after what time it may come again, \
      with 'cooldown: 14d' at the action, or add a cap.
      """)

  fileprivate static let freeText = DiagnosticID(
    "free-text",
    page: """
      Rules compare an attribute with a few words, and the book does not say which words it can have. A state that spells \
      one of them otherwise, such as 'DK' for 'dk', matches no rule and nobody is told. List the values that it can have: \
      a state with another one is then warned of, and so is a rule.
      """)

  fileprivate static let notMarkedPersonal = DiagnosticID(
    "not-marked-personal",
    page: """
      The name of an attribute says that it tells who a person is or how to reach them, such as 'person.email' or \
      'person.cpr', and it is not declared as personal. Then it stands in the decision log as it is, and a text may \
      name it. Write 'personal: true' beside its type: the log shows a keyed hash instead, and no text may use it.
      """)

  fileprivate static let asksNoConsent = DiagnosticID(
    "asks-no-consent",
    page: """
      A channel on which people are written to or called, such as e-mail, is declared with 'consent: none': everybody \
      gets what is recommended there, also those who never said yes, and those whose state says no. It is closed \
      by an outcome 'unsubscribed' or 'complained', and by a no that was reported as an event, as with 'waymark event \
      --consent email=no'. For marketing, 'opt-in' is what the law of most countries in Europe asks \
      for. Messages about an order or a complaint need none: give them a channel of their own, such as 'service-email'.
      """)

  fileprivate static let withoutChannel = DiagnosticID(
    "without-channel",
    page: """
      An action names no channel, while others of the book do. It is given without asking for any consent, and no quiet \
      hours, no cap of a channel and no opt-out hold it back. Often 'channels' was forgotten. If a script sends it to \
      somebody, write its channels. If nobody is contacted by it, such as a note to a colleague, accept it with a reason.
      """)
}
