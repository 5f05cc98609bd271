internal import Glibc

/// What the system says of this process.
package struct ProcessUsage: Sendable {
  /// In user and in system mode, in seconds.
  package let processorSeconds: Double
  package let residentBytes: Int
  package let virtualBytes: Int
  /// In seconds since 1970.
  package let startTime: Double
  package let threads: Int
  package let openFiles: Int
  /// How many files may be open.
  package let mostFiles: Int

  /// What it is now; nil where `/proc` does not say. It takes longer with many open files.
  package static func current() -> ProcessUsage? {
    guard let stat = text("/proc/self/stat"), let end = stat.lastIndex(of: ")") else { return nil }
    // What stands after the name of the program, which may have any characters: the state is field 3.
    let fields = stat[stat.index(after: end)...].split(separator: " ")
    func number(_ field: Int) -> Int? { field - 3 < fields.count ? Int(fields[field - 3]) : nil }
    guard let user = number(14), let system = number(15), let threads = number(20), let start = number(22),
      let virtual = number(23), let pages = number(24), let boot = bootTime
    else { return nil }
    let ticks = Double(max(1, sysconf(CInt(_SC_CLK_TCK))))
    return ProcessUsage(
      processorSeconds: Double(user + system) / ticks, residentBytes: pages * Int(getpagesize()),
      virtualBytes: virtual, startTime: boot + Double(start) / ticks, threads: threads,
      openFiles: countOpenFiles(), mostFiles: limitOfFiles())
  }

  /// When the machine started, in seconds since 1970.
  private static let bootTime: Double? = {
    let line = text("/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }
    return line.flatMap { Double($0.dropFirst(6)) }
  }()

  private static func countOpenFiles() -> Int {
    guard let folder = opendir("/proc/self/fd") else { return 0 }
    defer { closedir(folder) }
    var count = 0
    while let entry = readdir(folder) {
      if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { count += 1 }
    }
    // The one by which they are read is not meant.
    return max(0, count - 1)
  }

  private static func limitOfFiles() -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 0 }
    return Int(clamping: limit.rlim_cur)
  }

  private static func text(_ path: String) -> String? {
    guard let file = try? OpenFile(path, for: .reading) else { return nil }
    return (try? file.read(atMost: 16 << 10)).map { String(decoding: $0, as: UTF8.self) }
  }
}
