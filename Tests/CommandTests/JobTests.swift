import Foundation
import Testing
import TestSupport

/// The jobs of the README and of the recipes, as people change them: another program sends, and cron is not alone.
@Suite struct JobTests {
  /// A job that a page shows.
  struct Job: CustomTestStringConvertible, Sendable {
    let page: URL
    /// The name of its file.
    let name: String
    /// What follows the name in a call.
    let arguments: String
    /// The line with the command that sends, and that line with another command.
    let sender: @Sendable (String) -> (line: String, other: String)

    var testDescription: String { name }
    var call: String { "bash \(name) \(arguments)" }

    static let all = [
      Job(
        page: Project.root.appending(path: "README.md"), name: "nightly.sh", arguments: "2026-09-23",
        sender: { (#"if echo "$journey: $action by $channel"; then"#, "if \($0); then") }),
      Job(
        page: Article.catalogue.appending(path: "Recipes.md"), name: "nightly", arguments: "leads.csv",
        sender: {
          (#"./send "$action" "$channel" "$decision" "$journey" < /dev/null >&2 ||"#, "{ \($0); } >&2 ||")
        }),
    ]

    /// Its text, as the page has it.
    func text() throws -> String {
      let start = "cat > \(name) <<'END'\n"
      let blocks = try Article(page).examples.filter { $0.text.contains(start) }
      let block = try #require(blocks.first?.text, "\(page.lastPathComponent) shows no \(name)")
      let script = block[try #require(block.range(of: start)).upperBound...]
      return String(script[..<(try #require(script.range(of: "\nEND\n"))).lowerBound]) + "\n"
    }

    /// Its text with another command that sends.
    func text(sending command: String) throws -> String {
      let (line, other) = sender(command)
      let text = try text()
      #expect(text.contains(line), "\(name) has no line \(line)")
      return text.replacing(line, with: other)
    }
  }

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      channels: {email: {consent: opt-in}}
      actions:
        guide: {kind: content, channels: [email], cooldown: 90d}
      rules:
        send-the-guide: {recommend: {action: guide, score: 50}}

      """, to: "rules/book.yaml")
    try folder.write(
      "journey,consent.email\nanna,yes\nbo,yes\ncy,no\ndea,yes\n", to: "leads.csv")
  }

  private func run(_ job: Job, sending command: String) throws -> ShellResult {
    try folder.write(try job.text(sending: command), to: job.name)
    let daemon = try RunningDaemon(rules: "rules", in: folder)
    defer { daemon.stop() }
    return try Shell.run(job.call, in: folder)
  }

  private var sent: [String] {
    let text = try? String(contentsOf: folder.url.appending(path: "sent"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").map(String.init)
  }

  @Test(arguments: Job.all) func `a sender that reads its input leaves the list alone`(job: Job) throws {
    let result = try run(job, sending: #"{ cat; echo "$journey"; } >> sent"#)
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(sent == ["anna", "bo", "dea"])
  }

  @Test(arguments: Job.all) func `a night with nothing to do ends well`(job: Job) throws {
    try folder.write("journey,consent.email\ncy,no\n", to: "leads.csv")
    let result = try run(job, sending: #"echo "$journey" >> sent"#)
    #expect(result.exitCode == 0 && sent == [], "\(result.errors)")
  }

  @Test(arguments: Job.all) func `a row that is refused shows in the exit code`(job: Job) throws {
    try folder.write("journey,consent.email,sentiment\nanna,yes,7\nbo,yes,\n", to: "leads.csv")
    let result = try run(job, sending: #"echo "$journey" >> sent"#)
    #expect(result.exitCode == 1 && sent == ["bo"], "\(result.errors)")
  }

  @Test(.needs(Tool("flock")), arguments: Job.all)
  func `a job that is started twice at once sends once`(job: Job) throws {
    // The first waits while it sends, until the second has ended.
    try folder.write(
      try job.text(sending: #"{ echo "$journey" >> sent; until [ -e ended ]; do :; done; }"#), to: job.name)
    let daemon = try RunningDaemon(rules: "rules", in: folder)
    defer { daemon.stop() }
    let result = try Shell.run(
      """
      \(job.call) & first=$!
      until [ -s sent ]; do kill -0 $first || exit; done
      \(job.call) > second 2>&1; echo "exit $?" >> second
      touch ended
      wait $first || exit
      cat second
      """, in: folder)
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.output == "\(job.name): it runs already\nexit 75\n")
    #expect(sent == ["anna", "bo", "dea"])
  }

  @Test(arguments: Job.all) func `a job that was killed while it sent says what became of that row`(
    job: Job
  ) throws {
    try folder.write(
      try job.text(sending: #"{ echo "$journey" >> sent; [ -e again ] || kill -KILL $$; }"#), to: job.name)
    let daemon = try RunningDaemon(rules: "rules", in: folder)
    defer { daemon.stop() }
    let killed = try Shell.run(job.call, in: folder)
    #expect(killed.exitCode != 0 && sent == ["anna"])
    let again = try Shell.run("touch again; \(job.call)", in: folder)
    #expect(again.exitCode == 0, "\(again.errors)")
    #expect(sent == (job.name == "nightly" ? ["anna", "bo", "dea"] : ["anna", "anna", "bo", "dea"]))
  }

  @Test(arguments: Job.all) func `each action of a decision is carried out, once`(job: Job) throws {
    try folder.write(
      """
      channels: {email: {consent: opt-in}}
      actions:
        guide: {kind: content, channels: [email], cooldown: 90d}
        tour: {kind: content, channels: [email], cooldown: 90d}
      rules:
        send-both: {recommend: [guide, tour]}

      """, to: "rules/book.yaml")
    let text = try job.text(sending: #"echo "$journey $action" >> sent"#)
    #expect(text.contains(" --key-from journey"))
    try folder.write(
      text.replacing(" --key-from journey", with: " --key-from journey --take 2"), to: job.name)
    let daemon = try RunningDaemon(rules: "rules", in: folder)
    defer { daemon.stop() }
    let result = try Shell.run("\(job.call) && \(job.call)", in: folder)
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(sent == ["anna", "bo", "dea"].flatMap { ["\($0) guide", "\($0) tour"] })
  }

  @Test(arguments: Job.all) func `a job that broke off goes on after a fresh export`(job: Job) throws {
    try folder.write(
      try job.text(sending: #"{ echo "$journey" >> sent; [ -e again ] || kill -KILL $$; }"#), to: job.name)
    let daemon = try RunningDaemon(rules: "rules", in: folder)
    defer { daemon.stop() }
    _ = try Shell.run(job.call, in: folder)
    #expect(sent == ["anna"])
    try folder.write("journey,consent.email,sentiment\nbo,yes,0.5\ndea,yes,0.1\n", to: "leads.csv")
    let again = try Shell.run("touch again; \(job.call)", in: folder)
    #expect(again.exitCode == 0, "\(again.errors)")
    #expect(sent.suffix(2) == ["bo", "dea"])
  }
}
