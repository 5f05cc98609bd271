import GRDB

extension HistorySchema {
  /// Gives each row a checksum over its other columns, in the order of the table, and each table a total of its rows
  /// and checksums: a row that was changed is found, and so are rows that are not there any more. Triggers keep the totals,
  /// but for contacts and events that are added: there are many, and whoever adds them adds up as well.
  static func addChecksums(_ database: Database) throws {
    try RowChecksum.teach(database)
    try database.execute(
      sql: """
        -- How many rows a table has, and the sum of the lower halves of their checksums, modulo 2^32.
        CREATE TABLE total (
          id INTEGER PRIMARY KEY, name TEXT NOT NULL, "rows" INTEGER NOT NULL, sum INTEGER NOT NULL
        ) STRICT;
        ALTER TABLE answer ADD COLUMN body_sum INTEGER NOT NULL DEFAULT 0;
        UPDATE answer SET body_sum = row_sum(revision, body);
        """)
    let tables = ["stamp", "contact", "outcome", "withdrawal", "answer", "setting"]
    for (number, table) in tables.enumerated() {
      // Bodies of answers are not read at a start, and have a checksum of their own.
      let columns = try database.columns(in: table).map(\.name)
        .filter { table != "answer" || !["revision", "body", "body_sum"].contains($0) }
        .map { "\"\($0)\"" }.joined(separator: ", ")
      try database.execute(
        sql: """
          ALTER TABLE \(table) ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;
          UPDATE \(table) SET sum = row_sum(\(columns));
          """)
      if table != "setting" { try addTotal(of: table, number, database) }
    }
  }

  static func addTotal(of table: String, _ number: Int, _ database: Database) throws {
    let mask = 0xFFFF_FFFF
    func trigger(_ event: String, _ rows: String, _ sum: String) -> String {
      """
      CREATE TRIGGER \(table)_\(event.lowercased()) AFTER \(event) ON \(table) BEGIN
        UPDATE total SET "rows" = "rows"\(rows), sum = (sum \(sum)) & \(mask) WHERE id = \(number);
      END;
      """
    }
    try database.execute(
      sql: """
        INSERT INTO total
          SELECT \(number), '\(table)', count(*), coalesce(sum(sum & \(mask)), 0) & \(mask) FROM \(table);
        \(["contact", "event"].contains(table) ? "" : trigger("INSERT", " + 1", "+ (NEW.sum & \(mask))"))
        \(trigger("DELETE", " - 1", "- (OLD.sum & \(mask))"))
        \(trigger("UPDATE", "", "+ (NEW.sum & \(mask)) - (OLD.sum & \(mask))"))
        """)
  }
}

/// How many rows were read of a table, and the sum of their checksums, to be compared with what the file says.
struct TableTotal: Equatable {
  var rows: Int64 = 0
  var sum: UInt32 = 0

  mutating func add(_ checksum: Int64) {
    rows += 1
    sum &+= UInt32(truncatingIfNeeded: checksum)
  }

  init() {}

  /// Adds these rows to what the file says of a table.
  func add(to table: String, in database: Database) throws {
    var statement = try BoundStatement(
      database,
      sql: #"UPDATE total SET "rows" = "rows" + ?, sum = (sum + ?) & 4294967295 WHERE name = ?"#)
    try statement.bind(rows)
    try statement.bind(Int64(sum))
    try statement.bind(table)
    try statement.run()
  }

  /// What the file says of a table; nil where it says nothing.
  init?(of table: String, in database: Database) throws {
    let found = try Row.fetchOne(
      database, sql: #"SELECT "rows", sum FROM total WHERE name = ?"#, arguments: [table])
    guard let found else { return nil }
    rows = found[0]
    sum = UInt32(truncatingIfNeeded: found[1] as Int64)
  }
}
