import Testing
import TestSupport

@testable import Daemon
@testable import Settings

/// The table of settings in the documentation.
@Suite struct SettingTableTests {
  @Test func `the article on running the daemon has every setting with its variable`() throws {
    let rows = try Article(named: "Running.md").table("setting")
    #expect(Set(rows.map { "\($0[0]) \($0[2])" }) == Set(Setting.all.map { "\($0.path) \($0.variable)" }))
  }
}
