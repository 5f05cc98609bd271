import Synchronization
import Testing
import Time

@Suite("A table of time zones")
struct ZoneTableTests {
  private final class LookUps: Sendable {
    private let names = Mutex<[String]>([])
    var count: Int { names.withLock { $0.count } }

    func table(capacity: Int) -> ZoneTable {
      ZoneTable(capacity: capacity) { name in
        self.names.withLock { $0.append(name) }
        return name.hasPrefix("Zone/") ? .utc : nil
      }
    }
  }

  @Test func `looks a name up once, whether it is a zone or not`() {
    let lookUps = LookUps()
    let table = lookUps.table(capacity: 100)
    for _ in 0..<50 {
      for index in 0..<100 {
        #expect(table.zone(named: "Zone/\(index)") != nil)
        #expect(table.zone(named: "No/\(index)") == nil)
      }
    }
    #expect(lookUps.count == 200)
  }

  @Test func `keeps its zones however many names come that are none`() {
    let lookUps = LookUps()
    let table = lookUps.table(capacity: 10)
    #expect(table.zone(named: "Zone/a") != nil)
    for index in 0..<5_000 { #expect(table.zone(named: "No/\(index)") == nil) }
    #expect(table.zone(named: "Zone/a") != nil && lookUps.count == 5_001)
    #expect(table.zone(named: "No/4999") == nil && lookUps.count == 5_001)
    #expect(table.zone(named: "No/0") == nil && lookUps.count == 5_002)
  }

  @Test func `looks up no text that cannot be a name`() {
    let lookUps = LookUps()
    let table = lookUps.table(capacity: 10)
    // Equal to the name of a zone for Swift, with a Kelvin sign for its K.
    #expect(table.zone(named: "Zone/\u{212a}") == nil)
    #expect(table.zone(named: String(repeating: "Zone/", count: 1_000)) == nil)
    #expect(lookUps.count == 0)
  }

  @Test func `has the zones of the machine`() {
    let table = ZoneTable()
    #expect(table.zone(named: "Europe/Copenhagen")?.name == "Europe/Copenhagen")
    #expect(table.zone(named: "Europe/Copenhagen") === table.zone(named: "Europe/Copenhagen"))
    #expect(table.zone(named: "Europe/Nowhere") == nil)
  }
}
