import Foundation
import Glibc
import System
import Testing

@testable import Telemetry

/// Whom the lines are for, by where they go.
@Suite struct LogFormTests {
  private static func firstLine(
    _ level: LogLevel = .error, _ change: (inout LogConfiguration, LogPipe) -> Void
  ) -> String {
    let pipe = LogPipe()
    var configuration = LogConfiguration()
    configuration.descriptor = pipe.writing
    configuration.level = .debug
    change(&configuration, pipe)
    let log = EventLog(configuration: configuration)
    log.log(
      level, .logFolded, String(repeating: "x", count: 40_000),
      ["long": .string(String(repeating: "y", count: 40_000))])
    log.stop(within: .seconds(10))
    return pipe.lines(1).first ?? ""
  }

  @Test(arguments: [(LogLevel.error, 3), (.warning, 4), (.info, 6), (.debug, 7)])
  func `with priorities each line begins with its own, and is no longer for it`(
    _ level: LogLevel, _ number: Int
  ) {
    for format in LogConfiguration.Format.allCases {
      let line = Self.firstLine(level) { configuration, _ in
        configuration.priorities = .on
        configuration.format = format
      }
      #expect(line.hasPrefix("<\(number)>\(format == .text ? "2" : "{")"))
      #expect(line.utf8.count < 48 << 10 && line.utf8.count < LogConfiguration().lineBytes)
    }
  }

  @Test func `the journal gets priorities, and nobody else`() {
    func line(_ priorities: LogConfiguration.Priorities, _ stream: (FileIdentity) -> String?) -> String {
      Self.firstLine { configuration, pipe in
        configuration.priorities = priorities
        configuration.journalStream = FileIdentity(of: pipe.writing).flatMap(stream)
      }
    }
    #expect(line(.auto) { "\($0.device):\($0.inode)" }.hasPrefix("<3>{"))
    #expect(line(.off) { "\($0.device):\($0.inode)" }.hasPrefix("{"))
    // Inherited from a parent that the journal reads.
    #expect(line(.auto) { "\($0.device):\($0.inode + 1)" }.hasPrefix("{"))
    #expect(line(.auto) { _ in "nonsense" }.hasPrefix("{"))
    #expect(line(.auto) { _ in nil }.hasPrefix("{"))
    #expect(line(.on) { _ in nil }.hasPrefix("<3>{"))
  }

  @Test func `on a terminal lines are for people, elsewhere for programs, unless somebody says otherwise`()
    throws
  {
    // The end at which a terminal is shown is one itself.
    let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    defer { close(terminal) }
    try #require(terminal >= 0)
    var configuration = LogConfiguration()
    configuration.descriptor = terminal
    #expect(configuration.isForPeople)
    configuration.format = .json
    #expect(!configuration.isForPeople)
    configuration.format = .auto
    configuration.file = "waymark.log"
    #expect(!configuration.isForPeople && configuration.withoutFile.isForPeople)
    configuration.format = .text
    #expect(configuration.isForPeople)
    #expect(Self.firstLine { _, _ in }.hasPrefix("{"))
  }
}
