import Foundation

/// What a benchmark prints: a line for each figure.
enum Report {
  static func line(_ name: String, _ value: String) {
    print(name.padding(toLength: max(46, name.count + 2), withPad: " ", startingAt: 0) + value)
  }
}
