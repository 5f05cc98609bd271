/// What stands in the query of a request.
package enum Parameter: String, Sendable, CaseIterable {
  /// How many recommendations a decision may have, or how many alerts an answer.
  case limit
  /// How many of its recommendations `/v1/next` reserves, or of how many people of an account one each is chosen.
  case take
  /// The same for `/v1/decide`.
  case reserve
  /// How much a decision says of how it came about.
  case explain
  /// Whether a decision counts nowhere.
  case preview
  /// Whether what is told is of before, so that it raises one alert a rule.
  case imported
  /// Whether what is told of is taken also where its journey was erased since.
  case erased
  /// Whether a decision goes by what is remembered of the journey, too.
  case memory
  /// The instant of a report: what happened later does not count.
  case asOf = "as_of"
  /// What happened before is not looked at.
  case since
  /// What a report groups by.
  case by
  /// How long ago a stage was entered by those of whom it is counted who came further.
  case mature
  /// The number of a report whose journeys are wanted.
  case list
  /// The language of a page.
  case language = "lang"
  /// The action that is meant.
  case action
  /// The journey that is meant.
  case journey
  /// The account that is meant.
  case account
  /// The rule that is meant.
  case id
  /// The number behind which alerts are wanted.
  case after
  /// Whether a history is copied of which something is known to be missing.
  case damaged
  /// For how many seconds alerts are waited for where there are none.
  case wait
}
