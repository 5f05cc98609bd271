import DecisionStatistics
import Foundation
import JSON
import Rules
import TestSupport
import Testing
import Time

/// Statistics are what counting by hand gives.
@Suite struct CountingTests {
  private typealias Object = [String: Any]

  private static let windows: [(since: String?, until: String?)] = [
    (nil, nil), ("2026-09-22T00:00:00Z", nil), (nil, "2026-09-22T00:00:00Z"),
    ("2026-09-21T22:00:00Z", "2026-09-22T09:30:00Z"),
  ]

  private static let book = BookOutline(
    revision: "bbbb",
    entries: (RandomLog.rules + ["idle"]).map {
      .init(rule: $0, verb: .recommend, isEnabled: true, since: Instant(microseconds: 0))
    })

  private func report(
    _ records: [String], since: String? = nil, until: String? = nil, by dimension: CountDimension? = nil,
    limit: Int = 1_000
  ) throws -> DecisionReport {
    let window = CountWindow(
      since: since.flatMap { Instant(rfc3339: $0) }, until: until.flatMap { Instant(rfc3339: $0) })
    var tally = DecisionTally(window, by: dimension, limit: limit)
    for record in records { #expect(tally.add(try JSONDocument(parsing: Array(record.utf8)))) }
    return DecisionReport(tally, ReadFiles(), book: Self.book, top: 10)
  }

  private func object(_ report: DecisionReport) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(report.json)) as? [String: Any])
  }

  @Test func `all numbers are those of a naive count`() throws {
    var random = SeededRandom.ofThisRun()
    for _ in 0..<10 {
      let records = try RandomLog(SeededRandom(seed: random.next()), count: 120).records
      for (since, until) in Self.windows {
        let naive = try NaiveCount(records, since: since, until: until)
        let found = try object(report(records, since: since, until: until))
        #expect(found["decisions"] as? Int == naive.decisions.count)
        #expect(found["dropped"] as? Int == dropped(naive, since, until))
        try compareRules(found, naive)
        try compareReasons(found, naive)
        try compareContacts(found, naive)
      }
    }
  }

  private func dropped(_ naive: NaiveCount, _ since: String?, _ until: String?) -> Int {
    naive.all.reduce(0) { sum, record in
      guard let gap = record["gap"] as? Int, let from = record["from"] as? String,
        since.map({ $0 <= from }) ?? true, until.map({ from < $0 }) ?? true
      else { return sum }
      return sum + gap
    }
  }

  private func rows(_ found: [String: Any], _ table: String, _ keys: String...) throws -> [[String]: Object] {
    let rows = try #require(found[table] as? [Object], "\(table)")
    let named = rows.map { row in (keys.map { row[$0] as? String ?? "?" }, row) }
    return try #require(
      Set(named.map(\.0)).count == named.count ? Dictionary(uniqueKeysWithValues: named) : nil)
  }

  private func compareRules(_ found: [String: Any], _ naive: NaiveCount) throws {
    let rows = try rows(found, "rules", "rule")
    for rule in RandomLog.rules {
      let matched = naive.decisions.filter { record in
        NaiveCount.list("matched", record).contains { $0["rule"] as? String == rule }
      }
      let heldBack = naive.decisions.flatMap { NaiveCount.heldBack($0) }
        .count { $0["reason"] as? String == "suppressed" && $0["by"] as? String == rule }
      let row = rows[[rule]] ?? [:]
      #expect(row["matched"] as? Int ?? 0 == matched.count)
      #expect(row["recommended"] as? Int ?? 0 == naive.count { NaiveCount.recommends($0, rule) })
      #expect(row["first"] as? Int ?? 0 == naive.count { NaiveCount.recommends($0, rule, first: true) })
      #expect(row["held_back"] as? Int ?? 0 == heldBack)
      #expect(row["last_matched"] as? String == matched.compactMap { $0["at"] as? String }.max())
    }
    let unused = Set(try self.rows(found, "unused_rules", "rule").keys.map { $0[0] })
    let used = naive.decisions.flatMap { NaiveCount.list("matched", $0).compactMap { $0["rule"] as? String } }
    #expect(unused == Set(RandomLog.rules + ["idle"]).subtracting(used))
  }

  private func compareReasons(_ found: [String: Any], _ naive: NaiveCount) throws {
    var pairs: [[String]: Int] = [:]
    var causes: [[String]: [Int]] = [:]
    for record in naive.decisions {
      for entry in NaiveCount.heldBack(record) {
        let (action, reason) = (entry["action"] as? String ?? "", entry["reason"] as? String ?? "")
        pairs[[action, reason], default: 0] += 1
        if let by = entry["by"] as? String { causes[[reason, by], default: [0, 0]][0] += 1 }
      }
      for entry in NaiveCount.recommendations(record).flatMap({ NaiveCount.list("passed_over", $0) }) {
        let names = [entry["reason"] as? String ?? "", entry["by"] as? String ?? ""]
        causes[names, default: [0, 0]][1] += 1
      }
    }
    #expect(try rows(found, "held_back", "action", "reason").mapValues { $0["count"] as? Int ?? 0 } == pairs)
    let found1 = try rows(found, "held_back_by", "reason", "by").mapValues {
      [$0["held_back"] as? Int ?? -1, $0["passed_over"] as? Int ?? -1]
    }
    #expect(found1 == causes)
    let unmatched = naive.decisions.filter { NaiveCount.decision($0)["outcome"] as? String == "no_match" }
    let places = Dictionary(grouping: unmatched) {
      [NaiveCount.place("stage", $0), NaiveCount.place("persona", $0)]
    }
    let found2 = try rows(found, "no_match", "stage", "persona").mapValues { $0["decisions"] as? Int ?? 0 }
    #expect(found2 == places.mapValues(\.count))
    let warnings = naive.decisions.reduce(0) {
      $0 + NaiveCount.list("warnings", NaiveCount.decision($1)).count
    }
    let warned = try rows(found, "warnings", "pointer").mapValues { $0["count"] as? Int ?? 0 }
    #expect(warned == (warnings > 0 ? [["/pain_points/*/severity"]: warnings] : [:]))
  }

  private func compareContacts(_ found: [String: Any], _ naive: NaiveCount) throws {
    let contacts = naive.contacts
    let about = try #require(found["contacts"] as? Object)
    #expect(about["decisions_with_a_contact"] as? Int == Set(contacts.keys.map { $0[0] }).count)
    #expect(
      about["decisions_that_recommend"] as? Int == naive.count { !NaiveCount.recommendations($0).isEmpty })
    for (table, what) in [("contacts_by_action", "action"), ("contacts_by_rule", "rule")] {
      var counts: [[String]: [String: Int]] = [:]
      for (key, outcomes) in contacts {
        for name in what == "action" ? [key[1]] : naive.rules(key[0], key[1]) {
          var count = counts[[name]] ?? [:]
          for outcome in outcomes.contains("not_sent") ? ["not_sent"] : ["contacts"] + outcomes {
            count[outcome, default: 0] += 1
          }
          counts[[name]] = count
        }
      }
      let rows = try rows(found, table, what)
      #expect(Set(rows.keys) == Set(counts.keys))
      for (name, row) in rows {
        let count = counts[name] ?? [:]
        for key in ["contacts", "not_sent"] { #expect(row[key] as? Int ?? 0 == count[key] ?? 0) }
        for outcome in RandomLog.outcomes where outcome != "not_sent" {
          let cell = try #require(row[outcome] as? Object)
          #expect(cell["count"] as? Int == count[outcome] ?? 0, "\(outcome) of \(name)")
          guard let all = count["contacts"] else { continue }
          let rate = try #require(cell["rate"] as? Double)
          #expect(abs(rate - Double(count[outcome] ?? 0) / Double(all)) < 1e-9)
          #expect(try #require(cell["rate_low"] as? Double) <= rate)
          #expect(try #require(cell["rate_high"] as? Double) >= rate)
        }
      }
    }
  }

  @Test(arguments: CountDimension.allCases)
  func `by each dimension the numbers are those of a naive count`(dimension: CountDimension) throws {
    var random = SeededRandom.ofThisRun()
    let records = try RandomLog(SeededRandom(seed: random.next()), count: 150).records
    let naive = try NaiveCount(records, since: nil, until: nil)
    let found = try rows(
      object(report(records, by: dimension)), "by_\(dimension.rawValue)", dimension.rawValue)
    #expect(found.count > 1)
    func numbers(_ key: String) -> [[String]: Int] {
      found.compactMapValues { $0[key] as? Int }.filter { $0.value > 0 }
    }
    /// By each name that a record has, how many have it.
    func tallied(_ names: (Object) -> [String]) -> [[String]: Int] {
      Dictionary(naive.decisions.flatMap { names($0).map { ([$0], 1) } }, uniquingKeysWith: +)
    }
    func texts(_ key: String, _ list: [Object]) -> [String] { list.compactMap { $0[key] as? String } }
    switch dimension {
    case .stage, .persona, .market, .day:
      func name(_ record: Object) -> [String] {
        switch dimension {
        case .market: [(record["state"] as? Object)?["market"] as? String ?? "unknown"]
        case .day: [String((record["at"] as? String ?? "").prefix(10))]
        default: [NaiveCount.place(dimension.rawValue, record)]
        }
      }
      #expect(numbers("decisions") == tallied(name))
      #expect(numbers("recommended") == tallied { NaiveCount.recommendations($0).isEmpty ? [] : name($0) })
      #expect(numbers("held_back") == tallied { NaiveCount.heldBack($0).isEmpty ? [] : name($0) })
      #expect(
        numbers("no_match")
          == tallied { NaiveCount.decision($0)["outcome"] as? String == "no_match" ? name($0) : [] })
    case .action:
      #expect(numbers("recommended") == tallied { texts("action", NaiveCount.recommendations($0)) })
      #expect(numbers("held_back") == tallied { texts("action", NaiveCount.heldBack($0)) })
      #expect(
        numbers("first") == tallied { Array(texts("action", NaiveCount.recommendations($0)).prefix(1)) })
      #expect(
        numbers("decisions")
          == tallied {
            Array(Set(texts("action", NaiveCount.recommendations($0) + NaiveCount.heldBack($0))))
          })
    case .rule:
      #expect(numbers("decisions") == tallied { texts("rule", NaiveCount.list("matched", $0)) })
    case .channel:
      #expect(numbers("recommended") == tallied { texts("channel", NaiveCount.recommendations($0)) })
      #expect(
        numbers("first") == tallied { texts("channel", Array(NaiveCount.recommendations($0).prefix(1))) })
      #expect(
        numbers("held_back")
          == tallied { record in
            texts(
              "channel",
              NaiveCount.heldBack(record)
                + NaiveCount.recommendations(record).flatMap { NaiveCount.list("passed_over", $0) })
          })
    }
  }

  @Test func `what is no record is refused`() throws {
    var tally = DecisionTally()
    for text in ["{}", "[]", "7", #"{"gap":"x"}"#, #"{"gap":1,"from":"x"}"#, #"{"id":"a","at":"b"}"#] {
      #expect(!tally.add(try JSONDocument(parsing: Array(text.utf8))))
    }
    #expect(tally.decisions == 0)
  }

  @Test func `with too little room it says that not all contacts are counted`() throws {
    let records = try RandomLog(SeededRandom(seed: 1), count: 200).records
    let about = try #require(try object(report(records, limit: 5))["contacts"] as? Object)
    #expect(about["complete"] as? Bool == false)
    #expect(try report(records, limit: 5).text.contains("There are too many contacts"))
    let whole = try #require(try object(report(records))["contacts"] as? Object)
    #expect(whole["complete"] as? Bool == true)
  }
}
