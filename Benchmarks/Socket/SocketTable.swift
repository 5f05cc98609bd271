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

  /// - Parameter kind: what is part of the names of what is measured.
  func measure(only kind: String = "") throws -> MarkdownTable {
    var table = MarkdownTable(header: ["over the socket", "Waymark", "beside it", "ratio"], isText: true)
    for (name, part) in Self.parts where kind.isEmpty || name.contains(kind) {
      Progress.tell("over the socket: \(name)")
      for row in try part(self) { table.add([row.name, row.ours, row.other, row.ratio]) }
    }
    return table
  }

  private static let parts: [(name: String, rows: @Sendable (SocketTable) throws -> [Row])] = [
    ("requests", Requesting.rows), ("streams", Streaming.rows), ("reservations", Reserving.rows),
    ("requests beside other work", Sharing.rows), ("changes of the rule book", Publishing.rows),
    ("starts", Starting.rows),
  ]
}
