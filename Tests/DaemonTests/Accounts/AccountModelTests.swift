import Foundation
import Testing
import TestSupport

/// What is chosen in an account, against the definition: everybody is asked about by itself, the best is reserved, and so
/// on.
@Suite("Choosing in an account") struct AccountModelTests {
  private static let personas = ["technician", "chief", "assistant"]

  private struct Choice: Equatable {
    let person: String
    let action: String
    let channel: String
    let priority: Double?
  }

  @Test func `it is what asking about each by itself would choose`() throws {
    var random = SeededRandom.ofThisRun()
    for _ in 0..<3 {
      let folder = try TestFolder(withBook: false)
      try folder.write(Self.book(&random), to: "rules/book.yaml")
      let daemon = try TestDaemon(in: folder)
      for round in 0..<4 {
        let take = random.pick([1, 2, 3, 10])
        let people = (0..<random.pick([2, 4, 6])).map { "j\($0)" }
        try Self.tell(daemon, people, ["one\(round)", "other\(round)"], &random)
        let foreseen = try daemon.account("decide", "one\(round)", take: take)
        let answer = try daemon.account("next", "one\(round)", take: take)
        #expect(answer.withoutIDs == foreseen.withoutIDs)
        let wanted = try Self.choices(of: people.map { "other\(round)/\($0)" }, take: take, from: daemon)
        #expect(Self.choices(in: answer) == wanted, "\(answer.text)")
        for person in people {
          let (one, other) = ("one\(round)/\(person)", "other\(round)/\(person)")
          #expect(try daemon.contacts(of: one).contacts == daemon.contacts(of: other).contacts)
        }
      }
      #expect(try daemon.stop() == 0)
    }
  }

  /// Tells the same of the people of two accounts.
  private static func tell(
    _ daemon: TestDaemon, _ people: [String], _ accounts: [String], _ random: inout SeededRandom
  ) throws {
    for person in people {
      let persona = random.chance(30) ? nil : random.pick(personas)
      let stage = random.pick(["awareness", "decision", nil])
      for account in accounts {
        try daemon.tellAll(
          AccountBook.person("\(account)/\(person)", persona, stage: stage, account: account))
      }
    }
  }

  private static func book(_ random: inout SeededRandom) -> String {
    var text = """
      stages: {awareness: {phase: before}, decision: {phase: before}}
      personas: {technician: {role: user}, chief: {role: decider}, assistant: {role: user}}
      channels: {email: {consent: none}, phone: {consent: none}}
      actions:
        proposal: {kind: offer, channels: [email]}
        news: {kind: mail, channels: [email, phone]}
        call: {kind: talk, channels: [phone]}
        greeting: {kind: mail, channels: [email]}
      rules:
        guess: {when: {stage: awareness}, place: {persona: assistant}}

      """
    for (number, action) in ["proposal", "news", "call", "news", "call"].enumerated() {
      let condition = random.pick([
        "stage: decision", "persona: chief", "persona: [assistant, technician]",
        "buying_group: {role: user, at_most: 1}",
      ])
      let score = random.pick([40, 50, 60])
      text += "  r\(number): {when: {\(condition)}, recommend: {action: \(action), score: \(score)}}\n"
    }
    text += "policies:\n  fallback: [\(random.pick(["greeting", "call", "news, greeting"]))]\n  caps:\n"
    for (number, what) in ["channel: email", "channel: phone", "kind: mail"].enumerated() {
      let scope = random.pick(["account", "account", "journey"])
      text += "    c\(number): {\(what), at_most: \(random.pick([1, 2, 3])), within: 1d, per: \(scope)}\n"
    }
    return text
  }

  private static func choices(in answer: Answer) -> [Choice] {
    (answer.json["recommendations"] as? [[String: Any]] ?? []).map { choice($0, of: $0["journey"]) }
  }

  private static func choice(_ item: [String: Any], of journey: Any?) -> Choice {
    Choice(
      person: (journey as? String).map { String($0.split(separator: "/").last ?? "") } ?? "",
      action: item["action"] as? String ?? "", channel: item["channel"] as? String ?? "",
      priority: item["priority"] as? Double)
  }

  /// What the definition chooses, which is reserved one by one.
  ///
  /// - Parameter people: by id.
  private static func choices(
    of people: [String], take: Int, from daemon: TestDaemon
  ) throws -> [Choice] {
    var rest = people
    var choices: [Choice] = []
    while choices.count < take {
      var best: (person: String, place: [Double], choice: Choice)?
      for person in rest {
        let answer = try daemon.decide(#"{"journey": "\#(person)"}"#).json
        guard let first = (answer["recommendations"] as? [[String: Any]])?.first else { continue }
        let persona = (answer["persona"] as? [String: Any])?["id"] as? String
        let choice = choice(first, of: person)
        // The less the better; the people stand in the order of their ids.
        let place = [
          -(choice.priority ?? -1), persona.flatMap { personas.firstIndex(of: $0) }.map(Double.init) ?? 9,
        ]
        if best.map({ place.lexicographicallyPrecedes($0.place) }) ?? true { best = (person, place, choice) }
      }
      guard let best else { break }
      let reserved = try daemon.next(#"{"journey": "\#(best.person)"}"#).reserved
      #expect(reserved == [best.choice.action])
      rest.removeAll { $0 == best.person }
      choices.append(best.choice)
    }
    return choices
  }
}
