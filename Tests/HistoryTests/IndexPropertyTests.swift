import Decisions
import HistoryRecords
import Rules
import TestSupport
import Testing
import Time

@testable import History

/// The index against a list that is searched from end to end.
struct IndexPropertyTests {
  private struct Known: Equatable {
    let id: Int64
    let journey: String
    let account: String?
    var outcomes: Set<Outcome>
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `it holds what was added and not removed, whatever came and went`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var index = HistoryIndex()
    var known: [Int32: Known] = [:]
    for step in 0..<600 {
      switch random.next() % 10 {
      case 0..<5:
        let journey = "journey-\(random.next() % 40)"
        let account = random.next() % 3 == 0 ? nil : "account-\(random.next() % 6)"
        let decision = DecisionID.number(1 + random.next() % 200)
        let number = index.add(
          journey: index.intern(journey: journey), account: account.map { index.intern(account: $0) } ?? -1,
          stamp: index.number(of: .of("action-\(step)")), channel: -1, at: .s(Int64(step)),
          decision: decision,
          isDelivered: false, origin: .reserved)
        known[number] = Known(id: index.contacts[number].id, journey: journey, account: account, outcomes: [])
        #expect(index.contact(of: decision, action: "action-\(step)") == number)
      case 5..<8:
        guard let number = known.keys.sorted().randomElement(using: &random) else { continue }
        let outcome = Outcome.allCases[Int(random.next() % 10)]
        if known[number]?.outcomes.contains(outcome) == true {
          index.remove(outcome, from: number)
          known[number]?.outcomes.remove(outcome)
        } else {
          index.add(outcome, at: .s(0), value: nil, to: number)
          known[number]?.outcomes.insert(outcome)
        }
      default:
        guard let number = known.keys.sorted().randomElement(using: &random) else { continue }
        let journey = index.contacts[number].journey
        index.remove(contact: number)
        index.removeIfEmpty(journey: journey)
        known[number] = nil
      }
    }
    compare(index, known)
  }

  private func compare(_ index: HistoryIndex, _ known: [Int32: Known]) {
    #expect(index.contactCount == known.count)
    for name in Set(known.values.map(\.journey)) {
      guard let journey = index.journeys.number(of: name) else {
        Issue.record("\(name) is not there")
        continue
      }
      let expected = Set(known.filter { $0.value.journey == name }.keys)
      #expect(Set(index.contacts(ofJourney: journey)) == expected)
    }
    for name in Set(known.values.compactMap(\.account)) {
      guard let account = index.accounts.number(of: name) else {
        Issue.record("\(name) is not there")
        continue
      }
      #expect(Set(index.contacts(ofAccount: account)) == Set(known.filter { $0.value.account == name }.keys))
    }
    for (number, contact) in known {
      #expect(index.contains(number, id: contact.id))
      for outcome in Outcome.allCases {
        #expect(index.has(outcome, contact: number) == contact.outcomes.contains(outcome))
      }
    }
    let journeys = Set(known.values.map(\.journey))
    #expect(index.journeys.names.filter { !$0.isEmpty }.count == journeys.count)
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `names keep their numbers while they are there`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var table = NameTable()
    var known: [String: Int32] = [:]
    for _ in 0..<3_000 {
      let name = "n\(random.next() % 300)"
      if let number = known[name] {
        #expect(table.intern(name) == (number, false))
        if random.next() % 2 == 0 {
          table.remove(number)
          known[name] = nil
          #expect(table.number(of: name) == nil)
        }
      } else {
        let (number, isNew) = table.intern(name)
        #expect(isNew && !known.values.contains(number))
        known[name] = number
      }
    }
    for (name, number) in known { #expect(table.number(of: name) == number) }
  }

  @Test func `names are compared by their bytes`() {
    var table = NameTable()
    #expect(table.intern("caf\u{e9}").number != table.intern("cafe\u{301}").number)
  }
}

extension HistoryIndex {
  /// Whether it is known that this came of a contact.
  fileprivate func has(_ outcome: Outcome, contact: Int32) -> Bool {
    (outcome == .delivered && contacts[contact].isDelivered)
      || results(of: contact).contains { $0.outcome == Int8(outcome.place) }
  }
}
