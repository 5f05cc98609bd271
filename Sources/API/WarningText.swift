/// Texts of warnings by which a client knows what the daemon warns of: it folds those that a list has many of, or ends
/// otherwise.
package enum WarningText {
  /// Of a no for an id of which nothing else is known.
  package static let unknownPerson =
    "nobody of this id is known: the no is kept, and closes nothing of whoever is written in another way; see that the id is that of your other calls"
  /// Of a no that stands in a state and was told to nobody who remembers it.
  package static let unrememberedNo =
    "this no holds for this request alone and is not remembered: tell it to /v1/events, as `waymark event --journey ID --consent CHANNEL=no` does, and it holds for every request"
  /// Of a no that was said under another spelling of an id. The other one is not named: the decision log may hide journeys,
  /// and forgets each by its own lines.
  package static func noElsewhere(differing difference: String, to channel: String, on instant: String)
    -> String
  {
    "another spelling of this id, which differs \(difference) only, said no to '\(channel)' on \(instant): nothing is reserved by that channel here either; use one spelling of the id, or tell a later yes of this one"
  }
  /// Of a no that stands in a state with an instant before that of a yes that is remembered.
  package static func noBeforeYes(of instant: String) -> String {
    "a yes of \(instant) is remembered, which is later than this no and goes before it: a date alone is the midnight it begins with; leave the instant out, or give the right one, if the no was said since"
  }
  /// Behind what is said of an opt-out that closes no channel.
  package static let closesNone = "and so closes none; tell it once more with its 'channel'"
  /// Behind what is said of an id in `next` that is written nearly as one that is known.
  package static let otherPerson =
    "this is another journey, with consents, cooldowns and caps of its own, and may get once more what that one got; use one spelling of the id"
  /// Behind the refusal of what is of before an erasure: its noes are known already.
  package static let bringsBack = "it would bring back who asked to be forgotten, and is not taken"
}
