import Diagnostics
import RuleFiles
import Rules
import TestSupport

/// A small rule book, made up from a seed, and books that differ from it in a few places.
struct SmallBook {
  struct Line {
    let id: String
    var verb: String
    var when: [String]
    var unless: String?
    var isEnabled = true
  }

  var lines: [Line] = []
  var phases = ["before", "during", "after"]
  var roles = ["decider", "user"]
  var severity = "0.5"
  var eligible: [String?] = [nil, nil, nil]

  /// - Parameter hasLayers: whether rules that detect may build on what others detect, and places be given by rules.
  init(_ random: inout SeededRandom, hasLayers: Bool) {
    for index in 0..<Int.random(in: 2...7, using: &random) {
      lines.append(Self.line(index, &random, hasLayers: hasLayers))
    }
    if random.chance(30) { eligible[0] = Self.term(&random, isFirst: false) }
  }

  private static func line(_ index: Int, _ random: inout SeededRandom, hasLayers: Bool) -> Line {
    let kind = Int.random(in: 0..<10, using: &random)
    // Each pain point is detected by rules that look at none, unless there are to be layers.
    let isFirst = kind == 0 || kind == 1
    let verb =
      switch kind {
      case 0: "detect: {pain_point: p\(random.pick([0, 1])), severity: \(random.pick(["0.2", "0.6", "0.9"]))}"
      case 1: "detect: {trigger: t0}"
      case 2 where hasLayers:
        "place: {stage: s\(random.pick([0, 1, 2])), confidence: \(random.pick(["0.5", "0.7"]))}"
      case 3:
        "suppress: {\(random.pick(["action: a0", "kind: k1", "channel: email", "all: true, except: {action: a1}", "kind: k1, except: {kind: k1}"]))}"

      case 4: "alert: {severity: info, summary: Look}"
      default:
        "recommend: {action: a\(random.pick([0, 1, 2])), score: \(random.pick(["20", "50", "80"]))\(random.pick(["", "", ", channel: email", ", channel: phone"]))}"
      }
    var when: [String] = []
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let term = Self.term(&random, isFirst: isFirst && !hasLayers)
      let key = term.prefix { $0 != ":" }
      if !when.contains(where: { $0.prefix { $0 != ":" } == key }) { when.append(term) }
    }
    let isPlacing = verb.hasPrefix("place")
    when.removeAll { isPlacing && ($0.hasPrefix("stage") || $0.hasPrefix("phase")) }
    let unless = random.chance(25) && !isPlacing ? Self.term(&random, isFirst: isFirst && !hasLayers) : nil
    return Line(id: "r\(index)", verb: verb, when: when, unless: unless)
  }

  /// One key of a condition.
  static func term(_ random: inout SeededRandom, isFirst: Bool) -> String {
    let terms = [
      "stage: \(random.pick(["s0", "s1", "[s0, s2]", "{ne: s1}", "{exists: false}", "{not_in: [s0, s1]}"]))",
      "phase: \(random.pick(["before", "[before, after]", "{ne: during}"]))",
      "persona: \(random.pick(["q0", "[q0, q1]", "{exists: true}"]))",
      "role: \(random.pick(["decider", "{ne: user}"]))",
      "market: \(random.pick(["m0", "m1", "{ne: m0}"]))",
      "n: \(random.pick(["5", "{gte: 5}", "{gt: 3, lt: 9}", "{between: [2, 6]}", "{lt: 4}", "{not_in: [5, 7]}"]))",
      "x: \(random.pick(["{gt: 0.5}", "{lte: 0.5}", "{exists: false}"]))",
      "flag: \(random.pick(["true", "{ne: true}"]))",
      "word: \(random.pick(["red", "[red, blue]", "{ne: red}", "{exists: true}"]))",
      "tags: \(random.pick(["{has: one}", "{has_any: [one, two]}", "{has_none: [one]}", "{exists: true}"]))",
      "touchpoints: \(random.pick(["w0", "{type: w0, at_least: 2}", "{type: [w0, w1], at_most: 1}"]))",
      "any_of: [{flag: true}, {n: {gt: 6}}]", "none_of: [{word: red}, {stage: s1}]",
      "since: \(random.pick(["{within: 7d}", "{older_than: 30d}", "{in_next: 3d}", "{gte: 2026-01-01}"]))",
      "days_in_stage: \(random.pick(["{gte: 10}", "{lt: 3}"]))", "stalled: true",
    ]
    let ofSignals = [
      "pain_points: \(random.pick(["p0", "[p0, p1]", "{all: [p0, p1]}", "{none: [p0]}", "{any: [p0], min_severity: 0.6}"]))",
      "triggers: \(random.pick(["t0", "{none: [t0]}"]))",
    ]
    return random.pick(isFirst ? terms : terms + ofSignals + ofSignals)
  }

  /// The book with some of it otherwise.
  func changed(_ random: inout SeededRandom, hasLayers: Bool) -> SmallBook {
    var book = self
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      let index = Int.random(in: book.lines.indices, using: &random)
      switch Int.random(in: 0..<9, using: &random) {
      case 0 where book.lines.count > 1: book.lines.remove(at: index)
      case 1: book.lines.append(Self.line(20 + book.lines.count, &random, hasLayers: hasLayers))
      case 2: book.lines[index].isEnabled = false
      case 3: book.lines[index].unless = nil
      case 4: book.lines[index].when.removeAll()
      case 5: book.phases.shuffle(using: &random)
      case 6: book.roles.reverse()
      case 7: book.severity = random.pick(["0.4", "0.7"])
      default:
        let fresh = Self.line(0, &random, hasLayers: hasLayers)
        if fresh.verb.prefix(4) == book.lines[index].verb.prefix(4) {
          book.lines[index].verb = fresh.verb
        }
      }
    }
    if random.chance(20) { book.eligible[0] = Self.term(&random, isFirst: false) }
    return book
  }

  var text: String {
    var text = """
      markets: {m0: {}, m1: {}}
      stages:
        s0: {phase: \(phases[0]), stalls_after: 5d}
        s1: {phase: \(phases[1])}
        s2: {phase: \(phases[2]), stalls_after: 20d}
      personas: {q0: {market: m0, role: \(roles[0])}, q1: {role: \(roles[1])}}
      pain_points: {p0: {severity: \(severity)}, p1: {}}
      triggers: {t0: {}}
      touchpoints: {w0: {}, w1: {}}
      channels: {email: {consent: none}, phone: {consent: none}}
      attributes: {n: int, x: number, flag: bool, word: string, tags: strings, since: timestamp}
      actions:

      """
    let channels = ["channels: [email, phone]", "channels: [phone, email]", "channels: [email, phone]"]
    for index in 0..<3 {
      let condition = eligible[index].map { ", eligible: {\($0)}" } ?? ""
      text += "  a\(index): {kind: k\(index % 2), \(channels[index])\(condition)}\n"
    }
    text += "rules:\n"
    for line in lines {
      text += "  \(line.id):\n"
      if !line.isEnabled { text += "    enabled: false\n" }
      if !line.when.isEmpty { text += "    when: {\(line.when.joined(separator: ", "))}\n" }
      if let unless = line.unless { text += "    unless: {\(unless)}\n" }
      text += "    \(line.verb)\n"
    }
    return text
  }

  /// Nil where it has a mistake, such as a cycle.
  var book: RuleBook? { RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(text.utf8))]).book }
}
