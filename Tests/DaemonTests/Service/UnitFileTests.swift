import Foundation
import Testing
import TestSupport

/// The units in `config`, as systemd itself reads them.
@Suite struct UnitFileTests {
  private static let analyze = Tool("systemd-analyze")
  private static let services = ["waymark.service", "waymark-alerts.service"]

  /// The units in a folder, with the program under test in the place of the installed one.
  private static func unitFolder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in services {
      let service = try Project.text("config/\(name)")
        .replacing("/usr/bin/waymark", with: ProgramUnderTest.url.path)
        // Manual pages are looked for where they are installed.
        .replacing(/Documentation=.*/, with: "")
      try folder.write(service, to: name)
    }
    try folder.write(try Project.text("config/waymark.socket"), to: "waymark.socket")
    return folder
  }

  @Test(.needs(analyze)) func `the services and the socket are units without a mistake`() throws {
    let folder = try Self.unitFolder()
    let result = try Self.analyze.run(
      ["verify", "--man=no", "./waymark.socket"] + Self.services.map { "./\($0)" }, in: folder.url)
    #expect(result.code == 0 && result.text == "", "\(result.text)")
  }

  @Test(.needs(analyze), arguments: services)
  func `a service is exposed to less than 2 of 10`(_ name: String) throws {
    let folder = try Self.unitFolder()
    let result = try Self.analyze.run(
      ["security", "--offline=true", "--threshold=20", "./\(name)"], in: folder.url)
    #expect(result.code == 0, "\(result.text)")
    let level = try #require(
      result.text.firstMatch(of: /Overall exposure level for [a-z.-]+: ([0-9.]+)/))
    #expect(try #require(Double(level.output.1)) < 2)
  }

  @Test(.needs(analyze)) func `the drop-in for newer systemds is one without a mistake`() throws {
    let folder = try Self.unitFolder()
    let dropIn = try Project.text("config/waymark.service.d/notify-reload.conf")
    try folder.write(dropIn, to: "waymark.service.d/notify-reload.conf")
    let result = try Self.analyze.run(["verify", "--man=no", "./waymark.service"], in: folder.url)
    let version = try Self.analyze.run(["--version"], in: folder.url).text.firstMatch(of: /systemd (\d+)/)
    let lines = result.text.split(separator: "\n")
    if let version, let number = Int(version.output.1), number >= 253 {
      #expect(result.code == 0 && lines.isEmpty, "\(result.text)")
    } else {
      // An older one passes over what it does not know.
      #expect(lines.count == 1 && lines.allSatisfy { $0.contains("notify-reload") }, "\(result.text)")
    }
  }

}
