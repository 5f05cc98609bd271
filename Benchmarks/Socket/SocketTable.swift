import Foundation

/// What the daemon does over its socket, beside others where they are installed: rows of a table.
struct SocketTable {
  /// A line of the table.
  struct Row {
    let name: String
    let ours: String
    /// What it is compared with.
    var other = ""
    var ratio = ""
  }

  /// The release program's path.
  let program: String
  /// The folder of one more rule book than the one that is made up.
  let rules: String
  /// One of so many rounds as usual: 1 for figures to be shown, more for a quick look.
  let haste: Int
  let workplace: Workplace

  static let rulesMade = 10_000

  init(_ program: String, beside rules: String, haste: Int) throws {
    self.program = program
    self.rules = rules
    self.haste = haste
    workplace = try Workplace()
  }

  /// Prints each row as it is measured.
  func measure() throws {
    print("| over the socket | Waymark | beside it | ratio |")
    print("|---|---|---|---|")
    for measure in [Requesting.rows] {
      for row in try measure(self) { print("| \(row.name) | \(row.ours) | \(row.other) | \(row.ratio) |") }
    }
  }
}
