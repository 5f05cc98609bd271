import Foundation

/// All that is measured, in one text.
enum WholeTable {
  /// Prints it, and writes it to a file that is not `-`.
  ///
  /// - Returns: the exit code.
  static func write(rules: String, program: String, to file: String, haste: Int) -> Int32 {
    ending {
      let text = try measure(rules: rules, program: program, haste: haste)
      print(text)
      if file != "-" { try Data(text.utf8).write(to: URL(filePath: file)) }
    }
  }

  /// Leaves nothing behind, whatever comes of the work.
  ///
  /// - Returns: the exit code.
  static func ending(_ work: () throws -> Void) -> Int32 {
    defer { Leftovers.removeAll() }
    do {
      try work()
      return 0
    } catch {
      Progress.tell("\(error)")
      return 1
    }
  }

  /// - Parameters:
  ///   - rules: the folder of one more rule book than those that are made up.
  ///   - program: the path of the release program.
  ///   - haste: 1 for figures to be shown, more for a quick look.
  private static func measure(rules: String, program: String, haste: Int) throws -> String {
    let machine = Machine.description
    let socket = try SocketTable(program, beside: rules, haste: haste).measure()
    Progress.tell("inside the process: books of several sizes")
    let deciding = try DecidingTable.measure(beside: rules)
    Progress.tell("inside the process: expressions and history")
    let others = try parts(haste)
    return """
      # Measured

      By `make bench`. Other machines give other figures; ratios stay about the same.

      \(machine)

      ## Inside the process

      Processor time for one state, under the shipped rule book and made-up ones.

      \(deciding.text)

      ## Expressions and history

      \(others.text)

      ## Over the socket

      The release program answers on a Unix socket, and one client asks it. The others get the same requests by turns: nginx
      with one worker and a fixed answer of as many bytes, Redis a GET. The made-up book has 10,000 rules. A ratio is that
      of the medians of single requests, of the processor time of the servers over many connections and in streams, or of
      the p99 of requests beside other work; of next it is that of its answers to what the disk can wait for.

      Where decisions are logged, another thread compresses closed files of the log at low priority. A part of that falls
      into the time that is measured.

      \(socket.text)

      """
  }

  /// What other benchmarks of this program print.
  private static func parts(_ haste: Int) throws -> MarkdownTable {
    var table = MarkdownTable(header: ["", ""])
    for arguments in [["expressions"], ["history", "\(1_000_000 / haste)"]] {
      let output = String(decoding: try Measure.output(of: arguments), as: UTF8.self)
      for line in output.split(separator: "\n") {
        guard let (name, value) = Report.parts(of: line) else { continue }
        table.add([arguments[0] == "history" ? "history: \(name)" : name, value])
      }
    }
    return table
  }
}
