import Testing

@testable import Decisions

@Suite("The ranking")
struct RankingTests {
  @Test(
    arguments: [
      ("50", "1", "50"), ("0", "1", "0"), ("50", "0", "0"), ("100", "100", "10000"), ("80", "0.5", "40"),
      ("0.1", "3", "0.3"),
      ("0.7", "0.1", "0.07"), ("33.3", "3.3", "109.89"), ("99.99", "99.99", "9998.0001"),
      // Halves, which are halves in binary too.
      ("0.0078125", "1", "0.007813"), ("0.0234375", "1", "0.023438"),
      ("0.007812499999999999", "1", "0.007812"),
      // Below a half by less than a product of doubles shows.
      ("0.9205", "2.907", "2.675893"), ("36.8825", "2.783", "102.643997"), ("5.5957", "0.605", "3.385398"),
      ("7.4705", "2.239", "16.726449"), ("67.5325", "0.047", "3.174027"), ("0.7523", "2.415", "1.816804"),
      ("0.0000005", "1", "0"), ("0.00000051", "1", "0.000001"), ("5e-324", "100", "0"),
    ] as [(String, String, String)])
  func `multiplies score and weight exactly and rounds to millionths, halves up`(
    score: String, weight: String, priority: String
  ) throws {
    let answer = try Scenario(
      """
      actions: {a: {kind: k, weight: \(weight)}}
      rules: {r: {recommend: {action: a, score: \(score)}}}
      """
    ).decide("")
    #expect(answer.text.contains("\"priority\":\(priority),"))
  }

  private static func book(_ rules: String) -> String {
    """
    actions: {a: {kind: k}, b: {kind: k, weight: 2}, c: {kind: k}, a-b: {kind: k}, a1: {kind: k}, a_b: {kind: k}}
    rules: {\(rules)}
    """
  }

  @Test(arguments: orders)
  func `orders by priority, then by the bytes of the id`(_ example: Example) throws { try example.check() }

  static let orders: [Example] = [
    .init("by score", book("r: {recommend: [{action: c, score: 51}, a]}"), "matched c a"),
    .init("by score and weight", book("r: {recommend: [{action: c, score: 99}, b]}"), "matched b c"),
    .init(
      "by weight alone", book("r: {recommend: [{action: a, score: 40}, {action: b, score: 20}]}"),
      "matched a b"),
    .init("by id", book("r: {recommend: [a_b, a1, c, a-b, a]}"), limit: 9, "matched a a-b a1 a_b c"),
    .init(
      "equal once they are rounded",
      book("r: {recommend: [{action: c, score: 50.0000001}, {action: a, score: 50}]}"), "matched a c"),
    .init("with a score of zero", book("r: {recommend: [{action: c, score: 0}]}"), "matched c"),
  ]

  @Test
  func `merges candidates of one action: the best score, every rule, the first reason`() throws {
    let scenario = try Scenario(
      """
      actions: {a: {kind: k}}
      rules:
        z: {recommend: {action: a, score: 90}}
        y: {recommend: {action: a, score: 70}, because: seventy}
        x: {recommend: {action: a, score: 90}, because: ninety}
        w: {recommend: {action: a, score: 90}}
        v: {when: {triggers: trial}, recommend: {action: a, score: 100}}
        u: {unless: {pain_points: {none: price}}, recommend: a, because: never}
      """)
    let merged = try #require(try scenario.decide("").recommendations.first)
    #expect(merged["score"] as? Double == 90)
    #expect(merged["priority"] as? Double == 90)
    #expect(merged["rules"] as? [String] == ["w", "x", "z", "y"])
    #expect(merged["because"] as? String == "ninety")
  }

  @Test
  func `leaves out a reason that no rule gives`() throws {
    let answer = try Scenario("actions: {a: {kind: k}}\nrules: {r: {recommend: a}}").decide("")
    #expect(answer.recommendations.first?["because"] == nil)
    #expect(!answer.text.contains("because"))
  }

  @Test(arguments: wishes)
  func `tries channels wished for first, in order of score, then the action's own`(_ example: Example) throws
  { try example.check() }

  private static func wishing(_ rules: String) -> String {
    """
    actions: {a: {kind: k, channels: [email, post, phone]}}
    rules: {\(rules)}
    """
  }

  static let wishes: [Example] = [
    .init("no wish, the first open", wishing("r: {recommend: a}"), "matched a/post"),
    .init("a wish", wishing("r: {recommend: {action: a, channel: phone}}"), "matched a/phone"),
    .init(
      "the wish of the better score",
      wishing(
        "r: {recommend: {action: a, channel: post, score: 10}}, s: {recommend: {action: a, channel: phone, score: 20}}"
      ), "matched a/phone"),
    .init(
      "of equals the wish of the smaller id",
      wishing("r: {recommend: {action: a, channel: phone}}, s: {recommend: {action: a, channel: post}}"),
      "matched a/phone"),
    .init(
      "a wish that is closed", wishing("r: {recommend: {action: a, channel: phone}}"),
      #""consent": {"phone": false}"#, "matched a/post"),
    .init(
      "the wish's reason where all are closed",
      """
      actions: {a: {kind: k, channels: [email, phone]}}
      rules: {r: {recommend: {action: a, channel: phone}}}
      """, #""consent": {"phone": false}"#, "held_back; a no-consent/phone by phone"),
  ]
}
