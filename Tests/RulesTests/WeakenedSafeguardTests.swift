import Diagnostics
import RuleFiles
import Rules
import Testing

/// What keeps less from people under the next book.
@Suite struct WeakenedSafeguardTests {
  private static let base = """
    stages: {decision: {phase: before}}
    pain_points: {complaint: {label: Klage}, price: {label: Pris}}
    channels:
      email: {consent: opt-in, label: E-mail}
      phone: {consent: opt-out}
      newsletter: {consent: opt-out}
    actions:
      offer: {kind: offer, title: {da: Tilbud, de: Angebot}, channels: [email], cooldown: 30d}
      call: {kind: call, channels: [phone], cooldown: 7d, eligible: {stage: decision}}
    rules:
      give: {when: {stage: decision}, recommend: [offer, call]}
      silence: {when: {pain_points: complaint}, suppress: {all: true}}
      too-dear: {when: {stage: decision, pain_points: price}, suppress: {kind: offer}}
    policies:
      time_zone: Europe/Copenhagen
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
    (
      "silence: {when: {pain_points: complaint}", "quiet: {when: {pain_points: price}",
      "the rule 'silence', which suppressed, is gone"
    ),
    (
      "silence: {when", "quiet: {enabled: false, when", "the rule 'silence', which suppressed, is gone"
    ),
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
      "[phone], cooldown: 7d", "[], cooldown: 7d",
      "the action 'call' goes by no channel any more: no consent and no quiet hours hold it back"
    ),
    (
      "[email], cooldown", "[newsletter], cooldown",
      "the action 'offer' goes by 'newsletter' in place of 'email' now: who opted out of 'email' is not kept from it, it needs less consent, and the cap 'two-mails' does not hold it back"
    ),
    (
      "[email], cooldown", "[email, newsletter], cooldown",
      "the action 'offer' goes by 'newsletter' as well: it needs less consent, and the cap 'two-mails' does not hold it back"
    ),
    (
      "[phone], cooldown", "[phone, newsletter], cooldown",
      "the action 'call' goes by 'newsletter' as well: it has fewer quiet hours"
    ),
    (
      "[phone], cooldown", "[email], cooldown",
      "the action 'call' goes by 'email' in place of 'phone' now: it has fewer quiet hours"
    ),
    (
      ", eligible: {stage: decision}", "",
      "the action 'call' may go to more people: its 'eligible' is gone"
    ),
    (
      "eligible: {stage: decision}", "eligible: {any_of: [{stage: decision}, {pain_points: price}]}",
      "the action 'call' may go to more people: its 'eligible' changed"
    ),
    (
      "{label: Klage}", "{label: Klage, lasts: 1d}",
      "the pain point 'complaint' lasts 1d in place of 90d: the rule 'silence' holds back by it"
    ),
    (
      "Copenhagen", "London",
      "quiet hours go by the clock of 'Europe/London' now: it was that of 'Europe/Copenhagen'"
    ),
    ("suppress: {all: true}", "suppress: {kind: offer}", less("'suppress'")),
    ("suppress: {all: true}", "suppress: {all: true, except: {kind: call}}", less("'suppress'")),
    ("suppress: {kind: offer}", "suppress: {kind: offer, channel: phone}", less("'suppress'", "too-dear")),
    (
      "pain_points: complaint}", "pain_points: {any: [complaint], min_severity: 0.95}}",
      less("'when'")
    ),
    ("{pain_points: complaint}", "{pain_points: complaint, stage: decision}", less("'when'")),
    ("{pain_points: complaint}", "{pain_points: price}", less("'when'")),
    ("{pain_points: complaint}", "{if: '\"complaint\" in pain_points'}", less("'when'")),
    ("silence: {when", "silence: {unless: {stage: decision}, when", less("'unless'")),
    ("silence: {when", "silence: {until: 2030-11-01, when", less("the time in which it holds")),
    ("silence: {when", "silence: {from: 2030-11-01, when", less("the time in which it holds")),
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
    ("at_most: 2, within: 7d", "at_most: 2, per: account, within: 7d"), ("nights:", "nightly:"),
    ("silence:", "quiet:"),
    ("silence: {when: {pain_points: complaint}", "quiet: {when: {pain_points: [complaint, price]}"),
    ("opt-out", "opt-in"), ("cooldown: 7d", "cooldown: 8d"),
    ("pause: 60d", "pause: 90d"),
    ("label: Klage", "label: Reklamation, aliases: [Klage]"), ("Tilbud", "Gode tilbud"),
    // What is known by its alias is not lost.
    ("complaint: {label: Klage}", "klage: {label: Klage, aliases: [complaint]}"),
    ("give:", "give-it:"),
    ("{stage: decision}}\n", "{stage: decision, pain_points: price}}\n"),
    ("{label: Pris}", "{label: Pris, lasts: 100d}"),
    // Rules that hold back as much in other words, or more.
    ("{pain_points: complaint}", "{pain_points: [price, complaint]}"),
    ("{pain_points: complaint}", "{any_of: [{pain_points: complaint}, {stage: decision}]}"),
    ("{pain_points: complaint}", "{all_of: [{pain_points: complaint}]}"),
    ("{stage: decision, pain_points: price}", "{pain_points: price}"),
    ("suppress: {kind: offer}", "suppress: {action: offer}"),
    ("suppress: {kind: offer}", "suppress: {kind: [call, offer]}"),
    ("suppress: {kind: offer}", "suppress: {all: true, except: {kind: call}}"),
  ])
  func `what keeps as much from people is not told`(_ old: String, _ new: String) throws {
    var changed = Self.base.replacing(old, with: new)
    if new.contains("klage:") {
      changed = changed.replacing("pain_points: complaint", with: "pain_points: klage")
    }
    #expect(try Self.weakened(to: changed) == [])
  }

  @Test func `yeses to a channel that is new are mostly those to the one it takes the place of`() throws {
    let changed = Self.base.replacing("  phone:", with: "  product-mail: {consent: opt-in}\n  phone:")
      .replacing("channels: [email], cooldown", with: "channels: [product-mail], cooldown")
    #expect(
      try Self.weakened(to: changed).first?.hasPrefix(
        "the action 'offer' goes by 'product-mail' in place of 'email' now: who opted out of 'email' is not kept from it"
      ) == true)
  }

  @Test func `an action that left a channel which is gone is told of by what it goes by`() throws {
    let changed = Self.base.replacing("  email: {consent: opt-in, label: E-mail}\n", with: "")
      .replacing("[email]", with: "[newsletter]").replacing("channel: email", with: "channel: newsletter")
    #expect(
      try Self.weakened(to: changed).first
        == "the action 'offer' goes by 'newsletter' in place of 'email' now: who opted out of 'email' is not kept from it, and it needs less consent"
    )
  }

  @Test func `a rule of the same words is as strict under new ids of kinds, and what counts forgets`() throws
  {
    let changed = Self.base.replacing("kind: offer", with: "kind: bargain")
    #expect(
      try Self.weakened(to: changed) == [
        "the action 'offer' is of the kind 'bargain' in place of 'offer': what was sent of it before counts no more for the pause 'noes'"
      ])
  }

  @Test(arguments: [
    (
      "offers: {kind: offer, title: {da: Tilbud, de: Angebot}", "the action 'offer' is 'offers' now: ",
      "counts for no cooldown of it, nor for the cap 'one-offer'"
    ),
    (
      "offers: {kind: offer, title: Deals",
      "the action 'offer' is gone and 'offers', which is like it, is new: ",
      "counts for no cooldown of it, nor for the cap 'one-offer'"
    ),
  ])
  func `what was sent under another id is told of with all that counts it`(
    _ action: String, _ what: String, _ counts: String
  ) throws {
    let base = Self.base.replacing(
      "    two-mails:", with: "    one-offer: {action: offer, at_most: 1, within: 90d}\n    two-mails:")
    let changed = base.replacing("offer: {kind: offer, title: {da: Tilbud, de: Angebot}", with: action)
      .replacing("[offer, call]", with: "[offers, call]").replacing(
        "{action: offer,", with: "{action: offers,")
    let weakened = WeakenedSafeguard.all(from: try Self.book(base), to: try Self.book(changed)).map(\.words)
    #expect(weakened == ["\(what)what was sent as 'offer' \(counts)"])
  }

  @Test func `a rule is not said to have changed where an action left its kind`() throws {
    let changed = Self.base.replacing("call: {kind: call", with: "call: {kind: offer")
    #expect(try Self.weakened(to: changed) == [])
    #expect(
      WeakenedSafeguard.all(from: try Self.book(changed), to: try Self.book(Self.base)).map(\.words) == [
        "the action 'call' is of the kind 'call' in place of 'offer': the pause 'noes' and the rule 'too-dear' do not hold for it any more"
      ])
  }

  @Test func `an expression in another layout is the same`() throws {
    let base = Self.base.replacing(
      "{pain_points: complaint}", with: "{if: '\"complaint\" in pain_points && now > now'}")
    let changed = base.replacing("pain_points && now > now'", with: "pain_points&&now  >  now // as before'")
    #expect(changed != base)
    #expect(WeakenedSafeguard.all(from: try Self.book(base), to: try Self.book(changed)) == [])
  }

  private static func less(_ what: String, _ rule: String = "silence") -> String {
    "the rule '\(rule)' suppresses otherwise now, and perhaps less: \(what) changed"
  }

  private static func weakened(to changed: String) throws -> [String] {
    WeakenedSafeguard.all(from: try book(base), to: try book(changed)).map(\.words)
  }

  private static func book(_ text: String) throws -> RuleBook {
    let load = RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))])
    return try #require(load.book, "\(load.diagnostics)")
  }
}
