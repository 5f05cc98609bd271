/// What to do about keys that other tools and languages have, by the key in lower case.
///
/// What is written instead is said in a sentence where it stands elsewhere or in another form.
enum ForeignWords {
  /// - Parameters:
  ///   - pairs: keys, each with the words that people write for it.
  ///   - sentences: words, each with what is said of them; a word of the pairs is no other's.
  private static func instead(
    _ pairs: KeyValuePairs<String, String>, _ sentences: KeyValuePairs<String, String> = [:]
  ) -> [String: String] {
    var remedies = words(pairs).mapValues { "write '\($0)'" }
    for (words, sentence) in sentences {
      for word in words.split(separator: " ").map(String.init) where remedies[word] == nil {
        remedies[word] = sentence
      }
    }
    return remedies
  }

  /// By each of the words what they stand for.
  static func words(_ pairs: KeyValuePairs<String, String>) -> [String: String] {
    var meant: [String: String] = [:]
    for (key, words) in pairs {
      for word in words.split(separator: " ") { meant[String(word)] = key }
    }
    return meant
  }

  static let sections = sectionWords.mapValues { "write '\($0)'" }

  /// The section that a word stands for.
  static let sectionWords = words([
    "actions": "handlinger aktioner handling tiltag aktionen offers contents",
    "rules": "regler regel regeln conditions", "markets": "markeder märkte segments segment audiences",
    "stages": "stadier faser phasen phases journey trin",
    "exits":
      "outcomes outcomes_of_journey journey_outcomes end ends endings lost churn losses leaving afslutninger udgange",
    "personas": "personaer personen roles",
    "pain_points": "smertepunkter problemer problems pains needs behov",
    "triggers": "events udløsere hændelser",
    "touchpoints": "kontaktpunkter interactions", "channels": "kanaler kanäle",
    "attributes": "attributter felter fields facts properties variables",
    "policies": "politikker settings indstillinger config options limits", "tables": "tabeller tabellen",
    "accept": "accepts accepted acceptances ignore ignored ignores exceptions accepter",
    "check": "checks severities severity levels lint findings",
  ])

  /// What people write for the verb of most rules.
  static let wordsForRecommend =
    "then recommends recommendation anbefal anbefaling suggest offer do action actions next"

  static let rules =
    instead(
      [
        "when": "if conditions condition where hvis når given wenn match matches filter trigger",
        "title": "name navn label titel description beskrivelse",
        "because": "reason begrundelse why explanation message text", "unless": "undtagen not",
        "from": "start starts start_date valid_from begin", "until": "end ends end_date valid_until expires",
        "tags": "labels tag", "accept": "accepts accepted ignore ignored ignores",
      ],
      [
        wordsForRecommend:
          "write 'recommend: ID', or 'recommend: {action: ID, score: 50}'",
        "score points weight": "write it beside the action: 'recommend: {action: …, score: 50}'",
        "priority prioritet rank order":
          "what ranks an action is its score: 'recommend: {action: …, score: 80}'",
        "channel channels": "write it beside the action: 'recommend: {action: …, channel: …}'",
        "cooldown frequency": "write it at the action, under 'actions': 'cooldown: 14d'",
        "limit max": "write 'limit' under 'policies'; how often something is sent is a cap, there as well",
        "active aktiv": "write 'enabled: true'", "disabled inactive": "write 'enabled: false'",
        "id": "the id of a rule is the key that it stands under",
        "comment note notes kommentar": "write it behind '#', as a comment",
        "else otherwise ellers": "write another rule for the other customers, or 'fallback' under 'policies'",
        "market stage exit persona role phase pain_points triggers touchpoints contacts buying_group sentiment":
          "write it under 'when'",
        "any_of all_of none_of": "write it under 'when'",
        "except":
          "write 'unless'; what a 'suppress' spares stands inside: 'suppress: {all: true, except: {kind: service}}'",
        "quiet_hours quiet": quietHoursPlace, "caps cap": capsPlace, "consent": consentPlace,
      ])

  private static let quietHoursPlace =
    "they stand under 'policies', with a name: 'quiet_hours: {nights: {channels: [phone], from: \"20:00\", until: \"08:00\"}}'"
  private static let capsPlace =
    "write a cap under 'policies': 'caps: {ID: {action: …, at_most: 1, within: 30d}}'"
  private static let consentPlace = "write it at the channel, under 'channels': 'email: {consent: opt-in}'"

  /// Of the switches of an action.
  static let actionCaps = instead([:], ["at_most within per calendar max limit days": capsPlace])

  /// What is accepted of a word is said for the whole book.
  static let acceptance = instead(
    [:],
    [
      "accept accepts accepted ignore ignored ignores":
        "write it in the section 'accept', by the id: 'accept: {unused: {ID: \"why it is meant\"}}'"
    ])

  static let channels = instead(
    ["consent": "opt_in optin permission samtykke einwilligung zgoda", "label": "name navn title titel"],
    [
      "quiet_hours quiet from until days": quietHoursPlace, "caps cap at_most within max limit": capsPlace,
    ]
  ).merging(acceptance) { first, _ in first }

  static let actions =
    instead(
      [
        "kind": "type category kategori art typ", "title": "name navn label titel description beskrivelse",
        "channels": "channel kanal kanaler medium", "cooldown": "frequency interval pause wait every",
        "payload": "url link content data body text", "treatments": "treatment template templates",
        "weight": "priority prioritet score lever",
        "eligible": "when if condition conditions eligibility audience",
        "group": "gruppe tags tag topic", "accept": "accepts accepted ignore ignored ignores",
      ],
      [
        "max limit at_most per_day per_week": capsPlace,
        "quiet_hours quiet": quietHoursPlace, "consent": consentPlace,
        "recommend rule rules suppress":
          "an action says what, and a rule when: 'rules: {ID: {when: …, recommend: {action: …}}}'",
        "enabled active": "write 'available: {until: …}', or take the action out of the rules",
        "from until start end": "write 'available: {from: …, until: …}'",
        "because reason": "write it at the rule that recommends the action",
        "id": "the id of an action is the key that it stands under",
      ])

  static let recommendations =
    instead(
      [
        "action": "id handling name offer", "score": "points priority weight rank prioritet",
        "channel": "channels kanal medium",
      ],
      [
        "because reason": "write it beside 'recommend', not inside",
        "cooldown": "write it at the action, under 'actions'",
        "treatment treatments template payload": "write it at the action, under 'actions'",
        "when if unless from until start end title enabled tags owner":
          "write it beside 'recommend', not inside",
      ])

  static let conditions =
    instead(
      [
        "any_of": "or any anyof one_of eller oder either", "all_of": "and all allof og und both",
        "none_of": "not none noneof ikke nicht neither unless except", "if": "expression expr cel condition",
        "triggers": "trigger event events", "pain_points": "pain_point pains problem problems",
        "touchpoints": "touchpoint interaction interactions",
        "contacts": "contact history", "buying_group": "group members",
        "exit": "exits end ends ended ending lost churned outcome_of_journey",
        "market": "markets marked", "stage": "stages stadie fase", "persona": "personas",
        "sentiment": "stemning mood", "days_in_stage": "days_since_stage",
      ],
      [
        // A fact of that name would have to come with every state.
        "date today now datetime day weekday month year hour time of_day dato i_dag ugedag dag heute wochentag":
          "for a season write 'from' and 'until' at the rule; days and hours are 'quiet_hours' under 'policies'"
      ])

  static let counts =
    instead(
      [
        "at_least": "min minimum more_than gte from mindst",
        "at_most": "max maximum less_than lte fewer_than højst",
        "within": "last since period days in_the_last window inden_for past",
        "older_than": "before not_since",
        "type": "id ids name touchpoint types", "action": "actions", "channel": "channels",
        "outcome": "outcomes result",
      ],
      [
        "count exactly eq equals number antal times":
          "write 'at_least: N', 'at_most: N', or both for exactly N"
      ])

  static let caps =
    instead([
      "at_most": "max maximum limit count number antal",
      "within": "every period window days last per_period in",
      "calendar": "unit each per_calendar",
    ])

  static let pauses = instead([
    "after": "count times at_least", "pause": "duration length stop for", "outcomes": "outcome results",
  ])

  static let quietHours = instead([
    "from": "start begin fra after", "until": "to end til before", "days": "day weekdays dage",
    "channels": "channel kanaler",
  ])

  static let alerts =
    instead(
      [
        "summary": "message text title because description besked",
        "once_per": "every cooldown frequency interval", "severity": "level priority",
      ],
      [
        "to email recipient recipients notify channel webhook url":
          "whom an alert reaches is said where alerts are followed, not in the book: 'waymark alerts'"
      ])

  static let detections = instead(
    ["pain_point": "pain_points pain problem id", "trigger": "triggers event"],
    [
      "persona stage": "what a customer probably is, a rule says with 'place: {persona: …}'",
      "confidence score": "how bad a pain point is, is its 'severity'",
      "exit exits": "that a journey ended is reported, with 'exit', and never detected",
    ])

  static let placements = instead(
    ["confidence": "score severity probability sikkerhed"],
    [
      "pain_point trigger pain_points": "a rule adds these with 'detect: {pain_point: …}'",
      "exit exits": "that a journey ended is reported, with 'exit', and never placed",
    ])

  static let exits = instead(
    ["lost": "is_lost churn churned loss negative tabt mistet förlorad"],
    [
      "won success positive": "write 'lost: false'", "phase": "stages have a phase; an exit is 'lost' or not",
      "stage": "any stage may be left by any exit",
    ]
  ).merging(acceptance) { first, _ in first }

  /// How long something that was reported is there.
  static let lasting = instead([
    "lasts":
      "duration lasting lasts_for expires expires_after valid_for within ttl lifetime for last stays varer varighed"
  ]).merging(acceptance) { first, _ in first }

  static let painPoints = lasting.merging(
    instead(["severity": "weight score level priority alvor"]), uniquingKeysWith: { first, _ in first })

  static let attributes = instead([
    "type": "kind typ", "values": "enum options allowed one_of", "personal": "private pii gdpr sensitive",
  ]).merging(acceptance) { first, _ in first }

  static let policies = instead([
    "time_zone": "timezone zone tz tidszone", "language": "lang sprog default_language", "limit": "max top",
    "quiet_hours": "quiet silence do_not_disturb",
    "caps": "cap frequency frequency_cap frequency_caps limits",
    "pauses": "pause", "holdout": "control control_group", "fallback": "default defaults fallbacks",
    "spread": "diversity variety",
    "engaged_within": "engaged engagement engagement_within engaged_for active_within",
    "buying_group": "buying_committee committee group roles required_roles members indkøbsgruppe",
  ])
}
