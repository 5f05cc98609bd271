import Decisions
import HistoryRecords
package import PostgreSQL
import Rules
import Time

extension SharedHistorySession {
  /// Writes a batch as one transaction, in one round trip: first all scopes are locked in an order that everybody
  /// keeps, then one write after the other is done, or not where somebody else was faster.
  ///
  /// - Returns: a result for each write.
  package mutating func write(_ batch: WriteBatch) -> [WriteResult] {
    guard !batch.isEmpty else { return [] }
    let stamps = newStamps(of: batch)
    var queries = opening(batch.locked, births: batch.unborn)
    if !stamps.isEmpty { queries.insert(Self.query(storing: stamps), at: 0) }
    let begin = queries.count
    /// Where the answer of each write stands.
    var places: [Int] = []
    for write in batch.writes {
      places.append(queries.count - begin)
      queries += Self.queries(of: write)
    }
    do throws(PostgreSQLError) {
      let rows = try connection.commit(queries, within: time)
      storedStamps.formUnion(stamps.keys)
      let results = zip(batch.writes, places).map { write, place in
        Self.result(of: write, in: rows[begin + place])
      }
      return withNewer(results, batch)
    } catch .unknown {
      return batch.writes.map { _ in .unknown }
    } catch .refused(let error) where error.state.isContention || error.state.isTooLong {
      return withNewer(batch.writes.map { _ in .overtaken(newer: []) }, batch)
    } catch {
      // One that cannot be written is none of the others' business.
      switch error {
      case .refused, .unsuitableText: if batch.writes.count > 1 { return writeEach(batch) }
      default: break
      }
      return batch.writes.map { _ in .failed(.engine(error)) }
    }
  }

  private mutating func writeEach(_ batch: WriteBatch) -> [WriteResult] {
    batch.writes.flatMap { write in
      var alone = WriteBatch()
      alone.append(write)
      return self.write(alone)
    }
  }

  /// Adds to what was overtaken what stands there now.
  private mutating func withNewer(_ results: [WriteResult], _ batch: WriteBatch) -> [WriteResult] {
    var wanted: Set<HistoryScope> = []
    for (result, write) in zip(results, batch.writes) {
      if case .overtaken = result { wanted.formUnion(write.scopes.keys) }
    }
    guard !wanted.isEmpty, let copies = try? read(wanted.sorted()) else { return results }
    return zip(results, batch.writes).map { result, write in
      guard case .overtaken = result else { return result }
      return .overtaken(newer: copies.filter { write.scopes[$0.scope] != nil })
    }
  }

  /// Finds out what became of reservations whose connection broke at the commit, and sees to it that those that were not
  /// written never will be: what is still on its way finds another version than it expects. What is no reservation is
  /// written once more, under its id: what of it stands there already stays as it is.
  ///
  /// - Parameter session: in which they were written.
  package mutating func settle(
    _ batch: WriteBatch, of session: Identity
  ) throws(PostgreSQLError) -> [WriteResult] {
    // Its server may still be at it, or wait for the rest of what was sent.
    _ = try connection.run(
      Query(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE pid = $1 AND (extract(epoch FROM backend_start) * 1000000)::bigint = $2
        """, [.int8(session.process), .int8(session.began)]), within: time)
    let reservations = batch.writes.filter(\.isReservation)
    let scopes = Set(reservations.flatMap(\.scopes.keys)).sorted()
    let opening = opening(scopes, births: scopes)
    let fences = reservations.map { write in
      Query(
        SharedStatements.fence,
        [.uuid(write.id.bits)] + write.scopes.keys.keys
          + [.array(.text, write.contacts.map { .text($0.journey) }), .uuid(WriteID.new().bits)])
    }
    let rows = reservations.isEmpty ? [] : try connection.commit(opening + fences, within: time)
    var found = rows.dropFirst(opening.count).makeIterator()
    var results: [WriteResult] = []
    for write in batch.writes {
      if write.isReservation {
        guard let rows = found.next() else { throw .lost("an answer is missing") }
        results.append(
          rows.count == 0
            ? .overtaken(newer: [])
            : .taken(contacts: (0..<rows.count).compactMap { rows.int($0, 1) }))
      } else {
        var again = WriteBatch()
        again.repeated(write)
        results += try self.write(again).map { result throws(PostgreSQLError) in
          // The answer that is kept may be its own, of the first time.
          if case .answered = result, try isKept(write.answer) { .taken(contacts: []) } else { result }
        }
      }
    }
    return withNewer(results, batch)
  }

  /// Whether an answer is the one that is kept under its key.
  private mutating func isKept(_ answer: IdempotentResponse?) throws(PostgreSQLError) -> Bool {
    guard let answer else { return false }
    return try answers(under: [answer.key]).contains { $0.body == answer.body }
  }

  // MARK: Queries

  /// Gives scopes a row that have none, and locks all.
  private func opening(_ scopes: [HistoryScope], births: [HistoryScope]) -> [Query] {
    let born = births.isEmpty ? [] : [Query(SharedStatements.births, births.keys)]
    return born + [Query(SharedStatements.locks, scopes.keys)]
  }

  /// The actions of a batch that may not be in the database yet.
  private func newStamps(of batch: WriteBatch) -> [Int64: ActionStamp] {
    var found: [Int64: ActionStamp] = [:]
    for contact in batch.writes.flatMap(\.contacts) {
      let row = contact.stamp.row
      if !storedStamps.contains(row) { found[row] = contact.stamp }
    }
    return found
  }

  private static func query(storing stamps: [Int64: ActionStamp]) -> Query {
    let rows = stamps.sorted { $0.key < $1.key }.map { (row: $0.key, stamp: $0.value) }
    return Query(
      SharedStatements.stamps,
      [
        .array(.int8, rows.map { .int8($0.row) }), .array(.text, rows.map { .text($0.stamp.action.text) }),
        .array(.text, rows.map { .text(orNull: $0.stamp.kind) }),
        .array(.text, rows.map { .text(orNull: $0.stamp.group) }),
        .array(.bool, rows.map { .bool($0.stamp.isExempt) }),
        .array(.bool, rows.map { .bool($0.stamp.counts) }),
      ])
  }

  /// The first of them answers.
  private static func queries(of write: SharedWrite) -> [Query] {
    var queries = [Query(SharedStatements.write, parameters(of: write))]
    if !write.outcomes.isEmpty {
      let all = write.outcomes
      queries.append(
        Query(
          SharedStatements.outcomes,
          [
            .array(.text, all.map { .text($0.journey) }),
            .array(.int8, all.map { .int8($0.record.contact) }),
            .array(.uuid, all.map { .uuid(orNull: $0.madeBy?.bits) }),
            .array(.text, all.map { .text($0.record.outcome.rawValue) }),
            .array(.int8, all.map { .int8($0.record.at.microseconds) }),
            .array(.double, all.map { $0.record.value.map { .double($0) } ?? .null(.double) }),
          ]))
    }
    if !write.withdrawals.isEmpty {
      let all = write.withdrawals
      queries.append(
        Query(
          SharedStatements.withdrawals,
          [
            .array(.bytes, all.map { .bytes($0.person.bytes) }), .array(.text, all.map { .text($0.channel) }),
            .array(.int8, all.map { .int8($0.at.microseconds) }),
            .array(.text, all.map { .text(orNull: $0.journey) }),
          ]))
    }
    return queries
  }

  private static func parameters(of write: SharedWrite) -> [Parameter] {
    let scopes = write.scopes.map { (scope: $0.key, expectation: $0.value) }
    let contacts = write.contacts
    // How many of the same journey, or account, come after each.
    let behind = contacts.indices.map { place in
      contacts[(place + 1)...].count { ExactText($0.journey) == ExactText(contacts[place].journey) }
    }
    let behindInAccount = contacts.indices.map { place in
      contacts[(place + 1)...].count {
        $0.account.map(ExactText.init) == contacts[place].account.map(ExactText.init)
      }
    }
    func added(_ scope: HistoryScope) -> Int {
      contacts.count { contact in
        switch scope.kind {
        case .journey: ExactText(contact.journey) == scope.id
        case .account: contact.account.map(ExactText.init) == scope.id
        }
      }
    }
    let answer = write.answer
    let expected: [Parameter] = scopes.map { .uuid(orNull: ($0.expectation.since ?? nil)?.bits) }
    return [.uuid(write.id.bits)] + scopes.map(\.scope).keys
      + [
        .array(.bool, scopes.map { .bool($0.expectation.isGuarding) }), .array(.uuid, expected),
        .array(.int4, scopes.map { .int4(Int32(added($0.scope))) }),
        .array(.text, contacts.map { .text($0.journey) }),
        .array(.text, contacts.map { .text(orNull: $0.account) }),
        .array(.int8, contacts.map { .int8($0.stamp.row) }),
        .array(.text, contacts.map { .text(orNull: $0.channel) }),
        .array(.int8, contacts.map { .int8($0.at.microseconds) }),
        .array(
          .uuid,
          contacts.map { .uuid(orNull: $0.decision.map { UUIDBits(high: $0.high, low: $0.low) }) }),
        .array(.bool, contacts.map { .bool($0.isDelivered) }),
        .array(.int2, contacts.map { .int2(Int16($0.origin.rawValue)) }),
        .array(.int4, behind.map { .int4(Int32($0)) }),
        .array(.int4, behindInAccount.map { .int4(Int32($0)) }),
        .bool(!write.isReservation), .bytes(orNull: answer?.key.bytes),
        .bytes(orNull: answer?.question.bytes),
        .text(orNull: answer?.journey), answer.map { .int8($0.at.microseconds) } ?? .null(.int8),
        .text(orNull: answer?.revision), .bytes(orNull: answer?.body), .uuid(write.version.bits),
        .uuid(write.detachedVersion.bits), .array(.bool, scopes.map { .bool($0.expectation != .any) }),
      ]
  }

  private static func result(of write: SharedWrite, in rows: Rows) -> WriteResult {
    var last: [HistoryScope: Int64] = [:]
    for row in 0..<rows.count {
      guard let code = rows.int(row, 0), let id = rows.text(row, 1), let count = rows.int(row, 2) else {
        continue
      }
      guard let kind = Int16(exactly: code).flatMap({ HistoryScope.Kind(rawValue: $0) }) else {
        return .answered
      }
      last[HistoryScope(kind: kind, id: ExactText(id))] = count
    }
    // What is no reservation and changed nothing was there already.
    guard !last.isEmpty || !write.isReservation else { return .overtaken(newer: []) }
    // Numbered backwards from the last one of each journey.
    var numbers: [Int64] = []
    for contact in write.contacts.reversed() {
      let scope = HistoryScope.journey(contact.journey)
      guard let number = last[scope] else { continue }
      numbers.append(number)
      last[scope] = number - 1
    }
    return .taken(contacts: numbers.reversed())
  }
}
