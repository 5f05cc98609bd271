/// What a request may ask for, whatever the daemon's configuration says.
package enum RequestLimits {
  /// How many recommendations a decision may have.
  package static let limit = 0...1_000
  /// How many of them may be reserved.
  package static let take = 1...100
  /// How many people an account may have to be decided for as a whole.
  package static let accountMembers = 200
  /// How many alerts an answer may have; the most is what it has where nothing is said.
  package static let alerts = 1...1_000
  /// For how many seconds alerts may be waited for.
  package static let alertWait = 0...60
  /// Bytes of an idempotency key.
  package static let keyLength = 1...255
  /// States in an array, where the configuration says nothing else.
  package static let statesPerArray = 1_000
  /// Bytes of a line in a stream, where the configuration says nothing else.
  package static let lineLength = 1 << 20
}
