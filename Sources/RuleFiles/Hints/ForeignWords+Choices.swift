import Diagnostics

/// What people write for the few words that may stand in a place.
extension ForeignWords {
  /// The word that was probably meant.
  ///
  /// - Parameter noun: what is chosen.
  static func choice(_ text: String, of noun: String) -> String? {
    choices[noun]?[text.lowercased().trimmed]
  }

  static let choices: [String: [String: String]] = [
    "weekday": words([
      "mon": "mo mandag monday montag måndag lundi mandags",
      "tue": "tu ti di tirsdag tuesday dienstag tisdag mardi tir tues",
      "wed": "we on mi onsdag wednesday mittwoch mercredi ons",
      "thu": "th to do torsdag thursday donnerstag jeudi tor thur thurs",
      "fri": "fr fredag friday freitag vendredi fre",
      "sat": "sa lø lør lørdag saturday samstag lördag samedi lör",
      "sun": "su sø søn so søndag sunday sonntag söndag dimanche sön",
    ]),
    "type": words([
      "string": "text str varchar char tekst enum id uuid money currency",
      "int": "integer heltal whole count long bigint",
      "number": "float double decimal percent percentage tal numeric real",
      "bool": "boolean yesno flag", "timestamp": "date datetime time dato instant day",
      "strings": "list array set liste tags",
    ]),
    "outcome": words([
      "dismissed": "afvist rejected declined ignored refused afslået", "opened": "åbnet read seen viewed",
      "clicked": "klikket click",
      "delivered": "leveret sent received", "bounced": "bounce fejlet failed",
      "accepted": "accepteret yes booked", "converted": "købt bought purchased won sold conversion",
      "unsubscribed": "optout opt-out opted_out afmeldt unsubscribe", "complained": "spam complaint klaget",
      "not_sent": "notsent failed_to_send unsent ikke_sendt",
    ]),
    "kind of consent": words([
      // Of a no nobody knows whether it is to the channel or to asking; nothing is mended towards asking less.
      "opt-in": "opt_in optin required yes true explicit", "opt-out": "opt_out optout",
    ]),
    "phase": words([
      "before": "pre før pre-purchase prospect", "during": "purchase køb buying under",
      "after": "post efter post-purchase customer",
    ]),
    "role": words([
      "decider": "decision-maker decision_maker decisionmaker beslutter boss",
      "influencer": "champion påvirker advocate",
      "user": "bruger end-user", "buyer": "indkøber procurement purchaser", "approver": "godkender",
      "initiator": "starter", "gatekeeper": "blocker",
    ]),
    "severity of an alert": words([
      "critical": "high error fatal urgent severe kritisk", "warning": "medium warn moderate advarsel",
      "info": "low note notice information",
    ]),
    "severity of a finding": words([
      "error": "critical high fatal fail fejl fehler", "warning": "warn warnings medium advarsel warnung",
      "note": "info notice information low hint notes hinweis",
    ]),
    "calendar unit": words([
      "day": "dag daily days d tag dagen dzień dziennie",
      "week": "uge weekly weeks w woche ugen uke uken vecka veckan tydzień",
      "month": "måned monthly months monat måneden månad månaden miesiąc",
    ]),
    "scope": words([
      "journey": "person customer lead contact user kunde bruger individual",
      "account": "company firma virksomhed organization",
    ]),
    "medium": words([
      "online": "web digital internet email app",
      "offline": "shop store phone print in-person butik physical",
    ]),
  ]
}
