import Foundation

/// Times work by the processor time of this process, over several rounds.
enum Measure {
  /// - Returns: the median over the rounds, in nanoseconds of processor time for one of `count` pieces of work.
  static func nanoseconds(perOneOf count: Int, rounds: Int = 9, _ round: () -> Void) -> Double {
    withoutActuallyEscaping(round) { nanoseconds(perOneOf: count, rounds: rounds, [$0])[0] }
  }

  /// Times several works by turns, so that whatever else the machine does meets them alike.
  ///
  /// - Returns: of each the median over the rounds, in nanoseconds of processor time for one of `count` pieces of work.
  static func nanoseconds(perOneOf count: Int, rounds: Int = 9, _ works: [() -> Void]) -> [Double] {
    for work in works { work() }
    var samples: [[Double]] = works.map { _ in [] }
    for _ in 0..<rounds {
      for (index, work) in works.enumerated() {
        let began = processorTime()
        work()
        samples[index].append(Double(processorTime() - began) / Double(count))
      }
    }
    return samples.map { median($0) }
  }

  /// The middle one; of none 0.
  static func median(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.sorted()[values.count / 2]
  }

  /// Nanoseconds.
  static func processorTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Nanoseconds of this thread, whatever others do meanwhile.
  static func threadTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// The process's resident memory in MiB.
  static func residentMemory() -> Double {
    let fields =
      (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
    return (fields.count > 1 ? Double(fields[1]) ?? 0 : 0) * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
  }

  /// What this program prints with other arguments, in a process of its own.
  static func output(of arguments: [String]) throws -> Data {
    let child = Process()
    child.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    child.arguments = arguments
    let pipe = Pipe()
    child.standardOutput = pipe
    try child.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    child.waitUntilExit()
    return output
  }
}
