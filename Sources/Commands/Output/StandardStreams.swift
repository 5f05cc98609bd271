import Glibc

/// The three descriptors that a process begins with.
enum StandardStreams {
  /// Takes the places of those that the caller closed, so that no file or socket opened later gets one of their numbers
  /// and is taken for it. Reading and writing fail there as they would have failed.
  static func occupyClosed() {
    let modes = [STDIN_FILENO: O_WRONLY, STDOUT_FILENO: O_RDONLY, STDERR_FILENO: O_WRONLY]
    for (descriptor, mode) in modes.sorted(by: { $0.key < $1.key }) where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest number that is free is this one.
      _ = open("/dev/null", mode)
    }
  }
}
