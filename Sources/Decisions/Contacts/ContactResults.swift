package import Rules
package import Time

/// What came of a contact: as a rule one result, which then needs no allocation.
package struct ContactResults: Sendable, Hashable {
  private enum Storage: Hashable {
    case one(Contact.Result)
    case several([Contact.Result])
  }

  private let storage: Storage
  /// Which outcomes there are among them.
  package let outcomes: OutcomeSet

  /// One result.
  package init(_ outcome: Outcome, at: Instant?) {
    storage = .one(Contact.Result(outcome, at: at))
    outcomes = OutcomeSet(outcome)
  }

  /// Any number of results, in their order.
  package init(_ results: [Contact.Result]) {
    storage = .several(results)
    outcomes = results.reduce(into: OutcomeSet()) { $0.insert(OutcomeSet($1.outcome)) }
  }
}

extension ContactResults {
  /// These and others, each outcome once at its earliest instant.
  func adding(_ others: ContactResults) -> ContactResults {
    var results = Array(self)
    for other in others {
      guard let index = results.firstIndex(where: { $0.outcome == other.outcome }) else {
        results.append(other)
        continue
      }
      guard let at = other.at, results[index].at.map({ at < $0 }) ?? true else { continue }
      results[index] = other
    }
    return ContactResults(results)
  }

  /// Whether an outcome was reported more than once.
  var hasRepeats: Bool { count > outcomes.rawValue.nonzeroBitCount }

  /// In the order of outcomes.
  var inOrder: ContactResults { ContactResults(sorted { $0.outcome.place < $1.outcome.place }) }
}

extension ContactResults: RandomAccessCollection, ExpressibleByArrayLiteral {
  package var startIndex: Int { 0 }

  package var endIndex: Int {
    switch storage {
    case .one: 1
    case .several(let results): results.count
    }
  }

  package subscript(index: Int) -> Contact.Result {
    switch storage {
    case .one(let result):
      precondition(index == 0, "an index within the results")
      return result
    case .several(let results): return results[index]
    }
  }

  package init(arrayLiteral results: Contact.Result...) {
    self.init(results)
  }
}
