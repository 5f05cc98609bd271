import Diagnostics
import RuleFiles
import Rules
import Testing

/// What safeguards hold back by is weakened, and their own words are the same.
@Suite struct WeakenedSourceTests {
  private static let base = """
    markets: {b2b: {label: Business}, b2c: {label: Private}}
    stages:
      trial: {phase: before, stalls_after: 10d}
      decision: {phase: before}
      use: {phase: after}
    exits:
      churned: {}
      lost: {}
    personas:
      user: {role: user, market: b2c}
      boss: {role: decider, market: b2b}
    pain_points:
      complaint: {label: {da: Klage, en: Complaint}, aliases: [grievance], severity: 0.8}
      anger: {severity: 0.7}
      price: {label: Pris}
    triggers: {moved: {label: Relocated}, left: {label: Left}}
    touchpoints:
      angry-call: {medium: offline, ownership: customer, influence: indirect, label: Angry call, aliases: [row]}
      webinar: {medium: online, ownership: brand, influence: direct}
    channels:
      email: {consent: opt-in, label: E-mail}
      phone: {consent: opt-in}
      app: {consent: opt-in}
      sms: {consent: none}
    attributes: {calls: int, account.industry: {type: string, values: [arms, farms, retail]}}
    actions:
      offer: {kind: offer, group: sale, title: Offer, channels: [email, phone, app, sms]}
      deal: {kind: offer, channels: [email, phone]}
      gift: {kind: gift, group: sale, channels: [email]}
      call: {kind: call, channels: [phone], eligible: {pain_points: {none: [price]}}}
      note: {kind: note, channels: [email, sms, phone]}
      tip: {kind: tip, channels: [email], eligible: {stage: use}}
    rules:
      angry: {when: {calls: {gte: 3}}, detect: {pain_point: anger}}
      angry-calls: {when: {touchpoints: {type: angry-call, within: 30d}}, detect: {pain_point: anger, severity: 0.9}}
      complains: {when: {pain_points: anger}, detect: {pain_point: complaint, severity: 0.7}}
      leaves: {when: {calls: {gte: 5}}, detect: {trigger: left}}
      dear: {when: {calls: {gte: 4}}, detect: {pain_point: price}}
      decides: {when: {calls: {gte: 1}}, place: {stage: decision, confidence: 0.8}}
      uses: {when: {calls: {gte: 9}}, place: {stage: use, confidence: 0.5}}
      bosses: {when: {calls: {gte: 2}}, place: {persona: boss}}
      silence: {when: {pain_points: {any: [complaint], min_severity: 0.6}}, suppress: {all: true}}
      loud: {when: {touchpoints: {medium: offline, within: 9d, at_least: 2}}, suppress: {kind: offer}}
      gone: {when: {if: '"left" in triggers'}, suppress: {all: true}}
      no-gifts: {when: {stage: decision}, suppress: {kind: gift}}
      no-bosses: {when: {role: decider}, suppress: {kind: gift}}
      no-arms: {when: {account.industry: {ne: retail}}, suppress: {group: sale}}
      engaged: {when: {buying_group: {engaged: true}}, suppress: {kind: tip}}
      left: {when: {exit: {exists: true}}, suppress: {kind: tip}}
      slow: {when: {stalled: true}, suppress: {kind: tip}}
      enough: {when: {contacts: {kind: offer, within: 30d, at_least: 3}}, suppress: {kind: gift}}
      give: {when: {calls: {gte: 1}}, unless: {triggers: moved}, recommend: {action: offer, channel: email}}
    policies:
      quiet_hours: {nights: {channels: [email], from: "20:00", until: "08:00"}}
      caps: {two-mails: {channel: email, at_most: 2, within: 7d}, two-offers: {kind: offer, at_most: 3, within: 7d}}
      pauses: {noes: {group: sale, after: 2, outcomes: [dismissed], within: 30d, pause: 60d}}
    """

  @Test(arguments: [
    // Detect rules.
    (
      "calls: {gte: 3}", "calls: {gte: 4}",
      "the rule 'angry' detects 'anger' otherwise now, and perhaps less ('when' changed): the rule 'silence' holds back by it"
    ),
    (
      "angry: {when", "angry: {enabled: false, when",
      "the rule 'angry', which detected 'anger', is switched off: the rule 'silence' holds back by it"
    ),
    (
      "  angry: {when: {calls: {gte: 3}}, detect: {pain_point: anger}}\n", "",
      "the rule 'angry', which detected 'anger', is gone: the rule 'silence' holds back by it"
    ),
    (
      "angry: {when", "angry: {unless: {stage: use}, when",
      "the rule 'angry' detects 'anger' otherwise now, and perhaps less ('unless' changed): the rule 'silence' holds back by it"
    ),
    (
      "angry: {when", "angry: {until: 2030-01-01, when",
      "the rule 'angry' detects 'anger' otherwise now, and perhaps less (the time in which it holds changed): the rule 'silence' holds back by it"
    ),
    (
      "complaint, severity: 0.7", "complaint, severity: 0.5",
      "the rule 'complains' detects 'complaint' with the severity 0.5 in place of 0.7: the rule 'silence' holds back by it"
    ),
    (
      "leaves: {when: {calls: {gte: 5}}", "leaves: {when: {calls: {gte: 50}}",
      "the rule 'leaves' detects 'left' otherwise now, and perhaps less ('when' changed): the rule 'gone' holds back by it"
    ),
    (
      "detect: {trigger: left}", "detect: {trigger: moved}",
      "the rule 'leaves' does not detect 'left' any more: the rule 'gone' holds back by it"
    ),
    // The other way round where something holds back as long as nothing is there.
    (
      "price}}\n  decides", "complaint}}\n  decides",
      "the rule 'dear' does not detect 'price' any more: the 'eligible' of 'call' holds back by it"
    ),
    // Places.
    (
      "decides: {when: {calls: {gte: 1}}", "decides: {when: {calls: {gte: 8}}",
      "the rule 'decides' places at 'decision' otherwise now, and perhaps less ('when' changed): the rule 'no-gifts', the rule 'slow' and the 'eligible' of 'tip' hold back by it"
    ),
    (
      "stage: decision, confidence: 0.8", "stage: decision, confidence: 0.4",
      "the rule 'decides' places at 'decision' with the confidence 0.4 in place of 0.8: the rule 'no-gifts', the rule 'slow' and the 'eligible' of 'tip' hold back by it"
    ),
    (
      "  bosses: {when: {calls: {gte: 2}}, place: {persona: boss}}\n", "",
      "the rule 'bosses', which placed at 'boss', is gone: the rule 'no-bosses' holds back by it"
    ),
    (
      "calls: {gte: 9}", "calls: {gte: 2}",
      "the rule 'uses' places at 'use' otherwise now, and perhaps more ('when' changed): the rule 'no-gifts', the rule 'slow' and the 'eligible' of 'tip' hold back without it"
    ),
    (
      "  lost: {}\n", "",
      "the exit 'lost' is gone: the rule 'left' holds back by it"
    ),
    // What is declared of words.
    (
      "severity: 0.8}", "severity: 0.4}",
      "the pain point 'complaint' has the severity 0.4 in place of 0.8 where none is given: the rule 'silence' holds back by it"
    ),
    (
      "angry-call: {medium: offline", "angry-call: {medium: online",
      "the touchpoint 'angry-call' has another 'medium' now: the rule 'loud' holds back by it"
    ),
    (
      "decider, market: b2b", "buyer, market: b2b",
      "the persona 'boss' has another 'role' now: the rule 'no-bosses' holds back by it"
    ),
    (
      "stalls_after: 10d", "stalls_after: 100d",
      "the stage 'trial' stalls after 100d in place of 10d: the rule 'slow' holds back by it"
    ),
    (
      "[arms, farms, retail]", "[farms, retail]",
      "the attribute 'account.industry' does not know 'arms' any more: the rule 'no-arms' holds back by it"
    ),
    (
      "policies:\n", "policies:\n  engaged_within: 3d\n",
      "'engaged_within' is 3d in place of 30d: the rule 'engaged' holds back by it"
    ),
    (
      "pain_points:\n  complaint: {", "pain_points:\n  complaint: {lasts: 5d, ",
      "the pain point 'complaint' lasts 5d in place of 90d: the rule 'silence' holds back by it"
    ),
    (
      "left: {label: Left}", "left: {label: Left, lasts: 5d}",
      "the trigger 'left' lasts 5d in place of 30d: the rule 'gone' holds back by it"
    ),
    // Exceptions of rules that recommend.
    (
      ", unless: {triggers: moved}", "",
      "the rule 'give' may recommend to more people: its 'unless' is gone"
    ),
    (
      "unless: {triggers: moved}", "unless: {triggers: moved, stage: use}",
      "the rule 'give' may recommend to more people: its 'unless' changed"
    ),
    // Words of states.
    (
      "da: Klage", "da: Reklamation",
      "the pain point 'complaint' is not called 'Klage' any more: states that say so are not understood"
    ),
    (
      "aliases: [grievance]", "aliases: [complaints]",
      "the pain point 'complaint' is not called 'grievance' any more: states that say so are not understood"
    ),
    (
      "aliases: [grievance], severity: 0.8}\n  anger: {", "severity: 0.8}\n  anger: {aliases: [grievance], ",
      "'grievance' means the pain point 'anger' now: it meant 'complaint'"
    ),
    (
      ", aliases: [row]", "",
      "the touchpoint 'angry-call' is not called 'row' any more: states that say so are not understood"
    ),
    (
      "label: Business", "label: Firms",
      "the market 'b2b' is not called 'Business' any more: states that say so are not understood"
    ),
    (
      "label: E-mail", "label: Mail",
      "the channel 'email' is not called 'E-mail' any more: a consent given or refused by that name is not understood"
    ),
    // Renamed words.
    (
      "webinar: {", "seminar: {",
      "the touchpoint 'webinar' is gone and 'seminar' is new: what was reported as 'webinar' is not known any more"
    ),
    (
      "angry-call", "cross-call",
      "the touchpoint 'angry-call' is 'cross-call' now: what was reported as 'angry-call' is not known any more"
    ),
    (
      "moved", "moves",
      "the trigger 'moved' is 'moves' now: what was reported as 'moved' is not known any more"
    ),
    (
      "user: {role", "users: {role",
      "the persona 'user' is gone and 'users' is new: what was reported as 'user' is not known any more"
    ),
    // Kinds and groups.
    (
      "offer: {kind: offer,", "offer: {kind: gift,",
      "the action 'offer' is of the kind 'gift' in place of 'offer': the rule 'loud', the cap 'two-offers' and the rule 'enough' do not hold for it any more"
    ),
    // Wishes and preferences.
    (
      "channels: [email, sms, phone]", "channels: [app, email, sms, phone]",
      "the action 'note' prefers 'app' to 'email' now: it has fewer quiet hours, and the cap 'two-mails' does not hold it back"
    ),
    (
      "action: offer, channel: email", "action: offer, channel: phone",
      "the rule 'give' prefers 'phone' to 'email' for 'offer' now: it has fewer quiet hours, and the cap 'two-mails' does not hold it back"
    ),
    (
      "action: offer, channel: email", "action: offer, channel: sms",
      "the rule 'give' prefers 'sms' to 'email' for 'offer' now: it needs less consent, it has fewer quiet hours, and the cap 'two-mails' does not hold it back"
    ),
    (
      "channels: [email, phone, app, sms]", "channels: [app, email, phone, sms]",
      "the action 'offer' prefers 'app' to 'email' now: it has fewer quiet hours, and the cap 'two-mails' does not hold it back"
    ),
  ])
  func `what safeguards hold back by is told`(_ old: String, _ new: String, _ words: String) throws {
    let changed = Self.base.replacing(old, with: new)
    #expect(changed != Self.base)
    let weakened = try Self.weakened(to: changed)
    #expect(weakened.contains(words), "\(weakened)")
  }
}

extension WeakenedSourceTests {
  @Test(arguments: [
    // What nothing holds back by, and what is no less.
    ("calls: {gte: 3}", "calls: {gte: 2}"), ("complaint, severity: 0.7", "complaint, severity: 0.65"),
    ("anger, severity: 0.9", "anger, severity: 0.1"), ("anger: {severity: 0.7}", "anger: {severity: 0.1}"),
    ("severity: 0.8}", "severity: 0.7}"), ("webinar: {medium: online", "webinar: {medium: offline"),
    ("role: user, market", "role: buyer, market"), ("stalls_after: 10d", "stalls_after: 5d"),
    ("dear: {when: {calls: {gte: 4}}", "dear: {when: {calls: {gte: 1}}"),
    ("angry: {when", "upset: {when"), ("deal: {kind: offer", "deal: {kind: offer, group: sale"),
    ("calls: int", "calls: number"), ("policies:\n", "policies:\n  engaged_within: 90d\n"),
  ])
  func `what holds back as much is not told`(_ old: String, _ new: String) throws {
    let changed = Self.base.replacing(old, with: new)
    #expect(changed != Self.base)
    #expect(try Self.weakened(to: changed) == [])
  }

  @Test func `kinds that have another name are told of once`() throws {
    let changed = Self.base.replacing("kind: offer", with: "kind: bargain")
    #expect(
      try Self.weakened(to: changed).contains(
        "the actions 'deal' and 'offer' are of the kind 'bargain' in place of 'offer': what was sent of them before counts no more for the cap 'two-offers'"
      ))
  }

  fileprivate static func weakened(to changed: String) throws -> [String] {
    WeakenedSafeguard.all(from: try book(base), to: try book(changed)).map(\.words)
  }

  private static func book(_ text: String) throws -> RuleBook {
    let load = RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))])
    return try #require(load.book, "\(load.diagnostics)")
  }
}
