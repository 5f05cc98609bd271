import Foundation

/// What deciding under one rule book costs: times in nanoseconds of processor time, for one state each.
struct DecidingFigures: Codable {
  let rules: Int
  /// Of the whole book: the first time in a process, and again.
  let loading: Double
  let reloading: Double
  /// MiB that this process has more with the book.
  let memory: Double
  /// Rules that match a state, on average.
  let matches: Double
  let reading: Double
  /// As far as to the recommend rules that match: a part of deciding.
  let matching: Double
  let deciding: Double
  /// A linear scan in C over the same rules; nil where it cannot have them.
  let scan: Double?
  /// With ten contacts.
  let remembering: Double
  let writing: Double
  /// Answers other than expected.
  let wrong: Int

  /// As people read them.
  var lines: String {
    var lines = [
      ("rules", "\(rules), of which a state matches \(String(format: "%.1f", matches))"),
      (
        "loading the rule book",
        String(format: "%.0f ms, again %.0f ms, %.0f MiB", loading / 1e6, reloading / 1e6, memory)
      ),
      ("reading a state", Self.time(reading)),
      ("matching", Self.time(matching)),
      ("deciding", "\(Self.time(deciding)), \(Int(1e9 / deciding)) a second"),
    ]
    if let scan {
      lines.append(
        (
          "a linear scan in C",
          String(format: "%@; deciding takes %.3f of it", Self.time(scan), deciding / scan)
        ))
    }
    lines += [
      (
        "deciding with ten contacts",
        String(format: "%@, %.2f times as much", Self.time(remembering), remembering / deciding)
      ),
      ("writing the answer", Self.time(writing)), ("answers other than expected", "\(wrong)"),
    ]
    return lines.map { Report.text($0, $1) }.joined(separator: "\n")
  }

  /// For another process, on one line.
  var row: String { (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "" }

  private static func time(_ nanoseconds: Double) -> String { String(format: "%.2f µs", nanoseconds / 1e3) }
}
