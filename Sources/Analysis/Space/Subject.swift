/// What a dimension of the space of states is about. Ids and paths, not indices: two books share one space.
package enum Subject: Sendable, Hashable {
  /// What the state gives: the id of a market, a stage or a persona.
  case market, stage, persona
  /// How the journey ended, as it is remembered.
  case exit
  /// The id of the latest touchpoint.
  case lastTouchpoint
  /// The journey's id.
  case journey
  /// A yes or a no, by path.
  case bool(String)
  /// A number, by path; `sentiment` is one.
  case number(String, isWhole: Bool)
  /// A text, by path.
  case text(String)
  /// An instant, by name: how much later than now it is, in microseconds.
  case instant(String)
  /// An instant that is known, by name: where it lies on the calendar.
  case date(String)
  /// Now, on the calendar.
  case now
  /// Whether a list is known, by path.
  case list(String)
  /// Whether a list that is known has a text.
  case listed(String, in: String)
  /// How bad a pain point is, where it is there, by id.
  case painPoint(String)
  /// Whether a trigger is there, by id.
  case trigger(String)
  /// How many touchpoints, contacts or members of the buying group pass a filter.
  case count(CountFilter)
  /// What came of an expression.
  case expression(String)
  /// Whether an expression gives a number.
  case amount(String)
  /// What was decided.
  case decisionOutcome
  /// Whether an action is recommended, by id.
  case decisionAction(String)
}
