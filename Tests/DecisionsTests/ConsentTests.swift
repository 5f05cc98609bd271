import Testing

@Suite("Consent")
struct ConsentTests {
  private static func book(_ channels: String) -> String {
    """
    actions: {a: {kind: k, channels: [\(channels)]}, c: {kind: k}}
    rules: {r: {recommend: a}}
    """
  }

  private static let (email, phone, post) = (book("email"), book("phone"), book("post"))

  @Test(arguments: kinds)
  func `is asked as the channel asks for it`(_ example: Example) throws { try example.check() }

  static let kinds: [Example] = [
    .init("opt-in, nothing said", email, "held_back; a no-consent/email by email"),
    .init("opt-in, given", email, #""consent": {"email": true}"#, "matched a/email"),
    .init("opt-in, given on a day", email, #""consent": {"email": {"given": true}}"#, "matched a/email"),
    .init(
      "opt-in, refused", email, #""consent": {"email": false}"#, "held_back; a no-consent/email by email"),
    .init("opt-in, null", email, #""consent": {"email": null}"#, "held_back; a no-consent/email by email"),
    .init(
      "opt-in, given for another", email, #""consent": {"post": true}"#,
      "held_back; a no-consent/email by email"),
    .init("opt-out, nothing said", phone, "matched a/phone"),
    .init(
      "opt-out, refused", phone, #""consent": {"phone": {"given": false}}"#,
      "held_back; a no-consent/phone by phone"),
    .init("none needed, refused", post, #""consent": {"post": false}"#, "matched a/post"),
    .init("the next channel", book("email, phone"), "matched a/phone"),
    .init(
      "no channel left", book("email, phone"), #""consent": {"phone": false}"#,
      "held_back; a no-consent/email by email"),
  ]

  private static func contact(
    _ outcome: String, _ channel: String?, at: String? = "2026-09-20T10:00:00Z", consent: String = ""
  ) -> String {
    var parts = [#""action": "c""#, #""outcome": "\#(outcome)""#]
    if let channel { parts.append(#""channel": "\#(channel)""#) }
    if let at { parts.append(#""at": "\#(at)""#) }
    return contacts("{\(parts.joined(separator: ", "))}")
      + (consent.isEmpty ? "" : #", "consent": {\#(consent)}"#)
  }

  @Test(arguments: optOuts)
  func `is withdrawn by an opt-out until it is given strictly later`(_ example: Example) throws {
    try example.check()
  }

  static let optOuts: [Example] = [
    .init("unsubscribed", phone, contact("unsubscribed", "phone"), "held_back; a no-consent/phone by phone"),
    .init("complained", phone, contact("complained", "phone"), "held_back; a no-consent/phone by phone"),
    .init(
      "whatever the kind of consent", post, contact("complained", "post"),
      "held_back; a no-consent/post by post"),
    .init("not by a dismissal", phone, contact("dismissed", "phone"), "matched a/phone"),
    .init("on that channel only", phone, contact("unsubscribed", "post"), "matched a/phone"),
    .init("on none where it names none", phone, contact("unsubscribed", nil), "matched a/phone"),
    .init(
      "a bare true does not override", email, contact("unsubscribed", "email", consent: #""email": true"#),
      "held_back; a no-consent/email by email"),
    .init(
      "nor does one without a time", email,
      contact("unsubscribed", "email", consent: #""email": {"given": true}"#),
      "held_back; a no-consent/email by email"),
    .init(
      "nor one at the same time", email,
      contact("unsubscribed", "email", consent: #""email": {"given": true, "at": "2026-09-20T10:00:00Z"}"#),
      "held_back; a no-consent/email by email"),
    .init(
      "a later one does", email,
      contact(
        "unsubscribed", "email", consent: #""email": {"given": true, "at": "2026-09-20T10:00:00.000001Z"}"#),
      "matched a/email"),
    .init(
      "a later one does where none is needed", post,
      contact("unsubscribed", "post", consent: #""post": {"given": true, "at": "2026-09-21T00:00:00Z"}"#),
      "matched a/post"),
    .init(
      "a later no does not", post,
      contact("unsubscribed", "post", consent: #""post": {"given": false, "at": "2026-09-21T00:00:00Z"}"#),
      "held_back; a no-consent/post by post"),
    .init(
      "one without time is for good", email,
      contact(
        "unsubscribed", "email", at: nil, consent: #""email": {"given": true, "at": "2026-09-21T00:00:00Z"}"#),
      "held_back; a no-consent/email by email"),
  ]

  @Test(arguments: bounces)
  func `aside, a bounce closes a channel for a while`(_ example: Example) throws { try example.check() }

  static let bounces: [Example] = [
    .init(
      "for as long as the channel says", phone,
      contact("bounced", "phone", at: "2026-09-21T10:00:00.000001Z"),
      "held_back; a bounced/phone by phone until 2026-09-23T10:00:00.000001Z"),
    .init("and no longer", phone, contact("bounced", "phone", at: "2026-09-21T10:00:00Z"), "matched a/phone"),
    .init(
      "for thirty days where it says nothing", post, contact("bounced", "post"),
      "held_back; a bounced/post by post until 2026-10-20T10:00:00Z"),
    .init("on that channel only", phone, contact("bounced", "post"), "matched a/phone"),
    .init(
      "never where no consent is given", email, contact("bounced", "email"),
      "held_back; a no-consent/email by email"),
    .init(
      "with the other channel's opening", book("email, phone"),
      contact("bounced", "phone", at: "2026-09-22T10:00:00Z"),
      "held_back; a no-consent/email by email until 2026-09-24T10:00:00Z"),
    .init(
      "with the first opening of several", book("post, phone"),
      contacts(
        #"{"action": "c", "channel": "post", "at": "2026-09-20T10:00:00Z", "outcome": "bounced"}"#,
        #"{"action": "c", "channel": "phone", "at": "2026-09-22T10:00:00Z", "outcome": "bounced"}"#),
      "held_back; a bounced/post by post until 2026-09-24T10:00:00Z"),
  ]

  @Test
  func `comes before bounces, quiet hours, suppressions, caps and pauses of a channel`() throws {
    let book = """
      policies:
        quiet_hours: {q: {channels: [phone], from: "00:00", until: "23:59"}}
        caps: {c: {channel: phone, at_most: 0, within: 1d}}
        pauses: {p: {channel: phone, after: 1, outcomes: [dismissed], within: 1d, pause: 9d}}
      actions: {a: {kind: k, channels: [phone]}, c: {kind: k}}
      rules:
        r: {recommend: a}
        s: {when: {triggers: trial}, suppress: {channel: phone}}
      """
    let bounced = #"{"action": "c", "channel": "phone", "at": "2026-09-22T10:00:00Z", "outcome": "bounced"}"#
    let dismissed =
      #"{"action": "c", "channel": "phone", "at": "2026-09-20T10:00:00Z", "outcome": "dismissed"}"#
    let scenario = try Scenario(book)
    let list = contacts(bounced, dismissed) + #", "triggers": ["trial"]"#
    #expect(
      try scenario.decide(list + #", "consent": {"phone": false}"#).outline.contains("a no-consent/phone"))
    #expect(try scenario.decide(list).outline.contains("a bounced/phone"))
    let later = #", "now": "2026-09-26T10:00:00Z""#
    #expect(try scenario.decide(list + later).outline.contains("a quiet-hours/phone"))
    let night = #", "now": "2026-09-26T23:59:30Z""#
    #expect(try scenario.decide(list + night).outline.contains("a channel-suppressed/phone by s"))
    #expect(try scenario.decide(contacts(dismissed) + night).outline.contains("a channel-capped/phone by c"))
  }
}
