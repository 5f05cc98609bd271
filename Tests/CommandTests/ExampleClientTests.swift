import Foundation
import Testing
import TestSupport

/// The clients among the examples, run as they stand against a daemon.
@Suite struct ExampleClientTests {
  private static let examples = Project.root.appending(path: "config/examples").path
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      stages:
        awareness: {phase: before}
        consideration: {phase: before}
      channels:
        email: {consent: opt-in}
      actions:
        guide: {kind: content, channels: [email], cooldown: 90d}
        call: {kind: call, cooldown: 90d}
      rules:
        send-the-guide:
          when: {stage: consideration}
          recommend: guide
        call-them:
          when: {stage: awareness}
          recommend: call

      """, to: "rules/book.yaml")
    let states = #"""
      {"journey": "anna", "stage": "consideration", "consent": {"email": true}}

      {"journey": "bo \"é\" \\ %s", "stage": "awareness"}
      {"journey": "cy", "stage": "consideration", "consent": {"email": false}}
      {"journey": "dea", "sentiment": 3}
      {"journey": "anna", "stage": "consideration", "consent": {"email": true}}

      """#
    try folder.write(states.replacing("\n", with: "\r\n"), to: "states.ndjson")
  }

  @Test(.needs(Tool("curl"), Tool("jq"))) func `the client in bash`() throws {
    try tryOut("bash '\(Self.examples)/audience.sh'")
  }

  @Test(.needs(Tool("python3"))) func `the client in Python`() throws {
    try tryOut("python3 '\(Self.examples)/audience.py'")
  }

  @Test(.needs(Tool("node"))) func `the client for Node`() throws {
    try tryOut("node '\(Self.examples)/audience.mjs'")
  }

  @Test(.needs(Tool("go"))) func `the client in Go`() throws {
    let built = try Shell.run("go build -o client '\(Self.examples)/audience.go'", in: folder)
    #expect(built.exitCode == 0, "\(built.errors)")
    try tryOut("./client")
  }

  @Test(
    .needs(Tool("curl"), Tool("jq"), Tool("python3")),
    arguments: [
      ("bash", "audience.sh", #"  printf '%s"#, "  cat"),
      ("python3", "audience.py", "    os.write(1,", #"    os.system("cat")"#),
    ])
  func `what delivers may read its input, and the states stay`(
    interpreter: String, name: String, line: String, reading: String
  ) throws {
    let text = try String(contentsOfFile: "\(Self.examples)/\(name)", encoding: .utf8)
    #expect(text.contains(line))
    let place = try #require(text.range(of: line))
    try folder.write(text.replacingCharacters(in: place, with: "\(reading)\n\(line)"), to: name)
    let daemon = try RunningDaemon(rules: "rules", in: folder)
    defer { daemon.stop() }
    let result = try Shell.run("\(interpreter) \(name) < states.ndjson", in: folder)
    #expect(
      ArticleRun.fits(result.output, "guide\temail\t…\tanna\ncall\t-\t…\tbo \"é\" \\ %s\n"),
      "\(result.output)")
  }

  @Test(arguments: ["audience.sh", "audience.py", "audience.mjs"])
  func `a client in a scripting language is read at one glance`(name: String) throws {
    let text = try String(contentsOfFile: "\(Self.examples)/\(name)", encoding: .utf8)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 55)
  }

  /// What every client has to do, the same in each language.
  private func tryOut(_ client: String, at place: SourceLocation = #_sourceLocation) throws {
    let first = try waiting(client)
    let shown = "guide\temail\t…\tanna\ncall\t-\t…\tbo \"é\" \\ %s\n"
    #expect(ArticleRun.fits(first.output, shown), "\(first.output)", sourceLocation: place)
    let refusal = "\nline 5: the state does not fit: /sentiment: "
    #expect(
      first.exitCode == 1 && first.errors.contains(refusal), "\(first.errors)", sourceLocation: place)

    let daemon = try RunningDaemon(rules: "rules", in: folder)
    defer { daemon.stop() }
    let again = try Shell.run("RUN=first \(client) < states.ndjson", in: folder)
    #expect(again.exitCode == 1 && again.output == first.output, "\(again.errors)", sourceLocation: place)
    let known = ["anna guide delivered", #"bo "é" \ %s call delivered"#]
    #expect(try contacts() == known, sourceLocation: place)

    // What cannot be delivered is given back, and may be had again in another run.
    try folder.write(#"{"journey": "eve", "stage": "awareness"}"#, to: "eve.ndjson")
    let full = try Shell.run("RUN=second \(client) eve.ndjson > /dev/full", in: folder)
    #expect(full.exitCode == 0 && full.errors != "", "\(full.errors)", sourceLocation: place)
    #expect(try contacts().last == "eve call delivered not_sent", sourceLocation: place)
    let third = try Shell.run("RUN=third \(client) eve.ndjson", in: folder)
    #expect(
      third.output.hasSuffix("\teve\n") && third.errors == "", "\(third.errors)", sourceLocation: place)

    // What was given back is not reserved any more: the first answer, once more, is nothing to do.
    let fourth = try Shell.run("RUN=second \(client) eve.ndjson", in: folder)
    #expect(fourth.exitCode == 0 && fourth.output == "", "\(fourth.output)", sourceLocation: place)

    // Nor is what goes to somebody who opted out since.
    let fifth = try Shell.run(
      """
      head -n 1 states.ndjson > anna.ndjson
      RUN=first waymark event --journey anna --consent email=no && RUN=first \(client) anna.ndjson
      """, in: folder)
    #expect(fifth.exitCode == 0 && fifth.output == "", "\(fifth.output)", sourceLocation: place)
    #expect(fifth.errors == "line 1 is not sent: its channel was closed\n", sourceLocation: place)

    // What is no journey's state is said, and the others go on.
    let odd =
      #"{"stage": "awareness"}"# + "\n[]\nnull\noops\n" + #"{"journey": "fay", "stage": "awareness"}"# + "\n"
    try folder.write(odd, to: "odd.ndjson")
    let sixth = try Shell.run("RUN=fifth \(client) odd.ndjson", in: folder)
    #expect(
      sixth.exitCode == 1 && sixth.output.hasSuffix("\tfay\n"), "\(sixth.output)", sourceLocation: place)
    let told = sixth.errors.split(separator: "\n")
    #expect(told.count == 4, "\(sixth.errors)", sourceLocation: place)
    #expect(
      told.first == "line 1: the state does not fit: 'journey' is missing; it is the id of a person's path",
      sourceLocation: place)
    for (index, line) in told.enumerated() {
      #expect(line.hasPrefix("line \(index + 1): "), "\(line)", sourceLocation: place)
    }

    // A no that nothing looks at is not overheard: nothing is sent, and what was reserved is given back.
    let overheard = [
      #""consent": {"emial": false}"#:
        "unknown channel 'emial': its no closes nothing; did you mean 'email'?",
      #""opted_out": true"#: "undeclared attribute 'opted_out'",
      #""Consent": {"email": false}"#: "undeclared attribute 'Consent'",
    ]
    for (index, (no, warning)) in overheard.sorted(by: { $0.key < $1.key }).enumerated() {
      try folder.write(
        #"{"journey": "gus\#(index)", "stage": "awareness", \#(no)}"# + "\n", to: "gus.ndjson")
      let seventh = try Shell.run("RUN=sixth \(client) gus.ndjson", in: folder)
      #expect(
        seventh.exitCode == 1 && seventh.output == "", "\(seventh.output)", sourceLocation: place)
      #expect(
        seventh.errors.hasPrefix("line 1 is not sent: \(warning)")
          && seventh.errors.count { $0 == "\n" } == 1,
        "\(seventh.errors)", sourceLocation: place)
      #expect(try contacts().contains("gus\(index) call delivered not_sent"), sourceLocation: place)
    }
  }

  /// Starts a client before the daemon is there, and the daemon once the client says that it waits.
  private func waiting(_ client: String) throws -> ShellResult {
    try Shell.run(
      """
      RUN=first \(client) states.ndjson > printed 2> errors & client=$!
      until [ -s errors ]; do kill -0 $client || exit; done
      waymark serve --rules rules 2> log & daemon=$!
      wait $client; code=$?
      kill $daemon; wait $daemon
      cat printed; cat errors >&2; exit $code
      """, in: folder)
  }

  /// Each contact that is remembered, with what came of it.
  private func contacts() throws -> [String] {
    let lines = try Shell.run("waymark contacts --all", in: folder).output.split(separator: "\n")
    return try lines.compactMap { line in
      let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      guard let journey = record?["journey"] as? String, let action = record?["action"] as? String,
        let outcomes = record?["outcomes"] as? [[String: Any]]
      else { return nil }
      return ([journey, action] + outcomes.compactMap { $0["outcome"] as? String }).joined(separator: " ")
    }.sorted()
  }
}
