import Foundation

/// One table of what deciding costs under books of several sizes, each measured in a process of its own.
enum DecidingTable {
  static let sizes = [100, 1_000, 10_000, 100_000]

  /// - Parameter rules: the folder of one more rule book.
  static func measure(beside rules: String) throws {
    var rows = [try Row(name: "the book in \(rules)", book: rules)]
    for size in sizes { rows.append(try Row(name: "\(size) rules", book: "\(size)")) }
    print(Machine.description)
    print()
    print(
      "| | matches | load | memory | read | decide | with contacts | write | scan in C | decide to scan |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for row in rows {
      let (figures, scan) = (
        row.figures,
        row.figures.scan.map { (micro($0), String(format: "%.3f", row.figures.deciding / $0)) } ?? ("–", "–")
      )
      let cells = [
        row.name, String(format: "%.1f", figures.matches), String(format: "%.0f ms", figures.loading / 1e6),
        String(format: "%.0f MiB", row.memory), micro(figures.reading), micro(figures.deciding),
        micro(figures.remembering), micro(figures.writing), scan.0, scan.1,
      ]
      print("| \(cells.joined(separator: " | ")) |")
      if figures.wrong > 0 { print("\(figures.wrong) answers are wrong") }
    }
  }

  private static func micro(_ nanoseconds: Double) -> String { String(format: "%.2f µs", nanoseconds / 1e3) }

  private struct Row {
    let name: String
    let figures: DecidingFigures
    /// MiB.
    let memory: Double

    init(name: String, book: String) throws {
      self.name = name
      figures = try JSONDecoder().decode(DecidingFigures.self, from: Measure.output(of: ["row", book]))
      memory =
        Double(String(decoding: try Measure.output(of: ["memory", book]).dropLast(), as: UTF8.self)) ?? 0
    }
  }
}

/// The machine on which something is measured.
enum Machine {
  /// Processor, how many of them, memory.
  static var description: String {
    let model =
      lines(of: "/proc/cpuinfo").first { $0.hasPrefix("model name") }?.split(separator: ":").last
      .map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
    let memory = Double(ProcessInfo.processInfo.physicalMemory) / 1_073_741_824
    return String(
      format: "%@, %d of them, %.0f GiB; load %@", model, ProcessInfo.processInfo.activeProcessorCount,
      memory,
      lines(of: "/proc/loadavg").first?.split(separator: " ").first.map(String.init) ?? "unknown")
  }

  private static func lines(of path: String) -> [String] {
    ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
  }
}
