import Glibc

/// How many files, sockets among them, the process may have open.
enum DescriptorLimit {
  /// What is open beside connections: the history, the rule book, what watches it, refused connections that close.
  private static let others = 128

  /// Raises the limit to what connections need, as far as the system allows.
  ///
  /// - Returns: how many connections there is room for; all of them where it could be raised far enough.
  static func makeRoom(for connections: Int) -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return connections }
    let needed = rlim_t(connections + others)
    if limit.rlim_cur < needed {
      var wanted = limit
      wanted.rlim_cur = min(needed, limit.rlim_max)
      if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &wanted) == 0 { limit = wanted }
    }
    return room(for: connections, in: Int(clamping: limit.rlim_cur))
  }

  /// How many of the connections fit beside the rest, at least one.
  static func room(for connections: Int, in descriptors: Int) -> Int {
    max(1, min(connections, descriptors - min(others, descriptors / 2)))
  }
}
