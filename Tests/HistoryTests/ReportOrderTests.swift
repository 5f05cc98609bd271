import Decisions
import HistoryRecords
import Rules
import TestSupport
import Testing
import Time

@testable import History

/// What is remembered follows from all that was told, and not from the order in which it came.
@Suite(.onEachEngine, .serialized) struct ReportOrderTests {
  private let test: TestHistory

  init() throws { test = try TestHistory() }

  /// Something that is told of a journey. Decisions are numbered within the journey.
  private enum Telling: Sendable {
    case outcome(
      Outcome, Int64, channel: String = "email", decision: UInt64? = nil, value: Double? = nil,
      account: String? = nil)
    case contact(
      Int64, [(Outcome, Int64)], channel: String = "email", kind: String? = "mail", decision: UInt64? = nil)
  }

  private func tell(
    _ telling: Telling, of journey: String, decisions base: UInt64, in transaction: HistoryTransaction
  ) {
    switch telling {
    case .outcome(let outcome, let at, let channel, let decision, let value, let account):
      _ = transaction.record(
        .of(
          outcome, channel: channel, journey: journey, decision: decision.map { .number(base + $0) },
          account: account, at: at, value: value), now: .s(at), sameContactWithin: .hour)
    case .contact(let at, let results, let channel, let kind, let decision):
      _ = transaction.add(
        ContactDocument(
          journey: journey, account: nil,
          stamp: ActionStamp(action: "news", kind: kind, group: nil, isExempt: false, counts: true),
          channel: channel, at: .s(at), decision: decision.map { .number(base + $0) }, isReserved: false,
          results: results.map { .init(outcome: $0, at: .s($1), value: nil) }))
    }
  }

  /// What is known of a journey after some reservations, each under a decision of its own, and some tellings.
  private func known(
    _ tellings: [Telling], reserving reservations: [Int64], as number: UInt64
  ) -> [String] {
    let journey = "j\(number)"
    let base = number * 1_000
    test.submit(of: journey) { transaction in
      for (index, at) in reservations.enumerated() {
        transaction.reserve(
          .of("news"), channel: "email", journey: journey, account: nil,
          decision: .number(base + UInt64(index) + 1), at: .s(at))
      }
      for telling in tellings { tell(telling, of: journey, decisions: base, in: transaction) }
    }
    return known(of: journey, base)
  }

  private func known(of journey: String, _ base: UInt64) -> [String] {
    let index = test.history.index
    let withdrawals = index.journeys.number(of: journey).map { number in
      index.withdrawals(ofJourney: number).map {
        "no \(index.channelName($0.channel) ?? "-") from \(($0.instant - .s(0)).microseconds / 1_000_000)"
      }.sorted()
    }
    let contacts = test.history.contacts(of: journey, within: .hour).map { contact in
      let results = contact.results.map {
        "\($0.outcome.rawValue)@\(($0.at - .s(0)).microseconds / 1_000_000)\($0.value.map { "=\($0)" } ?? "")\($0.channel.map { " by \($0)" } ?? "")"
      }
      let seconds = (contact.at - .s(0)).microseconds / 1_000_000
      let decision = contact.decision.map { "d\($0.low - base)" } ?? "-"
      let account = contact.account.map { "\($0) " } ?? ""
      return account + "\(seconds) \(decision) \(contact.channel ?? "-") \(contact.stamp.kind ?? "-") "
        + results.joined(separator: ",")
    }
    return contacts + (withdrawals ?? [])
  }

  private static func tellings(_ random: inout SeededRandom, decisions: UInt64) -> [Telling] {
    func pick<Element>(_ elements: [Element]) -> Element {
      elements[Int(random.next() % UInt64(elements.count))]
    }
    // Few instants, so that many meet.
    func instant() -> Int64 { Int64(random.next() % 14) * 1_200 }
    return (0..<(2 + random.next() % 5)).map { _ in
      let decision: UInt64? = random.next() % 3 == 0 ? 1 + random.next() % (decisions + 2) : nil
      let outcome = pick([
        Outcome.delivered, .delivered, .opened, .clicked, .dismissed, .bounced, .unsubscribed, .complained,
        .notSent,
      ])
      let channel = pick(["email", "email", "email", "phone"])
      if random.next() % 4 == 0 {
        let at = instant()
        return .contact(
          at, [(outcome, at + Int64(random.next() % 3) * 600)], channel: channel,
          kind: pick(["mail", "old", nil]),
          decision: decision)
      }
      let value: Double? = random.next() % 5 == 0 ? Double(random.next() % 3) : nil
      return .outcome(
        outcome, instant(), channel: channel, decision: decision, value: value,
        account: pick([nil, nil, "acme", "zeta"]))
    }
  }

  @Test func `the order of what is told makes no difference`() {
    var number: UInt64 = 0
    for seed in 0..<400 as Range<UInt64> {
      var random = SeededRandom(seed: seed)
      let reservations = (0..<(random.next() % 3)).map { _ in Int64(random.next() % 14) * 1_200 }.sorted()
      let tellings = Self.tellings(&random, decisions: UInt64(reservations.count))
      number += 1
      let known = known(tellings, reserving: reservations, as: number)
      for _ in 0..<4 {
        number += 1
        let shuffled = tellings.shuffled(using: &random)
        let other = self.known(shuffled, reserving: reservations, as: number)
        #expect(other == known, "seed \(seed): \(reservations) \(tellings) \(shuffled)")
      }
    }
  }

  @Test func `what is known is what is read again after a restart`() {
    var before: [UInt64: [String]] = [:]
    for seed in 0..<100 as Range<UInt64> {
      var random = SeededRandom(seed: seed)
      let reservations = (0..<(random.next() % 3)).map { _ in Int64(random.next() % 14) * 1_200 }
      let tellings = Self.tellings(&random, decisions: UInt64(reservations.count))
      // One after the other, so that what is told of a contact comes after it is written.
      before[seed] = known([], reserving: reservations, as: seed)
      for telling in tellings {
        test.submit(of: "j\(seed)") { tell(telling, of: "j\(seed)", decisions: seed * 1_000, in: $0) }
      }
      before[seed] = known(of: "j\(seed)", seed * 1_000)
    }
    test.restart()
    test.prepare(before.keys.map { "j\($0)" })
    for (seed, lines) in before { #expect(known(of: "j\(seed)", seed * 1_000) == lines, "seed \(seed)") }
  }

  @Test func `what is told once more changes nothing`() {
    var number: UInt64 = 0
    for seed in 0..<100 as Range<UInt64> {
      var random = SeededRandom(seed: seed)
      let tellings = Self.tellings(&random, decisions: 1)
      number += 2
      let once = known(tellings, reserving: [0], as: number)
      #expect(known(tellings + tellings, reserving: [0], as: number + 1) == once, "seed \(seed)")
    }
  }

  @Test func `what is shown can be taken elsewhere, opt-outs and all`() {
    for seed in 0..<300 as Range<UInt64> {
      var random = SeededRandom(seed: seed)
      let reservations = (0..<(random.next() % 3)).map { _ in Int64(random.next() % 14) * 1_200 }.sorted()
      let tellings = Self.tellings(&random, decisions: UInt64(reservations.count))
      let known = known(tellings, reserving: reservations, as: 1_000 + seed)
      let base = (1_000 + seed) * 1_000
      let shown = test.history.contacts(of: "j\(1_000 + seed)", within: .hour)
      test.submit(of: "copy\(seed)") { transaction in
        for contact in shown.shuffled(using: &random) {
          _ = transaction.add(
            ContactDocument(
              journey: "copy\(seed)", account: contact.account, stamp: contact.stamp,
              channel: contact.channel,
              at: contact.at, decision: contact.decision.map { .number($0.low + 5_000_000) },
              isReserved: contact.isReserved, results: contact.results, closed: contact.closed))
        }
      }
      let copy = self.known(of: "copy\(seed)", base + 5_000_000).filter { $0.hasPrefix("no ") }
      for optOut in known.filter({ $0.hasPrefix("no ") }) where !copy.contains(optOut) {
        // One that holds from later on is heard as well.
        let words = optOut.split(separator: " ")
        let other = copy.first { $0.hasPrefix("no \(words[1]) ") }?.split(separator: " ").last.flatMap {
          Int($0)
        }
        #expect(other ?? -1 >= Int(words[3]) ?? 0, "seed \(seed): \(reservations) \(tellings)")
      }
    }
  }

  private struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let reservations: [Int64]
    let tellings: [Telling]
    let known: [String]

    init(_ name: String, reserved: [Int64] = [], _ tellings: [Telling], _ known: [String]) {
      (testDescription, reservations, self.tellings, self.known) = (name, reserved, tellings, known)
    }
  }

  private static let hour: Int64 = 3_600

  private static let cases: [Case] = [
    .init(
      "an opening belongs to the delivery before it",
      [.outcome(.opened, 3 * hour), .outcome(.delivered, 0)], ["0 - email mail delivered@0,opened@10800"]),
    .init(
      "what came of nothing known is a contact at its instant",
      [.outcome(.clicked, 2 * hour), .outcome(.opened, hour)], ["3600 - email mail opened@3600,clicked@7200"]),
    .init(
      "a later delivery is another contact",
      [.outcome(.opened, 0), .outcome(.delivered, 3 * hour), .outcome(.clicked, 4 * hour)],
      ["0 - email mail opened@0", "10800 - email mail delivered@10800,clicked@14400"]),
    .init(
      "a delivery told within the hour is the one reserved", reserved: [0],
      [.outcome(.delivered, hour), .outcome(.delivered, hour + 1)],
      ["0 d1 email mail delivered@0"],
    ),
    .init(
      "a try that failed leaves the next one", reserved: [0],
      [.outcome(.notSent, 60, decision: 1), .outcome(.delivered, 120)],
      ["0 d1 email mail delivered@0,not_sent@60", "120 - email mail delivered@120"]),
    .init(
      "not sent, without a decision, gives back the latest of which nothing is known",
      reserved: [0, 2 * hour],
      [.outcome(.notSent, 3 * hour), .outcome(.opened, 2 * hour + 60)],
      ["0 d1 email mail delivered@0,not_sent@10800", "7200 d2 email mail delivered@7200,opened@7260"]),
    .init(
      "not sent, twice, gives back one", reserved: [0, 2 * hour],
      [.outcome(.notSent, 3 * hour), .outcome(.notSent, 4 * hour)],
      ["0 d1 email mail delivered@0", "7200 d2 email mail delivered@7200,not_sent@10800"]),
    .init(
      "not sent of something that was delivered does nothing", reserved: [0],
      [.outcome(.notSent, 60), .outcome(.delivered, 120)], ["0 d1 email mail delivered@0"]),
    .init(
      "an opt-out from another channel closes both", reserved: [0],
      [.outcome(.unsubscribed, 60, channel: "phone", decision: 1)],
      [
        "0 d1 email mail delivered@0,unsubscribed@60,unsubscribed@60 by phone", "no email from 60",
        "no phone from 60",
      ]),
    .init(
      "a bounce on another channel stays with its contact", reserved: [0],
      [.outcome(.bounced, 60, channel: "phone", decision: 1)],
      ["0 d1 email mail delivered@0,bounced@60 by phone"]),
    .init(
      "opt-outs of one contact hold from the later one on, though it was not sent", reserved: [0],
      [
        .outcome(.unsubscribed, 90, decision: 1), .outcome(.notSent, 60, decision: 1),
        .outcome(.unsubscribed, 30, decision: 1),
      ], ["0 d1 email mail delivered@0,unsubscribed@30,not_sent@60", "no email from 90"]),
    .init(
      "an outcome of a decision whose contact is told later",
      [.outcome(.opened, 2 * hour, decision: 7), .contact(0, [(.delivered, 0)], decision: 7)],
      ["0 d7 email mail delivered@0,opened@7200"]),
    .init(
      "an imported contact takes the outcome that follows it", reserved: [0],
      [.outcome(.opened, 5 * hour), .contact(4 * hour, [(.delivered, 4 * hour)], kind: "old")],
      ["0 d1 email mail delivered@0", "14400 - email old delivered@14400,opened@18000"]),
    .init(
      "of one instant the smaller kind counts",
      [.contact(0, [(.delivered, 0)], kind: "b"), .contact(0, [(.opened, 0)], kind: "a")],
      ["0 - email a delivered@0,opened@0"]),
    .init(
      "of an outcome told twice the earliest instant stays", reserved: [0],
      [.outcome(.converted, 90, decision: 1, value: 2), .outcome(.converted, 60, decision: 1, value: 1)],
      ["0 d1 email mail delivered@0,converted@60=1.0"]),
  ]

  @Test func `contacts are what was told of them`() {
    for (index, example) in Self.cases.enumerated() {
      for (turn, tellings) in [example.tellings, example.tellings.reversed()].enumerated() {
        let number = UInt64(index * 2 + turn + 1)
        let known = known(tellings, reserving: example.reservations, as: number)
        #expect(known == example.known, "\(example.testDescription)")
      }
    }
  }
}
