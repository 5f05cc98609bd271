import Analysis
import Diagnostics
import RuleFiles
import Rules
import TestSupport
import Testing
import Time

/// Fifty faults that are planted in the rule book that comes with Waymark, other ones in each run: each is found, and
/// nothing besides.
@Suite struct SeededFaultTests {
  private static let files = ShippedBook.files

  private static let now = Instant(microseconds: 1_767_603_600_000_000)

  private static func result(_ files: [SourceFile]) throws -> AnalysisResult {
    let load = RuleBook.load(files)
    let book = try #require(load.book, "\(load.diagnostics.map(\.message))")
    return BookAnalysis(DecidingBook(book), now: now).result()
  }

  private static func found(_ files: [SourceFile]) throws -> Set<String> {
    Set(try result(files).findings.map { "\($0.kind.rawValue) \($0.subject)" })
  }

  /// No state was found for these, and it is not proved that there is none: nothing is said of them.
  @Test func `few questions about the shipped book are left open`() throws {
    let open = try Self.result(Self.files).open
    #expect(
      open.map(\.subject) == [
        "alerts/sales/nothing-for-strategic-account", "alerts/stalls/deal-without-a-next-step",
        "detect/after-purchase/mostly-bad-experiences",
      ])
    #expect(open.allSatisfy { $0.kind == .neverHolds })
  }

  @Test func `each planted fault is found and nothing besides`() throws {
    var random = SeededRandom.ofThisRun()
    var faults = Faults()
    let before = try #require(RuleBook.load(Self.files).book)
    // Each at a place of its own, so that none has to do with another, and where no rule of the book silences it.
    let triggers = before.vocabulary.triggers.items.map(\.id).filter { !before.silencing.contains($0) }
    let stages = before.vocabulary.stages.items.map(\.id)
    let places = triggers.flatMap { trigger in stages.map { (trigger, $0) } }.shuffled(using: &random)
    for place in places.prefix(50) { faults.plant(at: place, in: before, &random) }
    let planted = SourceFile(path: "zz-planted.yaml", bytes: Array(faults.text.utf8))
    let new = try Self.found(Self.files + [planted]).subtracting(try Self.found(Self.files))
    #expect(new.subtracting(faults.expected) == [], "\(faults.text)")
    #expect(faults.expected.subtracting(new) == [], "\(faults.text)")
    #expect(faults.expected.count >= 50)
  }
}

extension RuleBook {
  /// The triggers and pain points because of which rules suppress something, also by what is detected of them, by id.
  fileprivate var silencing: Set<String> {
    var ids: Set<String> = []
    for rule in rules where rule.effect.verb == .suppress { ids.formUnion(signals(of: rule)) }
    for rule in rules {
      guard case .detect(let list) = rule.effect else { continue }
      let isSilencing = list.contains {
        if case .painPoint(let item, _) = $0 { ids.contains(vocabulary.painPoints[item].id) } else { false }
      }
      if isSilencing { ids.formUnion(signals(of: rule)) }
    }
    return ids
  }

  private func signals(of rule: Rule) -> [String] {
    var ids: [String] = []
    rule.when?.forEachTerm { term in
      switch term.test {
      case .triggers(let presence): ids += presence.named.map { vocabulary.triggers[$0].id }
      case .painPoints(let presence): ids += presence.named.map { vocabulary.painPoints[$0].id }
      default: break
      }
    }
    return ids
  }
}

/// Faults in the making, as the text of a file and what should be found.
private struct Faults {
  private var sections: [String: [String]] = [:]
  private(set) var expected: Set<String> = []
  private var count = 0

  var text: String {
    sections.sorted { $0.key < $1.key }.map { section, lines in
      section == "caps"
        ? "policies:\n  caps:\n" + lines.map { "    \($0)\n" }.joined()
        : "\(section):\n" + lines.map { "  \($0)\n" }.joined()
    }.joined()
  }

  private mutating func add(_ line: String, to section: String) {
    sections[section, default: []].append(line)
  }

  private mutating func addAction(_ id: String, _ more: String = "cooldown: 30d") {
    add("\(id): {kind: \(id)-kind, channels: [website]\(more.isEmpty ? "" : ", \(more)")}", to: "actions")
  }

  private mutating func addRule(_ id: String, _ when: String, _ verb: String) {
    add("planted/\(id): {when: {\(when)}, \(verb)}", to: "rules")
  }

  /// Plants one more. Its rules ask for a trigger and a pain point of the book, so that they touch little else.
  mutating func plant(
    at place: (trigger: String, stage: String), in book: RuleBook, _ random: inout SeededRandom
  ) {
    let kind = count % 17
    count += 1
    let id = "p\(count)"
    let (trigger, stage) = place
    let other = random.pick(book.vocabulary.stages.items.filter { $0.id != stage }).id
    let painPoint = random.pick(
      book.vocabulary.painPoints.items.map(\.id).filter { !book.silencing.contains($0) })
    let place = "triggers: \(trigger), stage: \(stage)"
    let score = Int.random(in: 93...97, using: &random)
    func expect(_ kind: FindingKind, _ subject: String) { expected.insert("\(kind.rawValue) \(subject)") }
    switch kind {
    case 0:
      addAction(id)
      addRule(
        id,
        "\(place), any_of: [{stage: \(other)}, {sentiment: {gt: 0.5}}], none_of: [{sentiment: {gt: 0.2}}]",
        "recommend: {action: \(id), score: 97}")
      expect(.neverHolds, "planted/\(id)")
    case 1:
      addAction(id)
      addRule("\(id)-a", place, "recommend: {action: \(id), score: \(score)}")
      addRule(
        "\(id)-b", "\(place), pain_points: \(painPoint)", "recommend: {action: \(id), score: \(score - 5)}")
      expect(.redundant, "planted/\(id)-b")
    case 2:
      addAction(id)
      addRule(
        "\(id)-a", "stage: [\(stage), \(other)], triggers: \(trigger)",
        "recommend: {action: \(id), score: \(score)}")
      addRule(
        "\(id)-b", "triggers: \(trigger), any_of: [{stage: \(other)}, {stage: \(stage)}]",
        "recommend: {action: \(id), score: \(score)}")
      expect(.duplicate, "planted/\(id)-b")
    case 3:
      for victim in ["\(id)-a", "\(id)-b", "\(id)-c"] {
        addAction(victim)
        addRule(victim, place, "recommend: {action: \(victim), score: 98}")
      }
      addAction(id)
      addRule(id, "\(place), pain_points: \(painPoint)", "recommend: {action: \(id), score: 2}")
      expect(.shadowed, id)
    case 4:
      addAction(id)
      addRule("\(id)-a", place, "recommend: {action: \(id), score: \(score)}")
      addRule(
        "\(id)-b", "triggers: \(trigger), pain_points: \(painPoint)",
        "recommend: {action: \(id), score: \(score)}")
      addRule("\(id)-s", "triggers: \(trigger)", "suppress: {action: \(id)}")
      expect(.alwaysSuppressed, id)
    case 5:
      addAction(id)
      addRule("\(id)-a", place, "recommend: {action: \(id), score: \(score)}")
      addRule(
        "\(id)-b", "pain_points: \(painPoint), stage: \(other)", "recommend: {action: \(id), score: \(score)}"
      )
      addRule("\(id)-s", "stage: \(stage)", "suppress: {action: \(id)}")
      expect(.contradiction, "planted/\(id)-a")
    case 6:
      addAction(id)
      addRule(id, "\(place), contacts: {action: \(id), within: 20d}", "recommend: {action: \(id), score: 97}")
      expect(.alwaysCapped, "planted/\(id)")
    case 7:
      addAction(id, "")
      add("\(id): {action: \(id), at_most: 2, within: 20d}", to: "caps")
      addRule(
        id, "\(place), contacts: {action: \(id), within: 10d, at_least: 2}",
        "recommend: {action: \(id), score: 97}")
      expect(.alwaysCapped, "planted/\(id)")
    case 8:
      addAction(id, "")
      addRule(id, place, "recommend: {action: \(id), score: 99}")
      expect(.repeatsAtOnce, id)
    case 9:
      add("\(id): {}", to: random.pick(["pain_points", "triggers"]))
      expect(.unused, id)
    case 10:
      add("\(id): {medium: online, ownership: brand}", to: "touchpoints")
      expect(.unused, id)
    case 11:
      add("\(id): {consent: opt-in}", to: "channels")
      expect(.unused, id)
    case 12:
      add("account.\(id): int", to: "attributes")
      expect(.unused, "account.\(id)")
    case 13:
      addAction(id)
      expect(.unused, id)
    case 14:
      add("\(id): {}", to: "pain_points")
      addRule(
        id, "touchpoints: {type: \(random.pick(book.vocabulary.touchpoints.items).id), at_least: 7}",
        "detect: {pain_point: \(id)}")
      expect(.detectedUnused, id)
    case 15:
      addAction(id, "cooldown: 30d, title: {en: One, da: En, sv: En, nb: En}")
      addRule(id, place, "recommend: {action: \(id), score: 97}")
      expect(.missingText, id)
    default:
      addAction(id)
      add("account.\(id): string", to: "attributes")
      addRule(id, "\(place), account.\(id): [one, two]", "recommend: {action: \(id), score: 97}")
      expect(.freeText, "account.\(id)")
    }
  }
}
