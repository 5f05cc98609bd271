/// What a request may ask for, whatever the daemon's configuration says.
package enum RequestLimits {
  /// How many recommendations a decision may have.
  package static let limit = 0...1_000
  /// How many of them may be reserved.
  package static let take = 1...100
  /// Bytes of an idempotency key.
  package static let keyLength = 1...255
  /// States in an array, where the configuration says nothing else.
  package static let statesPerArray = 1_000
  /// Bytes of a line in a stream, where the configuration says nothing else.
  package static let lineLength = 1 << 20
}
