import Decisions
import Diagnostics
import Foundation
import Replay
import RuleFiles
import Rules
import TestSupport
import Time

/// States made up over the words of a rule book.
enum RandomTraffic {
  static func state(_ number: Int, of book: RuleBook, _ random: inout SeededRandom) -> String {
    let words = book.vocabulary
    var members = ["\"journey\": \"j\(number)\""]
    func quoted(_ ids: [String]) -> String { "[\(ids.map { "\"\($0)\"" }.joined(separator: ", "))]" }
    if random.chance(80) { members.append("\"stage\": \"\(random.pick(words.stages.items.map(\.id)))\"") }
    if random.chance(80) { members.append("\"persona\": \"\(random.pick(words.personas.items.map(\.id)))\"") }
    if random.chance(60) { members.append("\"stage_entered\": \"\(past(&random))\"") }
    if random.chance(50) { members.append("\"sentiment\": \(random.pick(["-0.5", "0", "0.7"]))") }
    if random.chance(60) {
      members.append(
        "\"pain_points\": \(quoted(Array(random.some(words.painPoints.items.map(\.id)).prefix(4))))")
    }
    if random.chance(50) {
      members.append("\"triggers\": \(quoted(Array(random.some(words.triggers.items.map(\.id)).prefix(3))))")
    }
    let consent = words.channels.items.map { "\"\($0.id)\": \(random.chance(75))" }
    members.append("\"consent\": {\(consent.joined(separator: ", "))}")
    let touchpoints = (0..<random.pick([0, 1, 3])).map { _ in
      #"{"type": "\#(random.pick(words.touchpoints.items.map(\.id)))", "at": "\#(past(&random))"}"#
    }
    members.append("\"touchpoints\": [\(touchpoints.joined(separator: ", "))]")
    let contacts = (0..<random.pick([0, 0, 2])).map { _ in
      let action = book.actions[Int.random(in: book.actions.indices, using: &random)]
      return
        #"{"action": "\#(action.id)", "at": "\#(past(&random))", "outcome": "\#(random.pick(["delivered", "dismissed"]))"}"#
    }
    members.append("\"contacts\": [\(contacts.joined(separator: ", "))]")
    return "{\(members.joined(separator: ", "))}"
  }

  private static func past(_ random: inout SeededRandom) -> Instant {
    Traffic.now - TimeSpan(seconds: Int64.random(in: 0...6_000_000, using: &random))
  }
}

/// A small change in the text of a rule book, as somebody may make it.
enum BookMutation {
  /// - Returns: nil where the book does not load with it.
  static func apply(to files: [SourceFile], _ random: inout SeededRandom) throws -> (
    what: String, book: ReplayBook
  )? {
    let edits: [(Regex<Substring>, [String])] = [
      (/score: [0-9]+/, ["score: 5", "score: 99"]),
      (/cooldown: [0-9]+d/, ["cooldown: 400d", "cooldown: 1h"]),
      (/at_most: [0-9]+/, ["at_most: 1"]), (/limit: [0-9]+/, ["limit: 1", "limit: 6"]),
      (/stage: [a-z]+/, ["stage: retention"]), (/gte: [0-9.]+/, ["gte: 0"]),
      (/within: [0-9]+d/, ["within: 2d"]),
      (/, [0-9]+\]/, [", 3]", ", 98]"]), (/consent: opt-in/, ["consent: none"]),
    ]
    let index = Int.random(in: files.indices, using: &random)
    var lines = String(decoding: files[index].bytes, as: UTF8.self).components(separatedBy: "\n")
    // Mostly a line of which a value can be another one.
    let known = lines.indices.filter { line in edits.contains { lines[line].contains($0.0) } }
    let at =
      random.chance(80) && !known.isEmpty ? random.pick(known) : Int.random(in: lines.indices, using: &random)
    let old = lines[at]
    for (pattern, texts) in edits.shuffled(using: &random) where lines[at].contains(pattern) {
      lines[at] = lines[at].replacing(pattern, with: random.pick(texts), maxReplacements: 1)
      break
    }
    if lines[at] == old {
      // A line less: a condition, or a row of a table.
      guard lines[at].hasPrefix("    ") else { return nil }
      lines.remove(at: at)
    }
    var changed = files
    changed[index] = SourceFile(path: files[index].path, bytes: Array(lines.joined(separator: "\n").utf8))
    guard let book = RuleBook.load(changed).book else { return nil }
    return ("\(files[index].path):\(at + 1): \(old)", ReplayBook(plan: DecisionPlan(book), files: changed))
  }
}
