import Testing

@testable import Decisions

@Suite("A reason")
struct ReasonTests {
  private static let suppressing = """
    actions: {a: {kind: k}, b: {kind: m, title: B, channels: [phone, post]}}
    rules:
      r: {recommend: [a, b]}
      strike: {suppress: {kind: k}, because: {en: "On strike since {stage_entered}", da: "Strejke siden {stage_entered}"}}
      calls: {when: {triggers: trial}, suppress: {channel: [phone, post]}, because: No calls during a trial}
      silent: {when: {triggers: search}, suppress: {kind: m}}
    """

  @Test
  func `of a suppression has the rule's own words, in the person's language`() throws {
    let scenario = try Scenario(Self.suppressing)
    let answer = try scenario.decide(#""stage_entered": "2026-09-01", "triggers": ["trial"]"#)
    #expect(
      answer.text.contains(
        #""held_back":[{"action":"a","priority":50,"reason":"suppressed","by":"strike","because":"On strike since 2026-09-01T00:00:00Z"},"#
          + #"{"action":"b","priority":50,"reason":"channel-suppressed","by":"calls","because":"No calls during a trial","channel":"phone"}]"#
      ))
    let danish = try scenario.decide(#""person": {"language": "da-DK"}"#)
    #expect(danish.heldBack.first?["because"] as? String == "Strejke siden ?")
  }

  @Test
  func `of a rule that says none, and of what is no rule, has none`() throws {
    let answer = try Scenario(Self.suppressing).decide(#""triggers": ["search"]"#)
    #expect(answer.heldBack.map { $0["because"] as? String } == ["On strike since ?", nil])
    let capped = try Scenario(
      """
      policies: {caps: {r: {kind: k, at_most: 0, within: 1d}}}
      actions: {a: {kind: k}}
      rules: {r: {recommend: a, because: They asked}}
      """
    ).decide("")
    #expect(capped.text.contains(#""reason":"capped","by":"r"}]"#))
  }

  /// What stands between `channel` and `priority` of the first recommendation.
  private static func passedOver(_ answer: Answer) -> String {
    let text = answer.text
    guard let start = text.firstRange(of: "\"passed_over\":"), let end = text.firstRange(of: ",\"priority\":")
    else {
      return ""
    }
    return String(text[start.upperBound..<end.lowerBound])
  }

  private static let preferring = """
    policies:
      quiet_hours: {midday: {channels: [phone], from: "09:00", until: "13:00"}}
      caps: {mails: {channel: email, at_most: 1, within: 7d}}
    actions:
      a: {kind: k, channels: [email, phone, post], cooldown: 1d}
      b: {kind: m, channels: [email, post]}
      c: {kind: m}
    rules:
      r: {recommend: [{action: a, score: 60}, {action: b, score: 50}]}
      walk: {when: {triggers: renewal}, suppress: {channel: post, kind: k}, because: No paper}
    """

  @Test(arguments: passed)
  func `names the channels that a recommendation would rather have taken`(state: String, list: String) throws
  {
    let answer = try Scenario(Self.preferring).decide(state, limit: 1)
    #expect(Self.passedOver(answer) == list)
  }

  static let passed: [(String, String)] = [
    (#""consent": {"email": true}"#, ""),
    (
      "",
      #"[{"channel":"email","reason":"no-consent","by":"email"},{"channel":"phone","reason":"quiet-hours","by":"midday","until":"2026-09-23T13:00:00Z"}]"#
    ),
    (
      #""now": "2026-09-23T14:00:00Z""#, #"[{"channel":"email","reason":"no-consent","by":"email"}]"#
    ),
    (
      #""consent": {"email": true}, "#
        + contacts(#"{"action": "c", "channel": "email", "at": "2026-09-20T10:00:00Z"}"#)
        + #", "now": "2026-09-23T14:00:00Z""#,
      #"[{"channel":"email","reason":"channel-capped","by":"mails","until":"2026-09-27T10:00:00Z"}]"#
    ),
    (
      contacts(#"{"action": "c", "channel": "phone", "at": "2026-09-22T12:00:00Z", "outcome": "bounced"}"#)
        + #", "consent": {"email": false}"#,
      #"[{"channel":"email","reason":"no-consent","by":"email"},{"channel":"phone","reason":"bounced","by":"phone","until":"2026-09-24T13:00:00Z"}]"#
    ),
  ]

  @Test
  func `names those of a wish first, and a rule that shuts a channel by its id`() throws {
    let answer = try Scenario(
      """
      actions: {a: {kind: k, channels: [phone, post, email]}}
      rules:
        r: {recommend: {action: a, channel: post}}
        walk: {suppress: {channel: post, kind: k}, because: No paper}
      """
    ).decide("")
    #expect(Self.passedOver(answer) == #"[{"channel":"post","reason":"channel-suppressed","by":"walk"}]"#)
  }

  @Test
  func `sees what was chosen before, and nothing of what comes after`() throws {
    let answer = try Scenario(Self.preferring).decide(
      #""consent": {"email": true}, "now": "2026-09-23T14:00:00Z""#, limit: 2)
    #expect(answer.recommendations.map { Answer.text($0, "channel") } == ["email", "post"])
    #expect(answer.recommendations[0]["passed_over"] == nil)
    let second = answer.recommendations[1]["passed_over"] as? [[String: String]]
    #expect(
      second == [
        ["channel": "email", "reason": "channel-capped", "by": "mails", "until": "2026-09-30T14:00:00Z"]
      ])
  }

  @Test
  func `is told of a fallback too`() throws {
    let answer = try Scenario(
      "policies: {fallback: [a]}\nactions: {a: {kind: k, channels: [email, phone]}}"
    ).decide("")
    #expect(answer.outcome == "fallback")
    let list = answer.recommendations[0]["passed_over"] as? [[String: String]]
    #expect(list == [["channel": "email", "reason": "no-consent", "by": "email"]])
  }
}
