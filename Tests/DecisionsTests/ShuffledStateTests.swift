import Foundation
import JSON
import Testing
import TestSupport
import Time

@testable import Decisions

/// The order in which a state says things is no part of what it says.
@Suite("A state in another order")
struct ShuffledStateTests {
  /// A state with more of what can be named twice, in spellings of its own.
  private static func state(_ random: inout SeededRandom) -> String {
    var state = RandomState(seed: random.next())
    state.members.removeAll { member in
      ["consent", "pain_points", "touchpoints", "account", "triggers"].contains { key in
        member.hasPrefix("\"\(key)\"")
      }
    }
    let days = ["2026-09-10", "2026-09-14T08:00:00Z", "2026-09-21"]
    var entries: [String] = []
    for channel in ["email", "phone", "post"] {
      for name in random.some([channel, channel.uppercased(), channel.capitalized]) {
        let given = random.chance(60)
        entries.append(
          "\"\(name)\": "
            + random.pick([
              "\(given)", "null", "{\"given\": \(given)}",
              "{\"given\": \(given), \"at\": \"\(random.pick(days))\"}",
            ]))
      }
    }
    state.members.append("\"consent\": {\(entries.joined(separator: ", "))}")
    let pains = random.some([
      #""price""#, #""PRICE""#, #"{"id": "Price", "severity": 0.2}"#, #"{"severity": 0.7, "id": "delay"}"#,
      #""Delay""#,
      "null", #""doubt""#,
    ])
    state.members.append("\"pain_points\": [\(pains.joined(separator: ", "))]")
    state.members.append(#""triggers": ["trial", "Free Trial", "search"]"#)
    state.members.append(
      #""touchpoints": [{"type": "webinar", "at": "2026-09-20T00:00:00Z"}, {"at": "2026-09-21", "type": "FAIR"}]"#
    )
    state.members.append(
      #""account": {"employees": 200.0, "id": "acme", "tags": ["x", "z"], "industry": "RETAIL", "unheard-of": 1}"#
    )
    return state.text()
  }

  private static func shuffled(
    _ document: JSONDocument, _ token: JSONToken, _ random: inout SeededRandom
  ) -> String {
    switch document.kind(of: token) {
    case .object:
      var members: [String] = []
      for (key, value) in document.members(of: token) {
        let name = String(decoding: document.rawBytes(of: key), as: UTF8.self)
        members.append("\(name): \(shuffled(document, value, &random))")
      }
      return "{\(members.shuffled(using: &random).joined(separator: ", "))}"
    case .array:
      var elements: [String] = []
      for element in document.elements(of: token) { elements.append(shuffled(document, element, &random)) }
      return "[\(elements.shuffled(using: &random).joined(separator: ", "))]"
    default: return String(decoding: document.rawBytes(of: token), as: UTF8.self)
    }
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `is decided alike, and opens no channel`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let scenario = try Scenario(RandomBook(seed: random.next()).text)
    for _ in 0..<4 {
      let text = Self.state(&random)
      let document = try JSONDocument(parsing: Array(text.utf8))
      let answer = try scenario.decide(text, listsAll: true)
      for _ in 0..<4 {
        let other = Self.shuffled(document, document.root, &random)
        let shuffled = try scenario.decide(other, listsAll: true)
        #expect(shuffled.withoutWarnings == answer.withoutWarnings, "\(text)\n\(other)")
        #expect(shuffled.warnings.count == answer.warnings.count)
      }
    }
  }
}

extension Answer {
  /// The text up to its warnings.
  fileprivate var withoutWarnings: Substring {
    text.firstRange(of: "\"warnings\":").map { text[..<$0.lowerBound] } ?? text[...]
  }
}
