import Foundation
import Testing
import Time

@testable import Rules

/// Which names name a time zone.
@Suite struct ZoneTests {
  @Test(arguments: [
    "UTC", "Europe/Copenhagen", "America/Argentina/Buenos_Aires", "Etc/GMT+8", "Etc/GMT-14", "Etc/GMT0",
    "GMT+0", "GMT-0",
    "GMT0", "EST", "EST5EDT", "CET", "Zulu", "US/Pacific", "Asia/Kolkata", "Asia/Calcutta", "W-SU", "NZ-CHAT",
  ])
  func `names of the database are known, links and fixed offsets among them`(name: String) throws {
    #expect(ZoneNames.contains(name))
    #expect(try #require(Zone(named: name)).name == name)
  }

  @Test(arguments: [
    "", "BST", "IST", "CST", "CEST", "PDT", "JST", "UTC+3", "GMT+3", "GMT-3", "GMT+03:00", "+02:00", "+0200",
    "UTC+00:00",
    "localtime", "Factory", "posixrules", "posix/Europe/Copenhagen", "right/Europe/Copenhagen",
    "europe/copenhagen",
    "utc", "Europe", "Europe/", "/Europe/Copenhagen", "Europe//Copenhagen", "Europe/../UTC", "./UTC",
    "Europe/Copenhagen ",
    " UTC", "Etc/GMT+15", "Etc/UTC+1", "zone.tab", "tzdata.zi", "leapseconds", "Mars/Olympus",
    "Asia/\u{212A}abul", "UTC\u{0}",
  ])
  func `nothing else is`(name: String) {
    #expect(!ZoneNames.contains(name))
    #expect(Zone(named: name) == nil)
  }

  @Test func `every name of the database has its offsets`() throws {
    #expect(ZoneNames.all.count > 300)
    for name in ZoneNames.all { _ = try #require(Zone(named: name), "\(name)") }
  }

  @Test func `the sign of a fixed offset is the database's`() throws {
    let zone = try #require(Zone(named: "Etc/GMT+8"))
    #expect(zone.wallClock(at: Instant(microseconds: 0)) == -8 * 3_600)
    #expect(try #require(Zone(named: "Etc/GMT-14")).wallClock(at: Instant(microseconds: 0)) == 14 * 3_600)
  }

  @Test(arguments: [
    ("BST", "Europe/London"), ("ist", "Asia/Kolkata"), ("europe/copenhagen", "Europe/Copenhagen"),
    ("Copenhagen", "Europe/Copenhagen"), ("New York", "America/New_York"), ("utc", "UTC"),
    ("CEST", "Europe/Paris"), ("UTC+3", "Etc/GMT-3"),
    ("GMT-05:00", "Etc/GMT+5"), ("+0", "UTC"), ("+05:30", nil), ("nowhere", nil),
  ])
  func `a name that was probably meant is proposed`(name: String, near: String?) {
    #expect(ZoneNames.near(name) == near)
  }
}
