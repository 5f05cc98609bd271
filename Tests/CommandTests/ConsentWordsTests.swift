import Rules
import Testing

@testable import Commands

/// Which names and values are taken for a yes or a no to a channel.
@Suite struct ConsentWordsTests {
  @Test(arguments: [
    "consents", "email_consent", "opted_out", "HasOptedOutOfEmail", "Samtykke", "Frameldt dato", "DNC",
    "is-dnc",
    "Reklamebeskyttet", "Må kontaktes", "må ikke kontaktes", "Avmeldt", "får kontaktas", "Zgoda marketingowa",
    "Nie kontaktować", "Robinson", "Keine Werbung", "do_not_contact", "suppressed", "IsSuppressed",
    "noMarketing", "Kontaktsperre", "desinscrit", "Désinscrit le", "frabedt", "no_mail", "NoMail",
    "Ma ikke kontaktes",
    "withdrawn_at", "Revoked", "Abmeldedatum", "Framelding", "Fravalgt", "marked_as_spam", "reklamespaerre",
    "Wypisal sie", "emailBlacklisted", "Dar de baja",
  ]) func `names that speak of consent`(name: String) {
    #expect(ConsentWords.speaks(name))
  }

  @Test(arguments: [
    "permission", "Tilladelse", "newsletter", "Nyhedsbrev", "nyhetsbrev", "marketing", "Markedsføring",
    "Reklam",
    "e-mail", "Mail", "SMS", "email_ok", "may-call-phone", "mailTilladt", "Erlaubnis", "GDPR",
    "gdpr_ok", "suppress", "exclude", "Excluded", "bounced", "hard_bounced", "blocked",
    "Marketing contact status", "Marketing Contact", "Spam", "complaint", "Baja",
    "deceased", "markedsforing", "marknadsforing", "sparrad", "Kontakt ikke", "Ring ikke", "Ingen mails",
    "kontaktikke", "IngenKontakt", "Kontakta ej", "Kontakt nicht", "Nej tak", "Udmeldt", "Blokeret", "Stop",
    "Accepts Marketing", "accepts_marketing", "marketing ok", "Can be contacted", "Reachable",
    "is_active_subscriber", "Do_not", "Tilmeldt",
  ]) func `names that may`(name: String) {
    #expect(!ConsentWords.speaks(name))
    #expect(ConsentWords.maySpeak(name))
  }

  @Test(arguments: [
    "status", "subscription", "vip", "active", "stage", "email_verified", "phone_reached", "list",
    "marketing_lead",
    "option", "call", "post", "text", "dndoor", "male", "consent_date", "posted", "account.plan",
    "noise_level", "rounds", "excluded_products", "unsure", "exclusive_offers", "economail",
    "archived_projects", "dead_line", "no_of_emails", "not_contacted_since", "number_of_calls",
  ]) func `names that do not`(name: String) {
    #expect(!ConsentWords.speaks(name))
    #expect(!ConsentWords.maySpeak(name))
  }

  @Test(arguments: [
    ("no", ConsentAnswer.either), ("Nej", .either), ("0", .either), ("x", .either), ("opt-in", .either),
    ("Subscribed", .either), ("tilmeldt", .either), ("Nie", .either),
    ("unsubscribed", .optOut), ("Opted Out", .optOut), ("Afmeldt", .optOut), ("Brak zgody", .optOut),
    ("abgemeldet", .optOut), ("avmäld", .optOut), ("Avmeldt 2026", .optOut),
    ("unsub", .optOut), ("DNC", .optOut), ("opted out of email", .optOut), ("do not contact", .optOut),
    ("suppressed", .optOut), ("Robinson", .optOut), ("Cleaned", .optOut), ("Non-subscribed", .optOut),
    ("Archived", .optOut), ("Quarantined", .optOut), ("Deceased", .optOut),
    ("Non-marketing contact", .optOut),
    ("NEVER_SUBSCRIBED", .optOut), ("USER_SUPPRESSED", .optOut), ("HARD_BOUNCE", .optOut),
    ("Globally unsubscribed", .optOut), ("Désinscrit", .optOut), ("desinscrit", .optOut), ("Død", .optOut),
    ("Wypisał się", .optOut), ("frabedt", .optOut), ("sí", .either), ("Påmeldt", .either),
    ("spærret", .either), ("fałsz", .either), ("Nej tak", .optOut), ("Må ikke kontaktes", .optOut),
    ("Kontakt ikke", .optOut), ("Ingen mails", .optOut), ("ikke tilmeldt", .optOut), ("Udmeldt", .optOut),
    ("Keine Anrufe", .optOut), ("Ring inte", .optOut), ("vip, unsubscribed", .optOut),
    ("a|b;opted out", .optOut),
  ]) func `values that answer`(value: String, answer: ConsentAnswer) {
    #expect(ConsentAnswer(value) == answer)
  }

  @Test(arguments: [
    "", "2", "anna@acme.example", "weekly", "2026-09-01", "+45 12345678", "Spring 2026", "open",
    "no email address", "unsubstantiated", "rezygnacja z zakupu", "Robinson & Co", "archived in 2024",
    "deadline", "dødsbo", "Baja California", "Open - Not Contacted", "vip, gold",
    "no of calls",
    "kein Interesse",
    String(repeating: "unsubscribed ", count: 10),
  ]) func `values that do not`(value: String) {
    #expect(ConsentAnswer(value) == nil)
  }

  @Test(arguments: [
    ("suppression_reason", "manual", true), ("suppression_reason", "none", false),
    ("suppressions", "2026-09-01", false), ("exclusive_offers", "gold", false),
    ("bounce_reason", "full", true),
  ]) func `texts that say from what somebody is left out`(name: String, text: String, leavesOut: Bool) {
    #expect(ConsentWords.leavesOut(text, under: name) == leavesOut)
  }

  @Test(arguments: [
    ("HasOptedOutOfEmail", true), ("Ingen mails", true), ("Unsubscribed", true), ("Newsletter", false),
    ("Accepts Marketing", false), ("Samtykke", false),
  ]) func `a column that names a no has its cells turned round`(name: String, isTurned: Bool) {
    #expect(ConsentWords.cells(under: name).contains("turn its cells round") == isTurned)
  }

  @Test(arguments: [
    ("1042.0", "1042"), ("None", "leave it out"), ("<NA>", "leave it out"),
    ("{{contact.email}}", "placeholder"),
    ("*|EMAIL|*", "placeholder"), ("%%emailaddr%%", "placeholder"), ("4.2E+05", "shortened"),
  ]) func `what stands in the place of an id is told`(id: String, words: String) {
    #expect(SpreadsheetID.mistake(in: id)?.contains(words) == true)
  }

  @Test(arguments: ["1042", "10.5", "1.0.0", "anna@acme.example", "{x}", "none-such", "A.0"])
  func `what may be an id is none of them`(id: String) {
    #expect(SpreadsheetID.mistake(in: id) == nil)
  }

  @Test(arguments: ["no", "Nej", "0", "unsubscribed", "Spærret", "never", "false"])
  func `noes of a known answer`(text: String) {
    #expect(ConsentAnswer.isNo(text))
  }

  @Test(arguments: ["yes", "ja", "1", "x", "subscribed", "", "later"])
  func `what is no no of a known answer`(text: String) {
    #expect(!ConsentAnswer.isNo(text))
  }

  @Test(arguments: [
    ("email", true), ("email-nyhedsbrev", true), ("sms2", true), ("mail_marketing", true), ("post", true),
    ("direct-mail", true), ("e-mail", true), ("service-email", false), ("ordre-sms", false),
    ("website", false),
    ("post-purchase", false), ("in-app", false), ("transactional-mail", false), ("store", false),
  ]) func `channels that come to people uninvited`(id: String, reaches: Bool) {
    #expect(ChannelWords.reaches(id) == reaches)
  }
}
