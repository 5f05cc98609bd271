import Foundation

/// What a benchmark prints: a line for each figure.
enum Report {
  static func line(_ name: String, _ value: String) { print(text(name, value)) }

  static func text(_ name: String, _ value: String) -> String {
    name.padding(toLength: max(46, name.count + 2), withPad: " ", startingAt: 0) + value
  }

  /// What a line names, and the figure; nil where it is a remark, which is indented.
  static func parts(of line: Substring) -> (name: String, value: String)? {
    guard line.first != " " else { return nil }
    return line.firstRange(of: "  ").map { gap in
      (String(line[..<gap.lowerBound]), line[gap.upperBound...].trimmingCharacters(in: .whitespaces))
    }
  }
}
