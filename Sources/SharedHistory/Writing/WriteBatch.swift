package import HistoryRecords

/// Writes that go to the database as one transaction, in their order. Each is decided on what is known, and on those
/// before it as if they had been taken: should one of them fail, those on top of it fail as well.
package struct WriteBatch: Sendable {
  package private(set) var writes: [SharedWrite] = []
  /// The version of each scope once all writes so far are taken.
  private var versions: [HistoryScope: WriteID?] = [:]

  package init() {}

  package var isEmpty: Bool { writes.isEmpty }

  /// Takes over the version of a scope as it was read; what the batch itself has written there goes before it.
  package mutating func know(_ scope: HistoryScope, version: WriteID?) {
    if versions[scope] == nil { versions[scope] = .some(version) }
  }

  /// Whether a reservation may rest on a scope.
  package func knows(_ scope: HistoryScope) -> Bool { versions[scope] != nil }

  /// Adds a write that holds only where nobody else has written meanwhile. It makes a contact: by that it is found again
  /// where the connection breaks at the commit.
  ///
  /// - Parameters:
  ///   - scopes: whose versions must be known.
  ///   - fill: adds what is written.
  package mutating func reserve(_ id: WriteID, in scopes: [HistoryScope], _ fill: (inout SharedWrite) -> Void)
  {
    add(id, scopes, fill) { versions in
      guard let version = versions else { preconditionFailure("a reservation rests on what was not read") }
      return .unchanged(since: version)
    }
    precondition(writes.last?.contacts.isEmpty == false, "a reservation makes no contact")
  }

  /// Adds a write that holds whatever others have written. What rests on it holds only where its scopes were known, and
  /// nobody has written there since.
  package mutating func record(_ id: WriteID, in scopes: [HistoryScope], _ fill: (inout SharedWrite) -> Void)
  {
    add(id, scopes, fill) { version in version.map { .following($0) } ?? .any }
  }

  /// Adds a write that may stand in the database already; what of it stands there stays as it is.
  package mutating func repeated(_ write: SharedWrite) {
    var write = write
    if !write.isReservation {
      (write.version, write.detachedVersion) = (.new(), .new())
      write.scopes = write.scopes.mapValues { _ in .any }
    }
    append(write)
  }

  /// Adds a write whose expectations are known.
  package mutating func append(_ write: SharedWrite) {
    writes.append(write)
    for (scope, expectation) in write.scopes {
      versions[scope] = expectation == .any ? nil : .some(write.version)
    }
  }

  private mutating func add(
    _ id: WriteID, _ scopes: [HistoryScope], _ fill: (inout SharedWrite) -> Void,
    expecting: (WriteID??) -> SharedWrite.Expectation
  ) {
    precondition(!scopes.isEmpty, "a write touches nothing")
    var expectations: [HistoryScope: SharedWrite.Expectation] = [:]
    for scope in scopes { expectations[scope] = expecting(versions[scope]) }
    var write = SharedWrite(id: id, scopes: expectations)
    fill(&write)
    append(write)
  }

  /// All scopes in the order in which everybody locks them, so that no two transactions wait for each other.
  var locked: [HistoryScope] { Set(writes.flatMap(\.scopes.keys)).sorted() }

  /// The scopes that may have no row yet, in the same order.
  var unborn: [HistoryScope] {
    Set(
      writes.flatMap { write in
        write.scopes.filter { ($0.value.since ?? nil) == nil }.keys
      }
    ).sorted()
  }
}

/// What became of a write.
package enum WriteResult: Sendable {
  /// It is in the database and durable, its contacts under these numbers of their journeys.
  case taken(contacts: [Int64])
  /// Somebody else was faster, and nothing was written: what stands there now, of the scopes that it rests on; empty
  /// where that could not be read.
  case overtaken(newer: [ScopeCopy])
  /// There is an answer under its key already, and nothing was written.
  case answered
  /// The connection broke at the commit. Whether it was written says `settle`.
  case unknown
  /// It cannot be written.
  case failed(SharedHistoryFault)
}
