import CClient
import Foundation

/// A program that answers on a Unix socket while it is measured, and ends with this one.
final class Server {
  let client: Client
  let processID: pid_t
  private let output: String
  private var hasStopped = false

  /// Starts it, and waits until it answers.
  ///
  /// - Parameters:
  ///   - arguments: the program's path, and what it is given.
  ///   - client: of the socket that it will listen on.
  ///   - variables: of its environment, besides those of this program that are not for Waymark.
  ///   - output: the file that all it writes goes to.
  init(_ arguments: [String], client: Client, variables: [String: String] = [:], output: String) throws {
    self.client = client
    self.output = output
    let environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("WAYMARK_") }
      .merging(variables) { $1 }
    processID = Self.withPointers(to: arguments) { arguments in
      Self.withPointers(to: environment.map { "\($0)=\($1)" }) { child_start(arguments, $0, output) }
    }
    guard processID > 0 else { throw ServerFailure("\(arguments[0]) cannot be started: error \(-processID)") }
    Leftovers.add(processID)
    try waitForAnswer()
  }

  deinit { stop() }

  private static func withPointers<Value>(
    to texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Value
  ) -> Value {
    let pointers = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: texts.count + 1)
    for (index, text) in texts.enumerated() { (pointers + index).initialize(to: strdup(text)) }
    (pointers + texts.count).initialize(to: nil)
    defer {
      for index in texts.indices { free(pointers[index]) }
      pointers.deallocate()
    }
    return body(pointers)
  }

  private func waitForAnswer() throws {
    let end = ContinuousClock.now + .seconds(60)
    while !client.isAnswered {
      guard ContinuousClock.now < end, waitpid(processID, nil, WNOHANG) == 0 else {
        throw ServerFailure("no answer at \(client.socket):\n\(written)")
      }
      usleep(200)
    }
  }

  /// What it has written.
  var written: String { (try? String(contentsOfFile: output, encoding: .utf8)) ?? "" }

  /// Nanoseconds of processor time, of all its threads.
  var processorTime: Double { Double(max(0, child_processor_time(processID))) }

  /// MiB of memory that it has in RAM, and most that it ever had.
  var memory: (now: Double, most: Double) {
    let lines = ((try? String(contentsOfFile: "/proc/\(processID)/status", encoding: .utf8)) ?? "").split(
      separator: "\n")
    func value(_ key: String) -> Double {
      let line = lines.first { $0.hasPrefix("\(key):") } ?? ""
      return (line.split(separator: " ").compactMap { Double($0) }.first ?? 0) / 1_024
    }
    return (value("VmRSS"), value("VmHWM"))
  }

  func stop() {
    guard !hasStopped else { return }
    hasStopped = true
    Leftovers.end(processID)
  }
}

/// Why a server cannot be measured.
struct ServerFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
