import Diagnostics
import Testing
import TestSupport

@testable import RuleFiles
@testable import Rules

/// Books with planted misspellings: mends give back the very bytes.
@Suite struct MisspellingTests {
  /// Words that may be misspelt, far enough from each other for one mistake.
  private static let words = [
    "consideration", "decision", "economic-buyer", "champion", "no-business-case", "slow-onboarding",
    "free-trial", "roi-calculator", "reference-call", "recommend", "suppress", "account.employees",
    "account.country", "because", "enabled", "severity", "persona", "triggers", "none_of", "channel",
    "detect",
  ]

  private static func book(_ random: inout SeededRandom) -> String {
    var text = """
      stages:
        consideration: {phase: before}
        decision: {phase: before}   # where they choose
      personas: {economic-buyer: , champion: {role: influencer}}
      pain_points:
        no-business-case:
        slow-onboarding: {label: Slow}
      triggers: {free-trial: {}}
      channels: {email: , phone: }
      attributes:
        account.employees: int
        account.country: {type: string, values: [Denmark, Sweden]}
      actions:
        roi-calculator: {kind: tool, channels: [email]}
        reference-call:
          kind: call
          channels: [email]
      rules:

      """
    let terms = [
      "stage: consideration", "stage: \"decision\"", "persona: 'economic-buyer'", "persona: [champion]",
      "triggers: free-trial", "pain_points: {none: [no-business-case]}", "account.employees: {gte: 200}",
      "account.country: Sweden", "none_of: [{stage: decision}, {persona: champion}]",
      "if: account.employees > 10 && stage == 'decision'",
    ]
    let verbs = [
      "recommend: roi-calculator", "recommend: {action: reference-call, channel: email}",
      "suppress: {action: roi-calculator}", "detect: {pain_point: slow-onboarding, severity: 0.7}",
    ]
    for index in 0..<Int.random(in: 1...6, using: &random) {
      var keys: Set<Substring> = []
      let chosen = random.some(terms).filter { keys.insert($0.prefix { $0 != ":" }).inserted }
      text += "  rule-\(index):   # \(random.pick(["why", "æøå", "recomend"]))\n"
      if random.chance(50) {
        text += "    when:\n" + chosen.map { "      \($0)\n" }.joined()
      } else if !chosen.contains(where: { $0.hasPrefix("if") }) {
        text += "    when: {\(chosen.joined(separator: ", "))}\n"
      }
      text += "    \(random.pick(verbs))\n"
      if random.chance(50) { text += "    because: They are in {account.country}\n" }
      if random.chance(20) { text += "\n" }
    }
    if random.chance(20) { text = String(text.dropLast()) }
    if random.chance(30) { text = text.replacing("\n", with: "\r\n") }
    return random.chance(20) ? "\u{FEFF}\(text)" : text
  }

  /// One mistake inside a word: a letter that is doubled, left out, or swapped with the next one.
  private static func misspelt(_ word: Substring, _ random: inout SeededRandom) -> String {
    var letters = Array(word)
    let places = letters.indices.dropFirst().dropLast(2).filter {
      letters[$0].isLetter && letters[$0 + 1].isLetter
    }
    guard !places.isEmpty else { return String(word) }
    let place = random.pick(Array(places))
    switch Int.random(in: 0..<3, using: &random) {
    case 0: letters.insert(letters[place], at: place)
    case 1: letters.remove(at: place)
    default: letters.swapAt(place, place + 1)
    }
    return String(letters)
  }

  /// Misspells words where the book says what they are: behind what declares them, and not in comments.
  private static func planted(_ text: String, _ random: inout SeededRandom) -> String {
    guard let start = text.firstRange(of: "rules:")?.upperBound else { return text }
    var places: [Range<String.Index>] = []
    for word in words {
      for range in text[start...].ranges(of: word) {
        let before = text[..<range.lowerBound].last
        let after = text[range.upperBound...].first
        let isWhole =
          before.map { " {['\"".contains($0) } ?? true
          && after.map { ":,]}'\" \r\n\r\n".contains($0) } ?? true
        if isWhole, !places.contains(where: { $0.overlaps(range) }) { places.append(range) }
      }
    }
    var result = text
    for range in places.sorted(by: { $0.lowerBound > $1.lowerBound }) where random.chance(30) {
      result.replaceSubrange(range, with: misspelt(text[range], &random))
    }
    return result
  }

  @Test func `mends give back the very bytes of a book that was misspelt`() throws {
    var random = SeededRandom.ofThisRun()
    var mends = 0
    for _ in 0..<300 {
      let text = Self.book(&random)
      let sound = RuleBook.load([SourceFile(path: "a.yaml", bytes: Array(text.utf8))])
      try #require(sound.book != nil, "\(text)\n\(sound.diagnostics)")
      let wrong = Self.planted(text, &random)
      var file = SourceFile(path: "a.yaml", bytes: Array(wrong.utf8))
      for _ in 0..<20 {
        let load = RuleBook.load([file])
        let mendable = MendableFile(file)
        var patch = TextPatch()
        for problem in load.diagnostics where problem.severity == .error {
          if let edits = problem.fix.flatMap({ mendable.edits(for: $0, at: problem.location.span) }),
            patch.add(edits)
          {
            mends += 1
          }
        }
        let bytes = patch.applied(to: file.bytes)
        if bytes == file.bytes { break }
        file = SourceFile(path: "a.yaml", bytes: bytes)
      }
      let mended = String(decoding: file.bytes, as: UTF8.self)
      #expect(mended == text, "\(wrong)\n\(RuleBook.load([file]).diagnostics)")
    }
    #expect(mends > 300)
  }
}
