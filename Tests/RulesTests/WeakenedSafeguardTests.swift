import Diagnostics
import RuleFiles
import Rules
import Testing

/// What keeps less from people under the next book.
@Suite struct WeakenedSafeguardTests {
  private static let base = """
    stages: {decision: {phase: before}}
    pain_points: {complaint: {label: Klage}}
    channels: {email: {consent: opt-in, label: E-mail}, phone: {consent: opt-out}}
    actions:
      offer: {kind: offer, title: {da: Tilbud, de: Angebot}, channels: [email], cooldown: 30d}
      call: {kind: call, channels: [phone], cooldown: 7d}
    rules:
      give: {when: {stage: decision}, recommend: [offer, call]}
      silence: {when: {pain_points: complaint}, suppress: {all: true}}
    policies:
      quiet_hours:
        nights: {channels: [phone], from: "20:00", until: "08:00"}
        sundays: {channels: [phone], days: [sun]}
      caps:
        two-mails: {channel: email, at_most: 2, within: 7d}
      pauses:
        noes: {kind: offer, after: 2, outcomes: [dismissed], within: 30d, pause: 60d}
    """

  @Test(arguments: [
    (
      "opt-in, label: E-mail", "none, label: E-mail",
      "the channel 'email' needs no consent any more: it was opt-in"
    ),
    (
      "opt-in, label: E-mail", "opt-out, label: E-mail",
      "the channel 'email' goes to all who have not said no: it was opt-in"
    ),
    (
      "email", "mail",
      "the channel 'email' is gone and 'mail' is new: who opted out of 'email' is not kept from it"
    ),
    (
      "complaint", "aaben-klage",
      "the pain point 'complaint' is 'aaben-klage' now: what was reported as 'complaint' is not known any more"
    ),
    (
      "silence: {when", "silence: {enabled: false, when",
      "the rule 'silence', which suppressed, is switched off"
    ),
    ("silence: {when", "quiet: {when", "the rule 'silence', which suppressed, is gone"),
    ("sundays: {channels: [phone], days: [sun]}", "", "the channel 'phone' has fewer quiet hours"),
    (#"until: "08:00""#, #"until: "07:00""#, "the channel 'phone' has fewer quiet hours"),
    ("at_most: 2, within: 7d", "at_most: 20, within: 7d", "the cap 'two-mails' allows 20 in place of 2"),
    ("at_most: 2, within: 7d", "at_most: 2, within: 1d", "the cap 'two-mails' holds back less"),
    ("two-mails: {channel: email,", "mails: {channel: email, kind: call,", "the cap 'two-mails' is gone"),
    ("pause: 60d", "pause: 6d", "the pause 'noes' holds back less"),
    (", cooldown: 7d", "", "the cooldown of the action 'call' is gone"),
    ("cooldown: 30d", "cooldown: 3d", "the cooldown of the action 'offer' is 3d in place of 30d"),
    ("cooldown: 7d", "cooldown: 7d, caps: {exempt: true}", "no cap holds the action 'call' back any more"),
    (
      "offer: {kind: offer,", "offers: {kind: offer,",
      "the action 'offer' is 'offers' now: what was sent as 'offer' counts for no cooldown of it"
    ),
  ])
  func `what keeps less from people is told`(_ old: String, _ new: String, _ words: String) throws {
    var changed = Self.base.replacing(old, with: new)
    if old.hasPrefix("offer:") { changed = changed.replacing("[offer, call]", with: "[offers, call]") }
    #expect(try Self.weakened(to: changed) == [words])
  }

  @Test(arguments: [
    // The same under other ids, and more than before.
    ("two-mails:", "two-mails-a-week:"), ("at_most: 2, within: 7d", "at_most: 1, within: 14d"),
    ("nights:", "nightly:"), ("opt-out", "opt-in"), ("cooldown: 7d", "cooldown: 8d"),
    ("pause: 60d", "pause: 90d"),
    ("label: Klage", "label: Reklamation"), ("Tilbud", "Gode tilbud"),
    // What is known by its alias is not lost.
    ("complaint: {label: Klage}", "klage: {label: Klage, aliases: [complaint]}"),
    ("give:", "give-it:"),
  ])
  func `what keeps as much from people is not told`(_ old: String, _ new: String) throws {
    var changed = Self.base.replacing(old, with: new)
    if new.contains("aliases") {
      changed = changed.replacing("pain_points: complaint", with: "pain_points: klage")
    }
    #expect(try Self.weakened(to: changed) == [])
  }

  private static func weakened(to changed: String) throws -> [String] {
    WeakenedSafeguard.all(from: try book(base), to: try book(changed)).map(\.words)
  }

  private static func book(_ text: String) throws -> RuleBook {
    let load = RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))])
    return try #require(load.book, "\(load.diagnostics)")
  }
}
