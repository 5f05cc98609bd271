import Foundation
import Glibc
import System
import Testing
import TestSupport

@Suite struct ChildProcessTests {
  init() { signal(SIGPIPE, SIG_IGN) }

  private func shell(_ script: String, _ input: String = "", isCaptured: Bool = true) throws -> (
    end: ChildProcess.End, output: String
  ) {
    let result = try ChildProcess(["/bin/sh", "-c", script], isCaptured: isCaptured)
      .run(Array(input.utf8), within: .seconds(60))
    return (result.end, String(decoding: result.output, as: UTF8.self))
  }

  @Test func `it gets its input, and what it prints comes back`() throws {
    let long = String(repeating: "0123456789", count: 6_000)
    let result = try shell("cat; exit 7", long)
    #expect(result.end == .exited(7) && result.output == long)
  }

  @Test func `it need not read what it gets, nor be read itself`() throws {
    let long = String(repeating: "x", count: 1 << 20)
    #expect(try shell("exit 0", long).end == .exited(0))
    let result = try shell("echo hidden >&2; echo shown")
    #expect(result.output == "shown\n")
    #expect(try shell("true", isCaptured: false).output == "")
  }

  @Test(.timeLimit(.minutes(1))) func `input and output may both be longer than a pipe holds`() throws {
    let long = Array(repeating: UInt8(ascii: "x"), count: 3 << 20)
    let copied = try ChildProcess(["/bin/cat"], isCaptured: true, mostOutput: 4 << 20)
      .run(long, within: .seconds(30))
    #expect(copied.end == .exited(0) && copied.output == long)
    let cut = try ChildProcess(["/bin/cat"], isCaptured: true, mostOutput: 1_000).run(
      long, within: .seconds(30))
    #expect(cut.end == .exited(0) && cut.output.count == 1_000, "the rest is let go, and does not stop it")
  }

  @Test func `how it ends is told`() throws {
    #expect(try shell("kill -TERM $$").end == .killed(signal: SIGTERM), "signals do what they do by default")
    #expect(try shell("trap '' PIPE; exit 3").end == .exited(3))
    #expect(throws: SystemError(ENOENT)) {
      try ChildProcess(["/no/such/program"]).run([], within: .seconds(1))
    }
  }

  @Test(.timeLimit(.minutes(1))) func `when its time is over it is killed with all that it started`() throws {
    let result = try ChildProcess(["/bin/sh", "-c", "sleep 600 & echo $!; wait"], isCaptured: true)
      .run([], within: .milliseconds(300))
    #expect(result.end == .tookTooLong)
    let text = String(decoding: result.output, as: UTF8.self).split(separator: "\n")
    let inner = try #require(text.first.flatMap { pid_t($0) })
    // Gone, or dead and not yet collected by whoever does that; it takes a moment to die.
    func state() -> Substring? {
      let stat = try? String(contentsOfFile: "/proc/\(inner)/stat", encoding: .utf8)
      return stat?.split(separator: " ").dropFirst(2).first
    }
    while let state = state(), state != "Z" { sched_yield() }
  }

  @Test func `programs are found as a shell finds them`() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "a/tool")
    try folder.write("", to: "b/tool")
    chmod(folder.at("b/tool"), 0o755)
    let folders = "\(folder.path):\(folder.at("a")):\(folder.at("b"))"
    #expect(ProgramPath.find("tool", in: folders) == folder.at("b/tool"))
    #expect(ProgramPath.find(folder.at("b/tool"), in: "") == folder.at("b/tool"))
    for name in ["", "none", folder.at("a/tool"), folder.at("b"), "a"] {
      #expect(ProgramPath.find(name, in: folders) == nil, "\(name)")
    }
  }
}
