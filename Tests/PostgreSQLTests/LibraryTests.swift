import PostgreSQL
import Testing

@testable import PostgreSQL

/// The client library, without a server.
@Suite(.enabled(if: (try? ClientLibrary.load()) != nil, "not on this machine: libpq")) struct LibraryTests {
  @Test func `results are named as the library names them`() throws {
    let library = try ClientLibrary.load()
    #expect(library.version >= 140_000)
    for status in ResultStatus.allCases {
      let name = try #require(library.statusName(status.rawValue))
      #expect(String(cString: name) == status.name)
    }
  }

  @Test func `nobody listens, and that is said at once`() throws {
    let began = ContinuousClock.now
    let library = try ClientLibrary.load()
    let error = #expect(throws: PostgreSQLError.self) {
      try probe("host=/nonexistent dbname=none", with: library)
    }
    guard case .unreachable(let reason) = try #require(error) else { return #expect(error == nil) }
    #expect(reason.contains("/nonexistent"))
    #expect(!reason.contains("\n"))
    #expect(ContinuousClock.now - began < .seconds(1))
  }

  @Test func `an address that makes no sense is refused with its mistake`() throws {
    let library = try ClientLibrary.load()
    let error = #expect(throws: PostgreSQLError.self) { try probe("host=/tmp colour=blue", with: library) }
    #expect("\(try #require(error))".contains("colour"))
  }
}

@Suite struct MissingLibraryTests {
  @Test func `a library that is missing is named, with what to install`() throws {
    let error = #expect(throws: PostgreSQLError.self) { try ClientLibrary.load("libpq.so.missing") }
    let text = "\(try #require(error))"
    #expect(text.contains("libpq.so.missing"))
    #expect(text.contains("apt-get install libpq5"))
  }

  @Test func `another library in its place is told from it`() throws {
    let error = #expect(throws: PostgreSQLError.self) { try ClientLibrary.load("libc.so.6") }
    #expect("\(try #require(error))".contains("is not libpq"))
  }
}

/// Connects, and lets go.
func probe(_ address: String, with library: ClientLibrary) throws {
  _ = try Connection.open(Connection.Settings(address), with: library)
}
