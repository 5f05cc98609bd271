import Foundation
import TestSupport

// Puts load on a daemon and says how it bears it.
//
// usage: Load soak PROGRAM RULES SECONDS     a mixed load for a long time, compared with what the clients were told
//        Load abuse PROGRAM RULES [KIND]     how long others wait while fifty clients are slow, broken or greedy; KIND is
//                                            part of the name of what they do
//        Load states FILE COUNT              so many journey states, one a line, made of those in a file; a log of a million
//                                            decisions to replay: send them to POST /v1/decide as application/x-ndjson

let arguments = Array(CommandLine.arguments.dropFirst())
do {
  switch (arguments.first, arguments.count) {
  case ("soak", 4):
    guard let seconds = Double(arguments[3]), seconds >= 10 else {
      throw LoadFailure("'\(arguments[3])' is no number of seconds, ten at least")
    }
    let daemon = try DaemonUnderLoad(program: arguments[1], rules: arguments[2])
    exit(try Soak(daemon, seconds: seconds).run() ? 0 : 1)
  case ("abuse", 3...4):
    let daemon = try DaemonUnderLoad(program: arguments[1], rules: arguments[2])
    try AbuseMeasurement(daemon).run(only: arguments.count > 3 ? arguments[3] : "")
  case ("states", 3):
    guard let count = Int(arguments[2]), count > 0 else {
      throw LoadFailure("'\(arguments[2])' is no number of states")
    }
    var crossing = try StateCrossing(arguments[1], seed: 1)
    try crossing.write(count)
  default:
    print(
      "usage: Load soak PROGRAM RULES SECONDS\n       Load abuse PROGRAM RULES [KIND]\n       Load states FILE COUNT"
    )
    exit(64)
  }
} catch {
  print("failed: \(error)")
  exit(70)
}
