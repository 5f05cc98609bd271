import Foundation
import Testing
import TestSupport

/// `waymark decide --rules --reserve`: the same answers whatever the threads and however the audience is parted, and those
/// of the daemon.
@Suite struct AudienceTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(MadeAudience.book, to: "rules/book.yaml")
  }

  private static let now = "2026-09-23T10:00:00Z"

  private func write(_ audience: MadeAudience) throws {
    try folder.write(audience.lines.map { "\($0.text)\n" }.joined(), to: "states.ndjson")
    try folder.write(audience.contacts.map { "\($0)\n" }.joined(), to: "before.ndjson")
  }

  private func decide(_ options: String, _ script: String = "DECIDE states.ndjson") throws -> ShellResult {
    let command =
      "waymark decide --rules rules --now \(Self.now) --contacts before.ndjson --keep-going \(options)"
    let result = try Shell.run(script.replacing("DECIDE", with: command), in: folder)
    #expect(result.exitCode == 0, "\(result.errors.suffix(500))")
    return result
  }

  private func lines(_ result: ShellResult) -> [Substring] {
    result.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().sorted()
  }

  @Test(arguments: 0..<4) func `any partitioning by account gives the same bytes on any number of threads`(
    round: Int
  ) throws {
    var random = SeededRandom.ofThisRun()
    let now = try #require(ISO8601DateFormatter().date(from: Self.now))
    let audience = MadeAudience(1_100, seed: random.next(), now: now)
    try write(audience)
    let reserve = random.pick(["--reserve 1", "--reserve 2", ""])
    let whole = try decide("--threads 1 \(reserve)")
    #expect(lines(whole).count == audience.lines.count)
    #expect(whole.output.contains(#"{"error":"#))
    if !reserve.isEmpty {
      #expect(whole.output.contains(#""reason":"capped","by":"talks""#), "\(whole.output.prefix(2_000))")
    }
    for threads in [2, 3, 16] {
      #expect(try decide("--threads \(threads) \(reserve)").output == whole.output, "\(threads) threads")
    }
    let size = random.pick([61, 999, 30_000])
    let pieces = try decide(
      "--threads 3 \(reserve) -", "dd if=states.ndjson bs=\(size) status=none | DECIDE")
    #expect(pieces.output == whole.output)
    for count in [2, 7] {
      for (index, part) in audience.parts(count, &random).enumerated() {
        try folder.write(part.map { "\($0)\n" }.joined(), to: "parts-\(count)/\(index).ndjson")
      }
      let parted = try decide(
        "--threads \(random.pick([1, 2, 5])) \(reserve) -",
        "for part in parts-\(count)/*; do DECIDE < $part || exit; done")
      #expect(lines(parted) == lines(whole), "\(count) parts")
    }
  }

  @Test func `a part without a line, and one of one bad line, are answered like others`() throws {
    try folder.write("", to: "before.ndjson")
    let nothing = try decide("-", ": | DECIDE")
    #expect(nothing.output.isEmpty && nothing.errors.isEmpty)
    for bad in ["[1]", "x", "{", #"{"journey": 7}"#, #"{"journey": "a", "sentiment": 7}"#] {
      try folder.write("\(bad)\n", to: "states.ndjson")
      let alone = try decide("")
      try folder.write("{\"journey\": \"b\"}\n\(bad)\n", to: "states.ndjson")
      let among = try decide("")
      #expect(alone.output.hasPrefix(#"{"error":"#))
      #expect(among.output.split(separator: "\n").last == alone.output.split(separator: "\n").last)
    }
  }

  @Test func `an id is that of the state, not of how it is written`() throws {
    try folder.write("", to: "before.ndjson")
    func ids(_ states: String, _ options: String = "") throws -> [String] {
      try folder.write(states, to: "states.ndjson")
      let found = try decide("--output tsv=decision --threads 2 \(options)")
      return found.output.split(separator: "\n").map { String($0) }
    }
    let one = #"{"journey": "é", "stage": "consideration", "consent": {"email": true}}"#
    let other = #"{"consent":{"email":true},"stage":"consider\u0061tion", "journey":"\u00e9"}"#
    let found = try ids("\(one)\n\(other)\n", "--limit 1")
    // The same again is another decision.
    #expect(Set(found).count == 2 && found.count == 2)
    #expect(try ids("\(other)\n\(one)\n", "--limit 1") == found)
    for id in found {
      #expect(id.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
    }
    #expect(try ids("\(one.replacing("true", with: "true "))\n", "--limit 1") == [found[0]])
    let later = one.replacing("}}", with: #"}, "now": "2026-09-23T10:00:01Z"}"#)
    #expect(try ids(later, "--limit 1") != [found[0]])
  }

  @Test(.needs(Tool("curl"))) func `a history that is given decides as the daemon that has it does`() throws {
    var random = SeededRandom.ofThisRun()
    let now = Date()
    let audience = MadeAudience(400, seed: random.next(), now: now, hasBadLines: false)
    try write(audience)
    let daemon = try RunningDaemon(rules: "rules", in: folder)
    defer { daemon.stop() }
    let imported = try Shell.run("waymark import before.ndjson", in: folder)
    #expect(imported.exitCode <= 1, "\(imported.errors)")
    #expect(!imported.errors.contains("error:"), "\(imported.errors)")
    let instant = audience.instant(0)
    let states = audience.lines.map { "{\"now\": \"\(instant)\", \($0.text.dropFirst())\n" }
    try folder.write(states.joined(), to: "states.ndjson")
    let asked = try Shell.run(
      """
      curl --no-progress-meter --unix-socket "$WAYMARK_SOCKET_PATH" --data-binary @states.ndjson \
        --header 'Content-Type: application/x-ndjson' 'http://waymark/v1/decide?reserve=1'
      """, in: folder)
    let own = try Shell.run(
      "waymark decide --rules rules --reserve 1 --now \(instant) --contacts before.ndjson states.ndjson",
      in: folder)
    #expect(own.exitCode == 0, "\(own.errors.suffix(500))")
    let (theirs, ours) = (answers(asked), answers(own))
    // The stream has an end.
    #expect(theirs.count == states.count + 1 && ours.count == states.count)
    for (index, (one, other)) in zip(theirs, ours).enumerated() {
      #expect(one == other, "line \(index + 1): \(states[index])")
      if one != other { break }
    }
    for reason in ["capped", "cooldown", "no-consent"] {
      #expect(own.output.contains(#""reason":"\#(reason)""#), "\(reason)")
    }
  }

  /// The answers without what is each one's own.
  private func answers(_ result: ShellResult) -> [String] {
    result.output.split(separator: "\n").map { line in
      String(line).replacing(/"decision":"[^"]*",/, with: "").replacing(/"account":"[^"]*",/, with: "")
    }
  }

  @Test func `what was reserved is imported once, and counts then`() throws {
    let now = Date()
    let audience = MadeAudience(200, seed: 7, now: now)
    try write(audience)
    let instant = audience.instant(0)
    let daemon = try RunningDaemon(rules: "rules", in: folder)
    defer { daemon.stop() }
    let found = try Shell.run(
      """
      waymark decide --rules rules --reserve 1 --now \(instant) --keep-going states.ndjson > answers.ndjson 2> errors
      grep -c '"reserved":\\["' answers.ndjson
      waymark import answers.ndjson 2>&1
      waymark import answers.ndjson 2>&1
      waymark contacts --all | grep -c '"reserved":true'
      waymark contacts --all > exported.ndjson
      for history in answers exported; do
        waymark decide --rules rules --reserve 1 --now \(instant) --keep-going --contacts $history.ndjson \
          states.ndjson 2> /dev/null | sed 's/"decision":"[^"]*",//' > again-$history
      done
      cmp again-answers again-exported && grep -c '"reserved":\\["' again-answers
      """, in: folder)
    let lines = found.output.split(separator: "\n").map { String($0) }
    try #require(lines.count == 5, "\(found)")
    let count = try #require(Int(lines[0]))
    #expect(count > 30)
    #expect(lines[1] == "\(count) imported, 0 were known, 0 refused")
    #expect(lines[2] == "0 imported, \(count) were known, 0 refused")
    #expect(lines[3] == "\(count)")
    // In the next run there is less to do, by whichever of the two it knows of the first.
    #expect(try #require(Int(lines[4])) < count)
  }
}
