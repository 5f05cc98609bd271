import Time

/// Where the daemon is asked, and how long it is waited for.
struct DaemonPlace: Sendable {
  /// Paths of sockets; the first at which a daemon answers is the one. At least one.
  let paths: [String]
  /// For how long nothing may come from the daemon.
  var patience = Duration.seconds(60)
  /// For how long a request is sent again where no daemon answers, or it cannot record now; nil: it is not.
  var retry: TimeSpan?
}
