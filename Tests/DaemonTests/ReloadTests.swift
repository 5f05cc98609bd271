import Foundation
import Glibc
import Testing
import TestSupport

/// Changed rule files serve by themselves.
@Suite struct ReloadTests {
  @Test(arguments: RuleChange.all) func `a change is noticed, and what it says serves`(_ change: RuleChange)
    throws
  {
    let folder = try TestFolder()
    try change.prepare(folder)
    let daemon = try TestDaemon(in: folder, ["RULES_LINKS": "follow"])
    let old = try daemon.revision()
    try change.apply(folder)
    let new = folder.revision()
    #expect(new != old)
    let line = try daemon.log.wait(for: "book.loaded") { $0["revision"] == new }
    #expect(line["previous"] == old)
    #expect(try daemon.revision() == new)
    let answer = try daemon.decide(Samples.state("anna"))
    #expect(answer.revision == new && answer["revision"] == new)
    #expect(try daemon.stop() == 0)
  }

  @Test func `a change further on is noticed after the directory was replaced`() throws {
    let folder = try TestFolder()
    try folder.copyBook(to: "two")
    try folder.write(Samples.extraRule(score: 1), to: "two/more.yaml")
    let daemon = try TestDaemon(in: folder)
    try FileManager.default.moveItem(atPath: folder.at("rules"), toPath: folder.at("one"))
    try FileManager.default.moveItem(atPath: folder.at("two"), toPath: folder.at("rules"))
    let moved = folder.revision()
    try daemon.log.wait(for: "book.loaded") { $0["revision"] == moved }
    try folder.write(Samples.extraRule(score: 2), to: "rules/more.yaml")
    let saved = folder.revision()
    try daemon.log.wait(for: "book.loaded") { $0["revision"] == saved }
  }

  @Test func `a deleted file that comes back makes the same rule book, and the log says so`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder)
    let whole = folder.revision()
    let text = try folder.read("rules/rules.yaml")
    try folder.remove("rules/rules.yaml")
    let less = folder.revision()
    let removal = try daemon.log.wait(for: "book.loaded") { $0["revision"] == less }
    #expect(removal.strings("files_removed") == ["rules.yaml"])
    #expect(removal.strings("rules_removed").contains("answer-the-price"))
    #expect(removal["level"] == "warning" && removal["message"]?.contains("rules are gone") == true)
    let warning = try daemon.log.wait(for: "book.shrunk")
    #expect(warning["level"] == "warning" && warning.strings("files") == ["rules.yaml"])
    try folder.write(text, to: "rules/rules.yaml")
    let return_ = try daemon.log.wait(for: "book.loaded") { $0["previous"] == less }
    #expect(return_["revision"] == whole)
    #expect(return_.strings("files_added") == ["rules.yaml"])
    #expect(return_["level"] == "info")
    #expect(try daemon.revision() == whole)
  }

  @Test func `a start says what keeps less from people than the book before it, as a reload does`() throws {
    let folder = try TestFolder()
    try folder.write("channels: {fax: {consent: opt-in}}\n", to: "rules/fax.yaml")
    try folder.write(
      "rules: {silence: {when: {stage: awareness}, suppress: {all: true}}}\n", to: "rules/silence.yaml")
    try TestDaemon(in: folder).stop()
    try folder.write("channels: {fax: {consent: none}}\n", to: "rules/fax.yaml")
    try folder.remove("rules/silence.yaml")
    // A start that comes to nothing has told nobody.
    try folder.write("not a folder", to: "taken")
    let failed = try TestDaemon(in: folder, ["SOCKET_PATH": folder.at("taken")], waits: false)
    #expect(try failed.exitCode() == 1)

    let daemon = try TestDaemon(in: folder)
    let line = try daemon.log.wait(for: "book.loaded")
    #expect(line["level"] == "warning" && line.strings("rules_removed") == ["silence"])
    let weakened = [
      "the channel 'fax' needs no consent any more: it was opt-in",
      "the rule 'silence', which suppressed, is gone",
    ]
    #expect(line.strings("weakened").sorted() == weakened)
    #expect(line["message"]?.contains("a rule is gone, which suppressed") == true, "\(line)")
    let book = try daemon.get("/v1/book")
    #expect((book.json["removed"] as? [String: Any])?["suppress"] as? Int == 1)
    #expect((book.json["weakened"] as? [Any])?.count == 2)
    try daemon.stop()

    // The log told it; from here on nothing has changed. Who looks at the book is told for a day.
    let next = try TestDaemon(in: folder)
    #expect(try next.log.wait(for: "book.loaded")["level"] == "info")
    #expect(try weakenedWords(next) == weakened)
    // Put back, as it was: no longer.
    try folder.write("channels: {fax: {consent: opt-in}}\n", to: "rules/fax.yaml")
    try folder.write(
      "rules: {silence: {when: {stage: awareness}, suppress: {all: true}}}\n", to: "rules/silence.yaml")
    let whole = folder.revision()
    _ = try next.log.wait(for: "book.loaded") { $0["revision"] == whole }
    #expect(try weakenedWords(next) == [])
    try next.stop()
    #expect(try weakenedWords(TestDaemon(in: folder)) == [])
  }

  private func weakenedWords(_ daemon: TestDaemon) throws -> [String] {
    let list = try daemon.get("/v1/book").json["weakened"] as? [[String: Any]] ?? []
    return list.compactMap { $0["what"] as? String }.sorted()
  }

  @Test func `what keeps less from people is told in the log, until the next change`() throws {
    let folder = try TestFolder()
    func cap(_ most: Int) -> String { "policies: {caps: {rarely: {at_most: \(most), within: 1d}}}\n" }
    try folder.write(cap(1), to: "rules/cap.yaml")
    let daemon = try TestDaemon(in: folder)
    try folder.write(cap(5), to: "rules/cap.yaml")
    let looser = folder.revision()
    let line = try daemon.log.wait(for: "book.loaded") { $0["revision"] == looser }
    #expect(line.strings("weakened") == ["the cap 'rarely' allows 5 in place of 1"])
    #expect(line["level"] == "warning")
    #expect(line["message"] == "rule book \(looser) serves; the cap 'rarely' allows 5 in place of 1")
    try folder.write(cap(2), to: "rules/cap.yaml")
    let stricter = folder.revision()
    let next = try daemon.log.wait(for: "book.loaded") { $0["revision"] == stricter }
    #expect(next["level"] == "info" && next.strings("weakened") == [])
  }

  @Test func `what editors leave beside a file is passed over`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder)
    let old = folder.revision()
    for name in [
      "rules.yaml~", ".rules.yaml.swp", ".#rules.yaml", "#rules.yaml#", "4913", "rules.yaml.orig",
      "_draft.yaml",
      "rules.test.yaml", ".git/rules.yaml", "_archive/rules.yaml", "notes.txt",
    ] {
      try folder.write("rules: {not finished", to: "rules/\(name)")
    }
    #expect(folder.revision() == old)
    // What is noticed after them is the saved file alone.
    try folder.write(Samples.extraRule(score: 1), to: "rules/more.yaml")
    let new = folder.revision()
    let line = try daemon.log.wait(for: "book.loaded") { $0["previous"] != nil }
    #expect(line["revision"] == new)
    #expect(line.strings("files_added") == ["more.yaml"])
    #expect(line.strings("rules_added") == ["extra-rule"])
    try daemon.stop()
    #expect(daemon.log.lines(of: "book.rejected").isEmpty)
  }

  @Test func `fifty saves at once are taken together`() throws {
    let folder = try TestFolder()
    // The time that files must rest by default.
    let daemon = try TestDaemon(in: folder, ["RULES_SETTLE": "500ms"])
    for score in 0..<50 { try folder.write(Samples.extraRule(score: score), to: "rules/more.yaml") }
    let last = folder.revision()
    try daemon.log.wait(for: "book.loaded") { $0["revision"] == last }
    try daemon.stop()
    #expect((2...3).contains(daemon.log.lines(of: "book.loaded").count), "the start, and one or two")
  }

  @Test func `SIGHUP reloads, and with manual publishing nothing else does by itself`() throws {
    let folder = try TestFolder()
    let manual = try TestDaemon(in: folder, ["RULES_PUBLISH": "manual"])
    let watching = try TestDaemon(
      in: folder,
      [
        "SOCKET_PATH": folder.at("watching.sock"), "STATE_DIR": folder.at("watching"),
      ])
    let old = folder.revision()
    try folder.write(Samples.extraRule(score: 1), to: "rules/more.yaml")
    let new = folder.revision()
    // By the time that another daemon serves it, this one would have noticed too.
    try watching.log.wait(for: "book.loaded") { $0["revision"] == new }
    #expect(try manual.revision() == old)
    manual.send(SIGHUP)
    try manual.log.wait(for: "book.loaded") { $0["revision"] == new }
    #expect(try manual.revision() == new)
    #expect(try manual.stop() == 0)
  }

  @Test func `SIGHUP during the start ends nothing, and is a reload after it`() throws {
    let folder = try TestFolder()
    // So many that they take a while.
    for file in 0..<40 {
      let rules = (0..<50).map {
        "  r\(file)-\($0):\n    recommend: {action: follow-up-call, score: \($0)}\n"
      }
      try folder.write("rules:\n" + rules.joined(), to: "rules/many/\(file).yaml")
    }
    let daemon = try TestDaemon(
      in: folder, ["RULES_PUBLISH": "manual", "NO_SUCH_SETTING": "1"], waits: false)
    // The first line of the log.
    try daemon.log.wait(for: "configuration.noted")
    daemon.send(SIGHUP)
    try daemon.log.wait(for: "daemon.started")
    try daemon.log.wait(for: "book.unchanged") { $0["message"]?.contains("still") == true }
    #expect(try daemon.stop() == 0)
  }

  @Test func `a reload that is asked for answers once the new rule book serves`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder, ["RULES_PUBLISH": "manual"])
    for score in 1...5 {
      try folder.write(Samples.extraRule(score: score), to: "rules/more.yaml")
      let answer = try daemon.ask("POST", "/v1/book/reload")
      #expect(answer.status == 200)
      #expect(answer["revision"] == folder.revision() && answer.revision == folder.revision())
      #expect(try daemon.revision() == folder.revision())
    }
    let again = try daemon.ask("POST", "/v1/book/reload")
    #expect(again.status == 200 && again["revision"] == folder.revision(), "nothing has changed")
  }
}
