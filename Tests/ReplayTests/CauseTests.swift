import Replay
import TestSupport
import Testing

/// One change of a rule book, what it does to a decision, and the cause that a replay names.
@Suite struct CauseTests {
  static let book = """
    stages:
      early: {phase: before}
      late: {phase: after, stalls_after: 30d}
    personas:
      cfo: {}
    pain_points:
      price: {}
    triggers:
      trial: {}
    touchpoints:
      webinar: {}
    channels:
      email: {consent: opt-in}
      post: {consent: none}
    attributes:
      account.size: int
    policies:
      limit: 2
      caps:
        two-a-week: {kind: nurture, at_most: 2, within: 7d}
      pauses:
        ignored: {kind: sales, after: 1, outcomes: [dismissed], within: 30d, pause: 10d}
      quiet_hours:
        always-sunday: {channels: [post], from: "00:00", until: "01:00", days: [sun]}
      fallback: [hello]
    actions:
      guide: {kind: nurture, title: Guide, channels: [email, post], cooldown: 7d, treatments: {email: {template: one}}}
      story: {kind: nurture, title: Story, channels: [post]}
      call: {kind: sales, title: Call, weight: 1}
      hello: {kind: other, title: Hello}
    rules:
      recommend-guide:
        when: {stage: early}
        recommend: {action: guide, score: 70}
        because: They look around
      recommend-story:
        when: {stage: early, account.size: {gte: 100}}
        recommend: {action: story, score: 60}
      recommend-call:
        when: {pain_points: price}
        recommend: {action: call, score: 50}
      silence:
        when: {triggers: trial}
        suppress: {kind: sales}
      find-price:
        when: {touchpoints: webinar}
        detect: {pain_point: price, severity: 0.8}
      place-early:
        when: {account.size: {lt: 10}}
        place: {stage: early}
      tell:
        when: {stage: late}
        alert: {severity: info, summary: Late}

    """

  static let plain =
    #"{"journey": "a", "stage": "early", "consent": {"email": true}, "account": {"size": 250}}"#

  static let cases: [(change: (String, String), state: String, cause: String)] = [
    (("score: 70", "score: 55"), plain, "rule 'recommend-guide': score 70 -> 55"),
    (
      ("weight: 1}", "weight: 2}"),
      #"{"journey": "a", "stage": "early", "pain_points": ["price"], "consent": {"email": true}}"#,
      "action 'call': weight 1 -> 2"
    ),
    (
      ("when: {stage: early, account.size: {gte: 100}}", "when: {stage: early, account.size: {gte: 300}}"),
      plain,
      "rule 'recommend-story': when.account.size {gte: 100} -> {gte: 300}, so it no longer matches"
    ),
    (
      ("when: {stage: early, account.size: {gte: 100}}", "when: {account.size: {gte: 100}}"),
      #"{"journey": "a", "stage": "late", "account": {"size": 250}}"#,
      "rule 'recommend-story': when.stage early -> none, so it matches"
    ),
    (
      (
        "  recommend-story:\n    when: {stage: early, account.size: {gte: 100}}\n    recommend: {action: story, score: 60}\n",
        ""
      ),
      plain, "rule 'recommend-story' is gone"
    ),
    (
      ("  silence:\n", "  new-call:\n    recommend: {action: call, score: 80}\n  silence:\n"), plain,
      "rule 'new-call' is new"
    ),
    (
      (
        "    recommend: {action: story, score: 60}\n",
        "    recommend: {action: story, score: 60}\n    enabled: false\n"
      ), plain,
      "rule 'recommend-story': enabled none -> false, so it no longer matches"
    ),
    (("limit: 2", "limit: 1"), plain, "policy 'limit' 2 -> 1"),
    (
      ("at_most: 2,", "at_most: 1,"), plain,
      "policy 'caps.two-a-week' kind: nurture, at_most: 2, within: 7d -> kind: nurture, at_most: 1, within: 7d"
    ),
    (
      ("fallback: [hello]", "fallback: [call, hello]"), #"{"journey": "a", "stage": "late"}"#,
      "policy 'fallback' [hello] -> [call, hello]"
    ),
    (
      ("  fallback: [hello]\n", "  fallback: [hello]\n  spread: {kind: 1}\n"), plain,
      "policy 'spread.kind' none -> 1"
    ),
    (
      ("  fallback: [hello]\n", "  fallback: [hello]\n  holdout: {percent: 100, salt: x}\n"), plain,
      "policy 'holdout' none -> percent: 100, salt: x, per: journey"
    ),
    (
      ("email: {consent: opt-in}", "email: {consent: none}"), #"{"journey": "a", "stage": "early"}"#,
      "channels.email.consent opt-in -> none"
    ),
    (
      ("cooldown: 7d", "cooldown: 90d"),
      #"{"journey": "a", "stage": "early", "consent": {"email": true}, "contacts": [{"action": "guide", "at": "2026-09-01T00:00:00Z"}]}"#,
      "action 'guide': cooldown 7d -> 90d"
    ),
    (
      ("pause: 10d", "pause: 90d"),
      #"{"journey": "a", "stage": "late", "pain_points": ["price"], "contacts": [{"action": "call", "at": "2026-09-01T00:00:00Z", "outcome": "dismissed"}]}"#,
      "policy 'pauses.ignored' kind: sales, after: 1, outcomes: [dismissed], within: 30d, pause: 10d -> kind: sales, after: 1, "
    ),
    (
      ("from: \"00:00\", until: \"01:00\", days: [sun]", "from: \"00:00\", until: \"23:59\""), plain,
      "policy 'quiet_hours.always-sunday' "
    ),
    (
      ("title: Story, channels: [post]}", "title: Story, channels: [post], available: {until: 2026-01-01}}"),
      plain,
      "action 'story': available.until none -> 2026-01-01T00:00:00Z"
    ),
    (
      ("title: Story, channels: [post]}", "title: Story, channels: [post], eligible: {persona: cfo}}"), plain,
      "action 'story': eligible.persona none -> cfo"
    ),
    (
      ("channels: [email, post], cooldown", "channels: [post, email], cooldown"), plain,
      "action 'guide': channels [email, post] -> [post, email]"
    ),
    (
      ("recommend: {action: guide, score: 70}", "recommend: {action: guide, score: 70, channel: post}"),
      plain,
      "rule 'recommend-guide': channel none -> post"
    ),
    (
      ("{template: one}", "{template: two}"), plain,
      #"action 'guide': treatments.email {"template":"one"} -> {"template":"two"}"#
    ),
    (("title: Guide", "title: Handbook"), plain, "action 'guide': title Guide -> Handbook"),
    (
      ("suppress: {kind: sales}", "suppress: {kind: other}"),
      #"{"journey": "a", "stage": "late", "pain_points": ["price"], "triggers": ["trial"]}"#,
      "rule 'silence': suppress kind: sales -> kind: other"
    ),
    (
      ("when: {triggers: trial}", "when: {stage: early}"),
      #"{"journey": "a", "stage": "late", "pain_points": ["price"], "triggers": ["trial"]}"#,
      "rule 'silence': when.stage none -> early, so it no longer matches"
    ),
    (
      ("when: {touchpoints: webinar}", "when: {touchpoints: webinar, stage: early}"),
      #"{"journey": "a", "stage": "late", "touchpoints": [{"type": "webinar"}]}"#,
      "rule 'find-price': when.stage none -> early, so it no longer matches"
    ),
    (
      ("account.size: {lt: 10}", "account.size: {lt: 5}"),
      #"{"journey": "a", "account": {"size": 7}, "consent": {"email": true}}"#,
      "rule 'place-early': when.account.size {lt: 10} -> {lt: 5}, so it no longer matches"
    ),
  ]

  @Test(arguments: cases.indices)
  func `a change of the book is named as the cause`(index: Int) throws {
    let (change, state, cause) = Self.cases[index]
    try #require(Self.book.contains(change.0), "\(change.0)")
    var traffic = try Traffic(Self.book)
    try traffic.decide(state)
    let other = try Traffic.load(Self.book.replacing(change.0, with: change.1))
    let tally = traffic.replay(under: other)
    let found = try #require(tally.changes.first, "nothing was noticed: \(tally)")
    #expect(found.causes.count == 1, "\(found.causes.map(\.text))")
    #expect(found.causes.first?.text.hasPrefix(cause) ?? false, "\(found.causes.map(\.text))")
    let places = try #require(tally.causes.values.first).places
    #expect(places.old != nil || places.new != nil)
  }

  @Test func `what differs in reasons only has a cause as well`() throws {
    let changes = [
      (
        "because: They look around", "because: They compare",
        "rule 'recommend-guide': because They look around -> They compare"
      ),
      ("summary: Late", "summary: Very late", "rule 'tell': summary Late -> Very late"),
      ("severity: info", "severity: critical", "rule 'tell': severity info -> critical"),
      ("score: 70", "score: 75", "rule 'recommend-guide': score 70 -> 75"),
    ]
    for (old, new, cause) in changes {
      var traffic = try Traffic(Self.book)
      try traffic.decide(cause.contains("tell") ? #"{"journey": "a", "stage": "late"}"# : Self.plain)
      let tally = traffic.replay(under: try Traffic.load(Self.book.replacing(old, with: new)))
      #expect(tally.noticed == 0)
      #expect(tally.reasonsOnly == 1)
      #expect(tally.causesOfReasons.map(\.key.text) == [cause])
    }
  }

  @Test func `a rule that moves others is the only cause`() throws {
    var traffic = try Traffic(Self.book)
    try traffic.decide(Self.plain)
    let other = try Traffic.load(
      Self.book.replacing(
        "  silence:\n", with: "  new-call:\n    recommend: {action: call, score: 80}\n  silence:\n"))
    let tally = traffic.replay(under: other)
    #expect(tally.changes.map { $0.causes.map(\.text) } == [["rule 'new-call' is new"]])
    #expect(tally.changes.map(\.old) == ["guide by email, story by post"])
    #expect(tally.changes.map(\.new) == ["call, guide by email"])
    let call = try #require(tally.actions["call"])
    #expect((call.firstGained, call.gained) == (1, 1))
    #expect(tally.actions["story"]?.lost == 1)
    #expect(tally.actions["guide"]?.firstLost == 1)
  }
}
