import Foundation
import GRDB
import HistoryRecords
import Time

extension HistoryFile {
  /// Copies the write-ahead log into the file and empties it, so that nothing deleted stands in either.
  func emptyLog() throws(HistoryFault) {
    do {
      let isBusy = try queue.writeWithoutTransaction { database in
        try Int.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
      guard isBusy == 0 else { throw HistoryFault.locked }
    } catch {
      throw HistoryFault(error)
    }
  }

  /// The answer of this number.
  func answer(_ id: Int64) throws(HistoryFault) -> FoundAnswer {
    do {
      return try queue.read { database in
        var rows = try StatementRows(
          database,
          sql: "SELECT revision, body, body_sum, question_high | question_low FROM answer WHERE id = \(id)")
        guard try rows.next() else { return .lost }
        guard rows.isWhole(checksum: 2), let revision = rows.text(0) else { return .damaged }
        if rows.int(3) == 0 { return .erased }
        let body = rows.bytes(1)
        return body.isEmpty ? .lost : .kept(revision: revision, body: body)
      }
    } catch {
      throw HistoryFault(error)
    }
  }

  /// Looks whether the bodies of so many answers from a number on are what was written.
  ///
  /// - Returns: whether they are, and where to go on; nil at the end.
  func checkAnswers(from first: Int64, most: Int) throws(HistoryFault) -> (areWhole: Bool, next: Int64?) {
    do {
      return try queue.read { database in
        var rows = try StatementRows(
          database,
          sql: """
            SELECT revision, body, body_sum, id FROM answer WHERE id >= \(first) ORDER BY id LIMIT \(most)
            """)
        var count = 0
        var last: Int64 = 0
        var areWhole = true
        while try rows.next() {
          if !rows.isWhole(checksum: 2) { areWhole = false }
          count += 1
          last = rows.int(3)
        }
        return (areWhole, count == most ? last + 1 : nil)
      }
    } catch {
      throw HistoryFault(error)
    }
  }

  /// All withdrawals that the file holds, without those that are not what was written; how many these are.
  func withdrawals() throws(HistoryFault) -> (sound: [StoredWithdrawal], bad: Int) {
    do {
      return try queue.read { try Self.withdrawals(in: $0) }
    } catch {
      throw HistoryFault(error)
    }
  }

  private static func withdrawals(in database: Database) throws -> (sound: [StoredWithdrawal], bad: Int) {
    var rows = try StatementRows(
      database, sql: "SELECT person_high, person_low, channel, at, journey, sum FROM withdrawal")
    var sound: [StoredWithdrawal] = []
    var bad = 0
    while try rows.next() {
      guard rows.isWhole(checksum: 5), let channel = rows.text(2) else {
        bad += 1
        continue
      }
      sound.append(
        StoredWithdrawal(
          person: rows.digest(0), channel: channel, at: Instant(microseconds: rows.int(3)),
          journey: rows.text(4)))
    }
    return (sound, bad)
  }

  /// How many contacts the file holds.
  func contactCount() throws(HistoryFault) -> Int {
    do {
      return try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM contact") ?? 0 }
    } catch {
      throw HistoryFault(error)
    }
  }

  /// Writes a copy of the file, as it is now, to a path where nothing stands yet. It holds the key, and withdrawals
  /// that stand beside the file only as well, so that one file is enough to go back to.
  static func copy(_ path: String, to target: String) throws(HistoryFault) {
    do {
      var configuration = GRDB.Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(5)
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.inDatabase { try $0.execute(sql: "VACUUM INTO ?", arguments: [target]) }
      try queue.close()
      try Self.endUse(ofCopy: target)
      try Self.unite(target, with: WithdrawalsBeside(path))
    } catch {
      throw HistoryFault(error)
    }
  }

  /// A copy has all in itself, wherever it is put.
  private static func endUse(ofCopy copy: String) throws {
    var configuration = GRDB.Configuration()
    configuration.prepareDatabase { try RowChecksum.teach($0) }
    let queue = try DatabaseQueue(path: copy, configuration: configuration)
    try queue.write { database in
      guard try FileSetting.read(.inUse, database) != nil else { return }
      try FileSetting.write(.inUse, [], database)
    }
    try queue.close()
  }

  private static func unite(_ copy: String, with beside: WithdrawalsBeside) throws {
    var news = beside.contents?.latest ?? [:]
    guard !news.isEmpty else { return }
    var configuration = GRDB.Configuration()
    configuration.prepareDatabase { try RowChecksum.teach($0) }
    let queue = try DatabaseQueue(path: copy, configuration: configuration)
    try queue.write { database in
      guard let secret = try FileSetting.read(.secret, database), beside.belong(to: secret) else { return }
      let known = try withdrawals(in: database)
      // A copy of what is damaged would be taken for sound.
      guard known.bad == 0 else { throw HistoryFault.corrupt }
      for item in known.sound {
        let key = item.key
        if let at = news[key], at <= item.at { news[key] = nil }
      }
      guard !news.isEmpty else { return }
      var names: [Digest: String] = [:]
      for journey in try String.fetchAll(database, sql: "SELECT DISTINCT journey FROM contact") {
        names[Digest(of: journey, under: secret)] = journey
      }
      for (key, at) in news {
        try write(
          StoredWithdrawal(person: key.person, channel: key.channel, at: at, journey: names[key.person]),
          database)
      }
    }
    try queue.close()
  }
}
