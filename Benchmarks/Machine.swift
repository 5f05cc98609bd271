import Foundation

/// The machine on which something is measured.
enum Machine {
  /// Processor, how many of them, memory, system, and how busy it is with other things.
  static var description: String {
    let model =
      lines(of: "/proc/cpuinfo").first { $0.hasPrefix("model name") }?.split(separator: ":").last
      .map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
    let memory = Double(ProcessInfo.processInfo.physicalMemory) / 1_073_741_824
    let load = lines(of: "/proc/loadavg").first?.split(separator: " ").first.map(String.init)
    return String(
      format: "%@, %d of them, %.0f GiB, Linux %@; load before it began: %@", model,
      ProcessInfo.processInfo.activeProcessorCount, memory,
      lines(of: "/proc/sys/kernel/osrelease").first ?? "unknown", load ?? "unknown")
  }

  private static func lines(of path: String) -> [String] {
    ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
  }
}
