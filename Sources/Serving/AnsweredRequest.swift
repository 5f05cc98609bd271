/// What became of a request, as the server saw it.
package struct AnsweredRequest: Sendable, Hashable {
  /// The place of its path in the configuration's `routes`; nil for a path that is not among them or was never read.
  package let route: Int?
  /// Of the response; nil where that was not sent to its end, whoever is to blame.
  package let status: Int?
  /// Whether its body was answered while it arrived.
  package let isStream: Bool
  /// From its head to the last byte that the system took of the response; nil where its head was never read.
  package let duration: Duration?

  init(route: Int?, status: Int?, isStream: Bool = false, duration: Duration? = nil) {
    self.route = route
    self.status = status
    self.isStream = isStream
    self.duration = duration
  }
}
