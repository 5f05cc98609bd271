import Foundation
import TestSupport

/// An audience made at random: people of accounts and others, what was before, and lines in between that are no states.
struct MadeAudience {
  struct Line {
    let text: String
    /// Its account, or its journey where it has none; nil where nobody can tell.
    let key: String?
  }

  private(set) var lines: [Line] = []
  private(set) var contacts: [String] = []
  private var random: SeededRandom
  private let now: Date

  static let book = """
    stages:
      consideration: {phase: before}
      retention: {phase: after}
    attributes:
      account.name: string
      account.employees: int
    channels:
      email: {consent: opt-in}
      phone: {consent: none}
    triggers:
      trial: {lasts: 60d}
    actions:
      guide: {kind: content, channels: [email], cooldown: 30d}
      webinar: {kind: content, channels: [email]}
      call: {kind: talk, channels: [phone], cooldown: 7d}
      visit: {kind: talk}
    policies:
      caps:
        mails: {channel: email, at_most: 2, within: 14d}
        talks: {kind: talk, at_most: 3, per: account, within: 30d}
        all: {at_most: 4, within: 90d}
    rules:
      send-the-guide:
        when: {stage: consideration}
        recommend: {action: guide, score: 70}
        because: "{journey} compares"
      invite:
        recommend: {action: webinar, score: 50}
      call-them:
        when: {triggers: trial}
        recommend: {action: call, score: 60}
      visit-them:
        recommend: {action: visit, score: 40}
      not-after-a-click:
        when: {contacts: {action: webinar, outcome: clicked, at_least: 1}}
        suppress: {action: webinar}

    """

  /// - Parameter hasBadLines: whether lines are among them that are refused.
  init(_ count: Int, seed: UInt64, now: Date, hasBadLines: Bool = true) {
    random = SeededRandom(seed: seed)
    self.now = now
    for _ in 0..<count {
      if hasBadLines, random.chance(6) { addBadLine() } else { addState() }
    }
    for _ in 0..<count / 2 { contacts.append(random.chance(75) ? contact() : event()) }
  }

  /// In seconds before now.
  func instant(_ before: TimeInterval) -> String {
    ISO8601DateFormatter().string(from: now.addingTimeInterval(-before))
  }

  private mutating func person() -> (journey: String, account: String?) {
    let number = Int.random(in: 0..<60, using: &random)
    return ("p\(number)", number % 5 == 0 ? nil : "a\(number % 11)")
  }

  private mutating func addState() {
    let (journey, account) = person()
    var members = ["\"journey\": \"\(journey)\""]
    if let account { members.append(#""account": {"id": "\#(account)"}"#) }
    if random.chance(70) { members.append(#""stage": "\#(random.pick(["consideration", "retention"]))""#) }
    if random.chance(60) { members.append(#""consent": {"email": \#(random.chance(80))}"#) }
    if random.chance(30) { members.append(#""triggers": ["trial"]"#) }
    if random.chance(10) { members.append(#""triggered": 1"#) }
    members.shuffle(using: &random)
    lines.append(
      Line(text: "{\(members.joined(separator: random.chance(50) ? ", " : ","))}", key: account ?? journey))
  }

  private mutating func addBadLine() {
    let (journey, account) = person()
    switch Int.random(in: 0..<4, using: &random) {
    case 0: lines.append(Line(text: "no state", key: nil))
    case 1: lines.append(Line(text: #"["\#(journey)"]"#, key: nil))
    case 2: lines.append(Line(text: #"{"stage": "consideration"}"#, key: nil))
    default:
      let whose = account.map { #", "account": {"id": "\#($0)"}"# } ?? ""
      lines.append(
        Line(text: #"{"journey": "\#(journey)"\#(whose), "sentiment": 7}"#, key: account ?? journey))
    }
  }

  private mutating func contact() -> String {
    let (journey, account) = person()
    let (action, channel) = random.pick([
      ("guide", "email"), ("webinar", "email"), ("call", "phone"), ("visit", nil),
    ])
    let at = TimeInterval(Int.random(in: 1..<40, using: &random) * 43_200)
    var members = [
      #""journey": "\#(journey)""#, #""action": "\#(action)""#, #""at": "\#(instant(at))""#,
    ]
    if let account { members.append(#""account": "\#(account)""#) }
    if let channel { members.append(#""channel": "\#(channel)""#) }
    if channel != nil, random.chance(30) {
      let outcome = random.pick(["clicked", "opened", "bounced", "unsubscribed", "not_sent"])
      members.append(
        #""outcomes": [{"outcome": "delivered", "at": "\#(instant(at))"}, {"outcome": "\#(outcome)", "at": "\#(instant(at / 2))"}]"#
      )
    }
    return "{\(members.joined(separator: ", "))}"
  }

  private mutating func event() -> String {
    let (journey, _) = person()
    let at = instant(TimeInterval(Int.random(in: 1..<40, using: &random) * 43_200))
    let what = random.pick([
      #""consent": {"email": false}"#, #""consent": {"email": true}"#, #""stage": "retention""#,
      #""trigger": "trial""#, #""stage": "consideration""#,
    ])
    return #"{"journey": "\#(journey)", "at": "\#(at)", \#(what)}"#
  }

  /// The lines in so many parts: those of one key are in one part, in their order.
  func parts(_ count: Int, _ random: inout SeededRandom) -> [[String]] {
    var places: [String: Int] = [:]
    var parts: [[String]] = Array(repeating: [], count: count)
    for line in lines {
      let place = line.key.flatMap { places[$0] } ?? Int.random(in: 0..<count, using: &random)
      if let key = line.key { places[key] = place }
      parts[place].append(line.text)
    }
    return parts
  }
}
