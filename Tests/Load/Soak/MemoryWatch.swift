import TestSupport

/// How much memory a process had, a sample a second.
final class MemoryWatch {
  private let process: Int32
  private var samples: [Int] = []

  init(process: Int32) { self.process = process }

  func sample() {
    if let bytes = try? ProcessStatus.memory(of: process) { samples.append(bytes) }
  }

  func report(to findings: inout Findings) {
    let half = Array(samples.dropFirst(samples.count / 2))
    guard half.count >= 4 else { return findings.note("memory: the run was too short") }
    let tenth = max(1, half.count / 10)
    let before = Self.median(half.prefix(tenth))
    let after = Self.median(half.suffix(tenth))
    let growth = Double(after - before) / Double(before) * 100
    findings.note(
      "memory: \(samples[0] >> 20) MiB at first, \(before >> 20) in the middle, \(after >> 20) at the end")
    if growth >= 5 { findings.add("memory grew by \(Int(growth.rounded())) % in the second half") }
  }

  private static func median(_ values: some Sequence<Int>) -> Int {
    let sorted = values.sorted()
    return sorted[sorted.count / 2]
  }
}
