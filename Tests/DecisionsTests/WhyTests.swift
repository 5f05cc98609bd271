import Testing
import TestSupport
import Time

@testable import Decisions
@testable import Rules

@Suite("Why, and why not")
struct WhyTests {
  private static let book = """
    attributes:
      account.plan: string
    actions:
      roi: {kind: nurture, title: {en: ROI calculator, da: ROI-beregner}, channels: [email, phone]}
      demo: {kind: demo, title: Product tour, channels: [phone], cooldown: 14d, eligible: {market: b2b}}
      call: {kind: call, weight: 2}
      unused: {kind: call}
    rules:
      cfo-without-a-case:
        when:
          stage: [consideration, decision]
          persona: cfo
          account.employees: {gte: 200}
          pain_points: price
        recommend: {action: roi, score: 80}
      big-accounts:
        when: {account.employees: {gte: 500}, account.plan: {ne: free}}
        recommend: {action: demo, score: 90}
      after-a-webinar:
        when: {touchpoints: {type: webinar, within: 14d}}
        unless: {triggers: trial}
        recommend: [{action: demo, score: 70}, {action: call, score: 20}]
      old-campaign:
        until: 2026-01-01
        recommend: {action: demo, score: 99}
    policies:
      caps: {one-call: {kind: call, at_most: 1, within: 7d}}
    """

  private static let state =
    #""stage": "consideration", "persona": "cfo", "account": {"employees": 120, "plan": "free"}, "consent": {"email": true}, "touchpoints": [{"type": "webinar", "at": "2026-09-20T10:00:00Z"}], "contacts": [{"action": "call", "at": "2026-09-22T10:00:00Z"}], "person": {"language": "da"}"#

  private func why(_ action: String, _ state: String = state, book: String = book) throws
    -> (explanation: ActionExplanation, plan: DecisionPlan)
  {
    let scenario = try Scenario(book)
    let index = try #require(scenario.plan.action(named: action))
    let state = try scenario.read(state, keepingTexts: true)
    return (Decider(scenario.plan).why(index, state, clock: Instant(microseconds: 0)), scenario.plan)
  }

  @Test(arguments: ["roi", "demo", "call", "unused"])
  func `is told in full, to programs and to people`(action: String) throws {
    let (explanation, plan) = try why(action)
    Golden.check(
      String(decoding: explanation.json(plan), as: UTF8.self), against: "Goldens/why-\(action).json")
    Golden.check(explanation.page(plan), against: "Goldens/why-\(action).txt")
  }

  private static let channels = """
    policies:
      time_zone: UTC
      quiet_hours: {nights: {channels: [phone], from: "20:00", until: "08:00"}}
      caps: {two-mails: {channel: email, at_most: 2, within: 7d}}
    actions:
      a: {kind: k, channels: [email, phone]}
      b: {kind: k, channels: [email], cooldown: 14d}
      c: {kind: k, channels: [email]}
      d: {kind: k, channels: [phone]}
    rules:
      x: {recommend: [{action: a, score: 90}, {action: b, score: 80}, {action: c, score: 70}, {action: d, score: 60}]}
    """

  @Test(arguments: [
    // The reason of one channel, and the instant at which another one opens.
    (
      "a", #""consent": {"phone": true}, "now": "2026-09-23T21:00:00Z""#,
      "there is no consent to email; by phone it is possible from 2026-09-24T08:00:00Z. It would have rank 1."
    ),
    (
      "d", #""consent": {"phone": true}, "now": "2026-09-23T21:00:00Z""#,
      "phone has quiet hours (nights), until 2026-09-24T08:00:00Z. It would have rank 1."
    ),
    ("a", #""consent": {"phone": false}"#, "there is no consent to email. It would have rank 1."),
    // What was sent, and what the same answer takes.
    (
      "c", #""consent": {"email": true}"#,
      "what stands before it in this answer takes the last place by email (two-mails), until 2026-09-30T10:00:00Z. It would have rank 3."
    ),
    (
      "c",
      #""consent": {"email": true}, "contacts": [{"action": "z", "channel": "email", "at": "2026-09-22T10:00:00Z"}, {"action": "z", "channel": "email", "at": "2026-09-21T10:00:00Z"}]"#,
      "as many were sent by email as there may be (two-mails), until 2026-09-28T10:00:00Z. It would have rank 2."
    ),
    // A gate of the action, and then one of its channels.
    (
      "b",
      #""consent": {"email": true}, "contacts": [{"action": "b", "channel": "email", "at": "2026-09-22T10:00:00Z"}]"#,
      "it was sent too short a time ago, until 2026-10-06T10:00:00Z. It would have rank 2."
    ),
  ])
  func `tells the reason of one channel from the instant at which it is possible`(
    action: String, state: String, text: String
  ) throws {
    let (explanation, plan) = try why(action, state, book: Self.channels)
    let line = explanation.page(plan).split(separator: "\n")[1]
    #expect(line == "It is held back: \(text)")
  }

  @Test(arguments: [
    (
      "a", #""consent": {"phone": true}"#,
      [
        "It is recommended, on rank 1, by phone.",
        "By phone all gates are open; gates that are closed on other channels",
        "  no-consent: there is no consent to email",
      ], "phone"
    ),
    (
      "a", #""consent": {"email": true, "phone": true}, "now": "2026-09-23T21:00:00Z""#,
      [
        "It is recommended, on rank 1, by email.",
        "By email all gates are open; gates that are closed on other channels",
        "  quiet-hours: phone has quiet hours (nights), until 2026-09-24T08:00:00Z",
      ], "email"
    ),
    (
      "a", #""consent": {"email": true, "phone": true}"#,
      ["It is recommended, on rank 1, by email.", "All gates are open."], "email"
    ),
    (
      "e", #""consent": {"phone": true}"#,
      [
        "No rule recommends it now.", "By phone all gates are open; gates that are closed on other channels",
        "  no-consent: there is no consent to email",
      ], nil
    ),
    (
      "a", #""consent": {"phone": false}"#,
      ["Gates that are closed", "  no-consent: there is no consent to email"], "email"
    ),
  ])
  func `says on which channel it is open where others are closed`(
    action: String, state: String, lines: [String], channel: String?
  ) throws {
    let book = Self.channels.replacing("rules:", with: "  e: {kind: k, channels: [email, phone]}\nrules:")
    let (explanation, plan) = try why(action, state, book: book)
    let found = explanation.page(plan).split(separator: "\n").map(String.init)
    for line in lines { #expect(found.contains(line), "\(line) in \(found)") }
    let json = String(decoding: explanation.json(plan), as: UTF8.self)
    let start = json.firstRange(of: #""verdict":"#)?.lowerBound ?? json.startIndex
    let end = json.firstRange(of: #","rules":"#)?.lowerBound ?? json.endIndex
    let part = json[start..<end]
    #expect(part.contains(#""channel":"#) == (channel != nil), "\(part)")
    if let channel { #expect(part.contains("\"channel\":\"\(channel)\""), "\(part)") }
  }

  /// What is proposed, in words.
  private func proposal(_ action: String, _ state: String, book: String) throws -> String {
    let (explanation, plan) = try why(action, state, book: book)
    let page = explanation.page(plan)
    guard let start = page.firstRange(of: "It would be first with") else { return "" }
    return page[start.lowerBound...].split(separator: "\n").dropFirst().map { $0.dropFirst(4) }
      .joined(separator: "; ")
  }

  private static let two = """
    actions: {a: {kind: k}, b: {kind: k, channels: [email]}}
    rules:
      always: {recommend: {action: a, score: 50}}

    """

  @Test(arguments: [
    // A fact goes before an entry of a list, and the nearest value before others.
    (
      "x: {when: {account.employees: {gte: 200}}, recommend: {action: b, score: 60}}",
      #""consent": {"email": true}, "account": {"employees": 120}"#, "account.employees: 200 instead of 120"
    ),
    (
      "x: {when: {any_of: [{account.employees: {gte: 200}}, {pain_points: delay}]}, recommend: {action: b, score: 60}}",
      #""consent": {"email": true}"#, "account.employees: 200 instead of not known"
    ),
    ("x: {recommend: {action: b, score: 60}}", "", "consent to email"),
    (
      "x: {when: {pain_points: delay}, recommend: {action: b, score: 60}}", #""consent": {"email": true}"#,
      "one more entry: the pain point delay"
    ),
    (
      "x: {unless: {triggers: trial}, recommend: {action: b, score: 60}}",
      #""consent": {"email": true}, "triggers": ["trial"]"#, "one entry less: the trigger Free trial"
    ),
    // A signal that a rule detects comes of a fact, too.
    (
      "x: {when: {triggers: trial}, recommend: {action: b, score: 60}}\n  y: {when: {account.active: true}, detect: {trigger: trial}}",
      #""consent": {"email": true}"#, "account.active: true instead of not known"
    ),
    // So does a stage that is placed.
    (
      "x: {when: {stage: decision}, recommend: {action: b, score: 60}}\n  y: {when: {account.active: true}, place: {stage: decision}}",
      #""consent": {"email": true}, "stage": "awareness""#, "stage: decision instead of awareness"
    ),
    (
      "x: {from: 2026-10-01, recommend: {action: b, score: 60}}", #""consent": {"email": true}"#,
      "some patience, until 2026-10-01T00:00:00Z"
    ),
    (
      "x: {recommend: {action: b, score: 40}}", #""consent": {"email": true}"#,
      "a score of 51 instead of 40 from the rule x (1001.yaml:4)"
    ),
    (
      "x: {when: {if: 'true'}, recommend: {action: b, score: 40 + 1}}", #""consent": {"email": true}"#,
      "a weight of 1.22 instead of 1 (1001.yaml:1)"
    ),
    (
      "x: {when: {stage: decision, sentiment: {gt: 0}, pain_points: delay}, recommend: {action: b, score: 60}}",
      #""consent": {"email": true}"#,
      "stage: decision instead of not known; sentiment: 1 instead of not known; one more entry: the pain point delay"
    ),
    // More than three.
    (
      "x: {when: {stage: decision, sentiment: {gt: 0}, pain_points: delay}, recommend: {action: b, score: 60}}",
      "", ""
    ),
    // Only an expression asks for it.
    (
      "x: {when: {if: account.employees > 5}, recommend: {action: b, score: 60}}",
      #""consent": {"email": true}"#, ""
    ),
  ])
  func `proposes the smallest change`(rule: String, state: String, change: String) throws {
    #expect(try proposal("b", state, book: Self.two + "  \(rule)\n") == change)
  }

  @Test func `a search that ends before its end says so`() throws {
    let scenario = try Scenario(Self.book)
    let state = try scenario.read(Self.state)
    var run = DecisionRun(scenario.plan, limits: ExpressionLimits())
    let action = try #require(scenario.plan.action(named: "roi"))
    for budget in [0, 40, 200] {
      let explanation = run.why(
        action, state, history: .none, clock: Instant(microseconds: 0), limit: nil, budget: budget)
      #expect(!explanation.smallestChange.isShown && explanation.smallestChange.changes == nil, "\(budget)")
      #expect(explanation.smallestChange.tried <= 3)
    }
  }

  @Test func `a score that is enough is the least whole one, or the least of all where none is`() {
    #expect(Priority.leastFactor(reaching: 80_000_001, with: 1, decimals: 0) == 81)
    #expect(Priority.leastFactor(reaching: 80_000_000, with: 1, decimals: 0) == 80)
    #expect(Priority.leastFactor(reaching: 99_000_001, with: 1, decimals: 0) == 100)
    #expect(Priority.leastFactor(reaching: 199_980_001, with: 2, decimals: 0) == 100)
    #expect(Priority.leastFactor(reaching: 99_500_001, with: 0.995, decimals: 2) == nil)
    #expect(Priority.leastFactor(reaching: 50_000_001, with: 41, decimals: 2) == 1.22)
    #expect(Priority.leastFactor(reaching: 1, with: 0, decimals: 2) == nil)
  }
}
