import Foundation
import Testing
import TestSupport

/// `waymark decide --rules` on several threads: the same bytes as on one, whatever comes in whatever pieces.
@Suite struct DecisionThreadsTests {
  private let folder: TemporaryFolder
  private static let count = 700

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      stages:
        consideration: {phase: before}
        retention: {phase: after}
      channels:
        email: {consent: opt-in}
        phone: {consent: none}
      attributes:
        account.size: int
        account.name: string
      actions:
        guide: {kind: content, channels: [email]}
        call: {kind: talk, channels: [phone], cooldown: 7d}
      rules:
        send-the-guide:
          when: {stage: consideration}
          recommend: {action: guide, score: 70}
          because: They compare
        call-them:
          when: {account.size: {gte: 100}}
          recommend: {action: call, score: 40}

      """, to: "rules/book.yaml")
    let states = (0..<Self.count).map(Self.state)
    try folder.write(states.joined(separator: "\n"), to: "states.ndjson")
    let sound = states.filter { !$0.hasPrefix("no") && !$0.isEmpty }
    try folder.write("[\n\(sound.joined(separator: ",\n"))]", to: "states.json")
    let rows = (0..<Self.count).map {
      "j\($0),\($0 % 3 == 0 ? "retention" : "consideration"),\($0 % 11 == 0 ? "x" : "\($0)")"
    }
    try folder.write("journey,stage,account.size\n\(rows.joined(separator: "\n"))\n", to: "states.csv")
  }

  /// Some that are sound, of different lengths, and in between some that are no JSON, some refused, and some that are
  /// warned of.
  private static func state(_ index: Int) -> String {
    if index % 97 == 13 { return "no state \(index)" }
    if index % 89 == 7 { return "" }
    let start = #"{"journey": "j\#(index)", "now": "2026-09-23T10:00:00Z", "stage": "#
    if index % 83 == 3 { return start + #""consideration", "sentiment": 7}"# }
    if index % 31 == 5 { return start + #""considerashun"}"# }
    let consent = index % 2 == 0 ? #", "consent": {"email": true}"# : ""
    let person =
      index % 50 == 0
      ? #", "account": {"size": \#(index), "name": "\#(String(repeating: "é", count: 3_000))"}"#
      : #", "account": {"size": \#(index)}"#
    return start + "\"\(index % 3 == 0 ? "retention" : "consideration")\"" + consent + person + "}"
  }

  private func decide(_ options: String, _ way: String) throws -> ShellResult {
    try Shell.run(way.replacing("DECIDE", with: "waymark decide --rules rules \(options)"), in: folder)
  }

  /// The ways to put in the same bytes; in pieces, they arrive in other numbers each time.
  private static let ways = [
    "DECIDE - < FILE", "cat FILE | DECIDE -", "dd if=FILE bs=61 status=none | DECIDE -",
    "dd if=FILE bs=7000 status=none | DECIDE -",
  ]

  @Test(arguments: [
    ("states.ndjson", ""), ("states.ndjson", "--strict"), ("states.ndjson", "--explain full"),
    ("states.ndjson", "--format text"), ("states.ndjson", "--output tsv=journey,action"), ("states.json", ""),
    ("states.csv", "--csv --now 2026-09-23T10:00:00Z"),
  ])
  func `it gives the same bytes`(_ file: String, _ options: String) throws {
    let one = try decide("--threads 1 \(options)", "DECIDE - < \(file)")
    #expect(one.exitCode == 1)
    #expect(one.errors.contains("error:") && one.output.utf8.count > 5_000)
    for threads in [2, 8] {
      for way in Self.ways {
        let found = try decide(
          "--threads \(threads) \(options)", way.replacing("FILE", with: file))
        #expect(found.output == one.output, "\(threads) threads, \(way)")
        #expect(found.errors == one.errors, "\(threads) threads, \(way)")
        #expect(found.exitCode == one.exitCode)
      }
    }
  }

  @Test(arguments: [1, 2, 8]) func `each state has its answer in its place`(threads: Int) throws {
    let found = try decide("--threads \(threads)", "DECIDE states.ndjson")
    let lines = found.output.split(separator: "\n")
    let states = (0..<Self.count).map(Self.state).enumerated().filter { !$0.element.isEmpty }
    #expect(lines.count == states.count)
    var refused = 0
    for (line, (index, state)) in zip(lines, states) {
      if state.hasPrefix("no") || state.contains(#""sentiment": 7"#) {
        #expect(line.hasPrefix(#"{"error":"#))
        #expect(found.errors.contains("states.ndjson:\(index + 1):"))
        refused += 1
      } else {
        #expect(line.hasPrefix(#"{"journey":"j\#(index)","#))
      }
    }
    #expect(refused > 10)
    // Warnings are told of the first twenty only.
    #expect(found.errors.count(of: "warning: ") == 20, "\(found.errors)")
    #expect(found.errors.hasSuffix(" more have warnings\n"))
  }

  @Test(arguments: [1, 2, 8]) func `in a stream a state is answered before the next comes`(threads: Int)
    throws
  {
    // That it is a stream shows in its second state; from then on one is sent once the one before is answered.
    let script = """
      coproc { DECIDE; }
      printf '{"journey": "j1"}\\n{"journey": "j2"}\\n' >&${COPROC[1]}
      for n in 3 4 5 6; do
        read -r -t 50 answer <&${COPROC[0]} || exit 9
        echo "${answer:0:15}"
        [ $n = 3 ] && read -r -t 50 answer <&${COPROC[0]} && echo "${answer:0:15}"
        printf '{"journey": "j%s"}\\n' $n >&${COPROC[1]}
      done
      """
    let found = try decide("--threads \(threads) -", script)
    #expect(found.output == (1...5).map { "{\"journey\":\"j\($0)\"\n" }.joined(), "\(found)")
  }

  @Test func `where its reader goes away it ends`() throws {
    let found = try decide(
      "--threads 8 -", #"yes '{"journey": "a"}' | { DECIDE; echo "exit $?" >&2; } | head -n 3 | cut -c1-14"#)
    #expect(
      found.output == String(repeating: "{\"journey\":\"a\"\n", count: 3),
      "\(found)")
    #expect(found.errors == "exit 141\n", "\(found.errors)")
  }

  @Test(arguments: 0..<5) func `where the output is full it says so`(round: Int) throws {
    let found = try decide("--threads 8", "DECIDE states.ndjson > /dev/full")
    #expect(found.exitCode == 74, "\(found)")
    #expect(found.errors.contains("the output cannot be written: "))
  }

  @Test(arguments: ["--threads 0 --rules rules", "--threads 65 --rules rules", "--threads 2"])
  func `a number of threads that cannot be is refused`(options: String) throws {
    let found = try Shell.run("waymark decide states.ndjson \(options)", in: folder)
    #expect(found.exitCode == 64 && found.output.isEmpty)
    #expect(found.errors.contains("'--threads' "))
  }

  @Test func `a terminal shows how far it has come, and a pipe does not`() throws {
    let script = #"""
      seen() { script -qec "$1" /dev/null < /dev/null | tr '\r' '\n' | grep -c ' states, [0-9]* a second'; }
      many() { for n in $(seq 9); do cat states.ndjson; echo; done; }
      many > many.ndjson
      seen "DECIDE many.ndjson > answers"
      seen "DECIDE many.ndjson 2> errors > answers"
      seen "DECIDE many.ndjson"
      """#
    let found = try decide("--threads 1", script)
    let counts = found.output.split(separator: "\n").map { Int($0) ?? -1 }
    try #require(counts.count == 3, "\(found)")
    #expect(counts[0] > 0 && counts[1] == 0 && counts[2] == 0, "\(found)")
  }
}

extension String {
  /// How often another stands in it.
  fileprivate func count(of other: String) -> Int { components(separatedBy: other).count - 1 }
}
