import Testing

/// What was tried and not sent, tried again, and refused meanwhile.
@Suite("Contacts that were tried again")
struct RetriedContactTests {
  private static let book = """
    actions: {a: {kind: k, channels: [phone], cooldown: 7d}, p: {kind: k, channels: [post]}}
    rules: {r: {recommend: a}}
    """

  private static func record(
    _ outcome: String, at clock: String, decision: String? = nil, channel: String = "phone",
    action: String = "a"
  ) -> String {
    let decision = decision.map { #", "decision": "\#($0)""# } ?? ""
    return
      #"{"action": "\#(action)", "channel": "\#(channel)", "at": "2026-09-23T\#(clock)Z", "outcome": "\#(outcome)"\#(decision)}"#
  }

  @Test(arguments: cases)
  func `count by what came of them`(_ example: Example) throws {
    try example.check()
  }

  @Test(arguments: cases)
  func `whatever the order of the records`(_ example: Example) throws {
    try example.reversingContacts.check()
  }

  static let cases: [Example] = [
    .init(
      "a try that failed takes away only itself", book,
      contacts(record("not_sent", at: "09:00:00"), record("delivered", at: "09:10:00")),
      "held_back; a cooldown until 2026-09-30T09:10:00Z"),
    .init(
      "nor does a later failure take the message before it", book,
      contacts(record("delivered", at: "09:00:00"), record("not_sent", at: "09:10:00")),
      "held_back; a cooldown until 2026-09-30T09:00:00Z"),
    .init(
      "a failure that names its decision takes that decision's contact", book,
      contacts(
        record("delivered", at: "09:00:00", decision: "d"), record("not_sent", at: "09:05:00", decision: "d")),
      "matched a/phone"),
    .init(
      "and not the try after it", book,
      contacts(
        record("delivered", at: "09:00:00", decision: "d"), record("not_sent", at: "09:05:00", decision: "d"),
        record("delivered", at: "09:10:00")), "held_back; a cooldown until 2026-09-30T09:10:00Z"),
    .init(
      "an opt-out beside a failure is heard", book,
      contacts(record("not_sent", at: "09:00:00"), record("unsubscribed", at: "09:10:00")),
      "held_back; a cooldown"),
    .init(
      "also where both are of one decision", book,
      contacts(
        record("unsubscribed", at: "09:00:00", decision: "d"),
        record("not_sent", at: "09:05:00", decision: "d")),
      "held_back; a no-consent/phone by phone"),
    .init(
      "a bounce beside a failure as well", book,
      contacts(
        record("bounced", at: "09:00:00", decision: "d"), record("not_sent", at: "09:05:00", decision: "d")),
      "held_back; a bounced/phone by phone until 2026-09-25T09:00:00Z"),
    .init(
      "a complaint that names its decision and another channel closes both", both,
      contacts(
        record("delivered", at: "08:00:00", decision: "d"),
        record("complained", at: "09:00:00", decision: "d", channel: "post")),
      "held_back; b no-consent/phone by phone; p no-consent/post by post"),
    .init(
      "a bounce closes only the channel that it names", both,
      contacts(
        record("delivered", at: "08:00:00", decision: "d"),
        record("bounced", at: "09:00:00", decision: "d", channel: "post")),
      "matched b/phone; p bounced/post by post until 2026-10-23T09:00:00Z"),
    .init(
      "an opt-out that names a decision alone closes the channel of its contact", both,
      contacts(
        record("delivered", at: "08:00:00", decision: "d"),
        #"{"action": "a", "at": "2026-09-23T09:00:00Z", "outcome": "unsubscribed", "decision": "d"}"#),
      "matched p/post; b no-consent/phone by phone"),
    .init(
      "whoever opened something was delivered it",
      """
      actions: {a: {kind: k}, b: {kind: k}}
      rules: {r: {when: {contacts: {outcome: delivered}}, recommend: b}}
      """, contacts(record("opened", at: "09:00:00")), "matched b"),
    .init(
      "for pauses, too, at the contact's instant",
      """
      policies: {pauses: {p: {kind: k, after: 1, outcomes: [delivered], within: 1d, pause: 2d}}}
      actions: {a: {kind: k}, b: {kind: k}}
      rules: {r: {recommend: b}}
      """, contacts(record("clicked", at: "09:00:00")), "held_back; b paused by p until 2026-09-25T09:00:00Z"),
    .init(
      "a bounce is no delivery",
      """
      actions: {a: {kind: k}, b: {kind: k}}
      rules: {r: {when: {contacts: {outcome: delivered}}, recommend: b}}
      """, contacts(record("bounced", at: "09:00:00")), "no_match"),
  ]

  private static let both = """
    actions: {a: {kind: k, channels: [phone]}, b: {kind: k, channels: [phone]}, p: {kind: k, channels: [post]}}
    rules: {r: {recommend: [b, p]}}
    """
}

extension Example {
  /// The same with its list of contacts the other way round.
  fileprivate var reversingContacts: Example {
    let start = #""contacts": ["#
    guard state.hasPrefix(start) else { return self }
    let records = state.dropFirst(start.count).dropLast().split(separator: "}, ").map {
      $0.hasSuffix("}") ? String($0) : "\($0)}"
    }
    return Example(name, book, contacts(records.reversed().joined(separator: ", ")), outline)
  }
}
