import Diagnostics
import Rules
import Testing

@testable import RuleFiles

/// Every key of a rule book either holds nothing back, or says so where it holds back less.
@Suite struct WeakenedSettingTests {
  /// With each setting as strict as the table below has it.
  private static let strict = """
    markets: {b2b: {label: Business, aliases: [firms]}, b2c: {}}
    stages:
      trial: {phase: before, stalls_after: 10d, label: Trial, aliases: [try-out]}
      use: {phase: after}
    exits: {lost: {label: Lost, aliases: [gone]}}
    personas:
      user: {role: user, market: b2c, label: User, aliases: [reader]}
      boss: {role: decider, market: b2b}
    pain_points:
      complaint: {label: Klage, aliases: [grievance], severity: 0.8, lasts: 90d}
    triggers: {moved: {label: Moved, aliases: [move], lasts: 30d}}
    touchpoints:
      angry-call: {medium: offline, ownership: customer, influence: indirect, label: Angry, aliases: [row]}
    channels:
      email: {consent: opt-in, label: E-mail, bounced_for: 30d}
      phone: {consent: opt-in}
    attributes:
      calls: int
      account.industry: {type: string, values: [arms, farms, retail]}
    actions:
      offer:
        kind: offer
        group: sale
        channels: [email, phone]
        available: {from: 2026-02-01, until: 2027-01-01}
        eligible: {calls: {gte: 2}}
        cooldown: 30d
        caps: {exempt: false, counts: true}
      gift: {kind: gift, group: thanks, channels: [email], cooldown: 30d}
      other: {kind: offer, group: sale, channels: [phone]}
    rules:
      finds: {when: {calls: {gte: 3}}, detect: {pain_point: complaint, severity: 0.9}}
      leaves: {when: {calls: {gte: 3}}, detect: {trigger: moved}}
      places: {when: {calls: {gte: 1}}, place: {stage: use, confidence: 0.8}}
      peoples: {when: {calls: {gte: 1}}, place: {persona: boss, confidence: 0.8}}
      silence:
        when: {pain_points: {any: [complaint], min_severity: 0.6}}
        unless: {calls: {gte: 90}}
        suppress: {all: true, except: {action: gift}}
        enabled: true
        from: 2026-01-01
        until: 2027-01-01
      by-kind: {when: {triggers: moved}, suppress: {action: offer, kind: offer, group: sale, channel: email}}
      by-count: {when: {touchpoints: {medium: offline, ownership: customer, influence: indirect, within: 9d}}, suppress: {kind: offer}}
      by-stage: {when: {stage: use, phase: after}, suppress: {kind: offer}}
      by-stall: {when: {stalled: true}, suppress: {kind: offer}}
      by-role: {when: {role: decider, market: b2b}, suppress: {kind: offer}}
      by-industry: {when: {account.industry: {ne: retail}}, suppress: {kind: offer}}
      by-group: {when: {buying_group: {engaged: true}}, suppress: {kind: offer}}
      give: {when: {calls: {gte: 1}}, unless: {triggers: moved}, recommend: {action: offer, score: 50, channel: email}}
    policies:
      time_zone: Europe/Copenhagen
      limit: 3
      spread: {kind: 1, group: 1}
      same_contact_within: 1h
      engaged_within: 30d
      quiet_hours:
        nights: {channels: [email], from: "20:00", until: "08:00", days: [mon, tue]}
      caps:
        a: {action: [offer, gift], kind: [offer, gift], group: [sale, thanks], channel: [email, phone], at_most: 2, per: account, within: 7d}
        b: {at_most: 2, calendar: day}
      pauses:
        c: {action: [offer, gift], kind: [offer, gift], group: [sale, thanks], channel: [email, phone], per: account, after: 2, outcomes: [dismissed, bounced], within: 30d, pause: 60d}
      holdout: {percent: 5, salt: s, per: journey}
    """

  /// Each setting that holds back, with what stands for it in the strict book and in a looser one.
  private static let looser: [(key: String, strict: String, looser: String)] = [
    ("policies.time_zone", "Copenhagen", "London"),
    ("policies.limit", "limit: 3", "limit: 4"),
    ("policies.spread", "spread: {kind: 1, group: 1}", "spread: {kind: 1}"),
    ("spread.kind", "{kind: 1, group: 1}", "{kind: 2, group: 1}"),
    ("spread.group", "{kind: 1, group: 1}", "{kind: 1, group: 2}"),
    ("policies.same_contact_within", "same_contact_within: 1h", "same_contact_within: 3d"),
    ("policies.engaged_within", "engaged_within: 30d", "engaged_within: 3d"),
    (
      "policies.quiet_hours",
      "  quiet_hours:\n    nights: {channels: [email], from: \"20:00\", until: \"08:00\", days: [mon, tue]}\n",
      ""
    ),
    ("quiet_hours.channels", "nights: {channels: [email],", "nights: {channels: [phone],"),
    ("quiet_hours.from", "\"20:00\"", "\"21:00\""),
    ("quiet_hours.until", "\"08:00\"", "\"07:00\""),
    ("quiet_hours.days", "days: [mon, tue]", "days: [mon]"),
    ("policies.caps", "    b: {at_most: 2, calendar: day}\n", ""),
    ("caps.action", "a: {action: [offer, gift]", "a: {action: [offer]"),
    (
      "caps.kind", "a: {action: [offer, gift], kind: [offer, gift]",
      "a: {action: [offer, gift], kind: [offer]"
    ),
    (
      "caps.group", "[sale, thanks], channel: [email, phone], at_most",
      "[sale], channel: [email, phone], at_most"
    ),
    ("caps.channel", "channel: [email, phone], at_most", "channel: [email], at_most"),
    ("caps.at_most", "at_most: 2, per", "at_most: 3, per"),
    ("caps.per", "at_most: 2, per: account", "at_most: 2, per: journey"),
    ("caps.within", "per: account, within: 7d", "per: account, within: 1d"),
    ("caps.calendar", "calendar: day", "within: 1h"),
    (
      "policies.pauses",
      "  pauses:\n    c: {action: [offer, gift], kind: [offer, gift], group: [sale, thanks], channel: [email, phone], per: account, after: 2, outcomes: [dismissed, bounced], within: 30d, pause: 60d}\n",
      ""
    ),
    ("pauses.action", "c: {action: [offer, gift]", "c: {action: [offer]"),
    (
      "pauses.kind", "c: {action: [offer, gift], kind: [offer, gift]",
      "c: {action: [offer, gift], kind: [gift]"
    ),
    (
      "pauses.group", "[sale, thanks], channel: [email, phone], per: account, after",
      "[sale], channel: [email, phone], per: account, after"
    ),
    (
      "pauses.channel", "channel: [email, phone], per: account, after",
      "channel: [phone], per: account, after"
    ),
    ("pauses.per", "per: account, after", "per: journey, after"),
    ("pauses.after", "after: 2", "after: 3"),
    ("pauses.outcomes", "[dismissed, bounced]", "[dismissed]"),
    ("pauses.within", "bounced], within: 30d", "bounced], within: 3d"),
    ("pauses.pause", "pause: 60d", "pause: 6d"),
    ("policies.holdout", "  holdout: {percent: 5, salt: s, per: journey}", ""),
    ("holdout.percent", "percent: 5", "percent: 4"),
    ("holdout.salt", "salt: s", "salt: t"),
    ("holdout.per", "salt: s, per: journey", "salt: s, per: account"),
    ("channels.consent", "email: {consent: opt-in", "email: {consent: opt-out"),
    ("channels.bounced_for", "bounced_for: 30d", "bounced_for: 3d"),
    ("channels.label", "label: E-mail", "label: Mail"),
    ("pain_points.severity", "severity: 0.8, lasts", "severity: 0.5, lasts"),
    ("pain_points.lasts", "lasts: 90d", "lasts: 9d"),
    ("triggers.lasts", "lasts: 30d", "lasts: 3d"),
    (
      "touchpoints.medium", "medium: offline, ownership: customer, influence: indirect, label",
      "medium: online, ownership: customer, influence: indirect, label"
    ),
    (
      "touchpoints.ownership", "ownership: customer, influence: indirect, label",
      "ownership: brand, influence: indirect, label"
    ),
    ("touchpoints.influence", "influence: indirect, label", "influence: direct, label"),
    ("stages.phase", "use: {phase: after}", "use: {phase: before}"),
    ("stages.stalls_after", "stalls_after: 10d", "stalls_after: 20d"),
    ("personas.role", "role: decider, market: b2b}\n", "role: user, market: b2b}\n"),
    ("personas.market", "role: decider, market: b2b}\n", "role: decider, market: b2c}\n"),
    ("attributes.values", "[arms, farms, retail]", "[farms, retail]"),
    ("names.label", "label: Klage", "label: Problem"),
    ("names.aliases", ", aliases: [grievance]", ""),
    ("actions.kind", "offer:\n    kind: offer", "offer:\n    kind: gift"),
    ("actions.group", "group: sale\n    channels", "group: thanks\n    channels"),
    (
      "actions.channels", "channels: [email, phone]\n    available", "channels: [phone, email]\n    available"
    ),
    ("actions.available", "    available: {from: 2026-02-01, until: 2027-01-01}\n", ""),
    ("available.from", "from: 2026-02-01", "from: 2026-01-01"),
    ("available.until", "available: {from: 2026-02-01, until: 2027-01-01}", "available: {from: 2026-02-01}"),
    ("actions.eligible", "eligible: {calls: {gte: 2}}", "eligible: {calls: {gte: 1}}"),
    ("actions.cooldown", "cooldown: 30d\n", "cooldown: 3d\n"),
    ("actions.caps", "caps: {exempt: false, counts: true}", "caps: {exempt: true, counts: false}"),
    ("caps of an action.exempt", "exempt: false", "exempt: true"),
    ("caps of an action.counts", "counts: true", "counts: false"),
    ("rules.when", "min_severity: 0.6", "min_severity: 0.95"),
    ("rules.unless", "unless: {calls: {gte: 90}}", "unless: {calls: {gte: 9}}"),
    ("rules.detect", "detect: {trigger: moved}", "detect: {pain_point: complaint}"),
    ("rules.place", "place: {stage: use,", "place: {stage: trial,"),
    ("rules.recommend", "score: 50, channel: email", "score: 50, channel: phone"),
    ("rules.suppress", "suppress: {all: true, except: {action: gift}}", "suppress: {action: offer}"),
    ("rules.enabled", "enabled: true", "enabled: false"),
    ("rules.from", "from: 2026-01-01", "from: 2026-03-01"),
    ("rules.until", "    until: 2027-01-01\n  by-kind", "    until: 2026-06-01\n  by-kind"),
    ("suppress.all", "{all: true, except: {action: gift}}", "{kind: offer}"),
    (
      "suppress.action", "{action: offer, kind: offer, group: sale, channel: email}",
      "{action: other, kind: offer, group: sale, channel: email}"
    ),
    ("suppress.kind", "by-count: {when", "by-count: {enabled: false, when"),
    ("suppress.group", "group: sale, channel: email}}", "group: thanks, channel: email}}"),
    ("suppress.channel", "group: sale, channel: email}}", "group: sale, channel: phone}}"),
    ("suppress.except", "except: {action: gift}", "except: {action: [gift, other]}"),
    ("detect.pain_point", "detect: {pain_point: complaint, severity: 0.9}", "detect: {trigger: moved}"),
    ("detect.trigger", "detect: {trigger: moved}", "detect: {pain_point: complaint}"),
    ("detect.severity", "severity: 0.9", "severity: 0.5"),
    ("place.stage", "place: {stage: use", "place: {stage: trial"),
    ("place.persona", "place: {persona: boss", "place: {persona: user"),
    ("place.confidence", "stage: use, confidence: 0.8", "stage: use, confidence: 0.1"),
    ("recommend.channel", "channel: email}}\npolicies", "channel: phone}}\npolicies"),
  ]

  /// Keys that keep nothing from anybody.
  private static let holdingNothing: Set<String> = [
    // What is shown, explained, or handed on.
    "actions.title", "actions.treatments", "actions.payload", "actions.accept", "rules.title",
    "rules.because",
    "rules.tags", "rules.owner", "rules.accept", "rules.alert", "policies.language",
    // What comes first, and where nothing else does; the gates are the same.
    "actions.weight", "recommend.score", "recommend.action", "policies.fallback",
    // Advice and reports.
    "policies.buying_group", "stages.next", "touchpoints.stages", "personas.traits", "exits.lost",
    // A state that says another type is refused; personal data are never in an answer.
    "attributes.type", "attributes.personal",
  ]

  private static var keys: Set<String> {
    func keys<Key: MappingKey>(_ section: String, _: Key.Type) -> [String] {
      Key.allCases.map { "\(section).\($0.rawValue)" }
    }
    return Set(
      keys("policies", PolicyKey.self) + keys("spread", SpreadKey.self) + keys("holdout", HoldoutKey.self)
        + keys("caps", CapKey.self) + keys("pauses", PauseKey.self) + keys("quiet_hours", QuietHoursKey.self)
        + keys("channels", ChannelKey.self) + keys("pain_points", PainPointKey.self)
        + keys("triggers", TriggerKey.self) + keys("touchpoints", TouchpointKey.self)
        + keys("stages", StageKey.self) + keys("exits", ExitKey.self) + keys("personas", PersonaKey.self)
        + keys("attributes", AttributeKey.self) + keys("names", ItemNameKey.self)
        + keys("actions", ActionKey.self) + keys("caps of an action", ActionCapsKey.self)
        + keys("available", AvailabilityKey.self) + keys("rules", RuleKey.self)
        + keys("suppress", SuppressionKey.self) + keys("detect", DetectionKey.self)
        + keys("place", PlacementKey.self) + keys("recommend", RecommendationKey.self))
  }

  @Test func `each key is in the table or holds nothing back`() {
    let told = Set(Self.looser.map(\.key))
    #expect(Self.keys.subtracting(told).subtracting(Self.holdingNothing) == [])
    #expect(told.intersection(Self.holdingNothing) == [])
    #expect(Self.holdingNothing.subtracting(Self.keys) == [])
    #expect(told.subtracting(Self.keys) == ["channels.label"])
  }

  @Test(arguments: looser) func `a looser setting is told`(_ key: String, _ strict: String, _ looser: String)
    throws
  {
    let changed = Self.strict.replacing(strict, with: looser)
    try #require(changed != Self.strict)
    #expect(try Self.weakened(from: Self.strict, to: changed) != [])
  }

  /// Numbers that only become stricter are no news; other settings are other people's either way.
  @Test(
    arguments: looser.filter {
      [
        "policies.limit", "policies.spread", "spread.kind", "spread.group", "policies.same_contact_within",
        "policies.engaged_within", "policies.quiet_hours", "quiet_hours.from", "quiet_hours.until",
        "quiet_hours.days", "policies.caps", "caps.at_most", "caps.within", "caps.action", "policies.pauses",
        "pauses.after", "pauses.outcomes", "pauses.within", "pauses.pause", "policies.holdout",
        "holdout.percent", "channels.consent", "channels.bounced_for", "pain_points.severity",
        "pain_points.lasts", "triggers.lasts", "touchpoints.medium", "stages.phase", "personas.role",
        "stages.stalls_after", "actions.available", "available.from", "available.until", "actions.eligible",
        "actions.cooldown", "actions.caps", "rules.when", "rules.unless", "rules.enabled", "rules.from",
        "rules.until", "detect.severity", "attributes.values",
      ].contains($0.key)
    })
  func `a stricter setting is not told`(_ key: String, _ strict: String, _ looser: String) throws {
    let changed = Self.strict.replacing(strict, with: looser)
    #expect(try Self.weakened(from: changed, to: Self.strict) == [])
  }

  private static func weakened(from old: String, to new: String) throws -> [String] {
    WeakenedSafeguard.all(from: try book(old), to: try book(new)).map(\.words)
  }

  private static func book(_ text: String) throws -> RuleBook {
    let load = RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))])
    return try #require(load.book, "\(load.diagnostics)")
  }
}
