import Foundation
import TestSupport

// Runs a daemon for a long time under a mixed load with bad clients and reloads, and afterwards compares what the clients
// were told with the decision log, the history and the metrics.
//
// usage: Soak PROGRAM RULES SECONDS

guard CommandLine.arguments.count == 4, let seconds = Double(CommandLine.arguments[3]), seconds >= 10 else {
  print("usage: Soak PROGRAM RULES SECONDS (at least 10)")
  exit(64)
}
do {
  let folder = try TemporaryFolder()
  let daemon = try SoakDaemon(
    program: URL(filePath: CommandLine.arguments[1]), rules: URL(filePath: CommandLine.arguments[2]),
    in: folder)
  let isGood = try Soak(daemon, seconds: seconds).run()
  exit(isGood ? 0 : 1)
} catch {
  print("failed: \(error)")
  exit(70)
}
