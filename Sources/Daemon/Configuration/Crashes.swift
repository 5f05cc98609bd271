import Glibc

/// What a crash leaves in the log. The report of the Swift runtime shows the memory that registers point to, in which
/// there may be what is known of persons.
package enum Crashes {
  private static let variable = "SWIFT_BACKTRACE"

  /// Has crash reports show no memory. The runtime reads what they show when a process begins, so that this one begins
  /// anew with the same arguments; where it cannot, it goes on. To be called before anything is opened.
  package static func hideMemory() {
    let set = getenv(variable).map { String(cString: $0) }
    guard let wanted = setting(over: set) else { return }
    setenv(variable, wanted, 1)
    var room = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let count = readlink("/proc/self/exe", &room, Int(PATH_MAX))
    // The name of the file itself, since that is what the process is then called.
    if count > 0 { execv(room, CommandLine.unsafeArgv) }
    execv("/proc/self/exe", CommandLine.unsafeArgv)
  }

  /// The value that the variable should have; nil where it says already which registers are shown.
  static func setting(over set: String?) -> String? {
    guard let set, !set.isEmpty else { return "registers=none" }
    return set.split(separator: ",").contains { $0.hasPrefix("registers=") } ? nil : "\(set),registers=none"
  }
}
