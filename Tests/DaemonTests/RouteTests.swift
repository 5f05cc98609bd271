import Foundation
import Glibc
import Testing
import TestSupport

/// The routes beside `/v1/decide`, and what all of them have in common.
@Suite struct RouteTests {
  private static let reading = ["/v1/book", "/v1/rules", "/v1/schema/state", "/livez", "/readyz"]

  @Test func `an unknown path is 404 and says what there is`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    for path in ["/", "/v1", "/v1/decide/", "/v1/Decide", "/v2/decide", "//livez"] {
      let answer = try daemon.get(path)
      #expect(answer.status == 404 && answer.problem == "not-found", "\(path)")
      #expect(answer["detail"]?.hasPrefix("there is nothing at '\(path)'; there is /v1/next, ") ?? false)
      #expect(answer.revision == daemon.folder.revision())
    }
  }

  @Test(arguments: [
    ("nonsense\r\n\r\n", 400),
    ("POST /v1/decide HTTP/1.1\r\nHost: w\r\nContent-Length: 999999999\r\n\r\n", 413),
    ("GET /livez HTTP/1.1\r\nHost: w\r\nX: \(String(repeating: "x", count: 70_000))\r\n\r\n", 431),
  ])
  func `what no route sees is answered with the revision too`(_ request: String, _ status: Int) throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let client = try daemon.connect()
    try client.send(request)
    let answer = try client.answer()
    #expect(answer.status == status && answer.problem != nil)
    #expect(answer.revision == daemon.folder.revision())
    #expect(client.isEnded())
  }

  @Test(arguments: ["GET", "HEAD"])
  func `what is only read takes no lines in`(method: String) throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let line = #"{"journey": "a", "action": "guide", "at": "2026-06-01T10:00:00Z"}"#
    let answer = try daemon.connect().ask(
      method, "/v1/contacts?journey=a", line, type: "application/x-ndjson")
    #expect(answer.status == 200)
    #expect(!answer.text.contains("recorded"))
    #expect(try daemon.contacts(of: "a").contacts.isEmpty)
  }

  @Test(.enabled("needs root, setpriv and curl") { OtherUser.canBe })
  func `another user may decide but not reload`() throws {
    let daemon = try TestDaemon(in: try TestFolder(), ["SOCKET_MODE": "0666"])
    #expect(try OtherUser.ask(daemon, "POST", "/v1/decide", Samples.state("anna")).status == 200)
    let refused = try OtherUser.ask(daemon, "POST", "/v1/book/reload")
    #expect(refused.status == 403 && refused.text.contains("urn:waymark:problem:forbidden"))
    let event = try daemon.log.wait(for: "peer.refused")
    #expect(event.text.contains("\"uid\":\(OtherUser.id)"))
  }

  @Test func `another method is 405 with those that are taken`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    for path in Self.reading {
      for method in ["POST", "PUT", "DELETE"] {
        let answer = try daemon.ask(method, path, "{}", type: "application/json")
        #expect(answer.status == 405 && answer.problem == "method-not-allowed", "\(method) \(path)")
        #expect(answer.header("Allow") == "GET, HEAD")
        #expect(answer.revision == daemon.folder.revision())
      }
    }
    for path in ["/v1/decide", "/v1/book/reload"] {
      for method in ["GET", "HEAD", "PUT"] {
        let answer = try daemon.ask(method, path)
        #expect(answer.status == 405 && answer.header("Allow") == "POST", "\(method) \(path)")
      }
    }
  }

  @Test func `HEAD answers as GET does, without the body`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let client = try daemon.connect()
    for path in Self.reading {
      let get = try client.ask("GET", path)
      let head = try client.ask("HEAD", path)
      #expect(get.status == 200 && head.status == 200, "\(path)")
      #expect(head.header("Content-Length") == get.header("Content-Length") && !get.body.isEmpty)
      #expect(head.header("Content-Type") == get.header("Content-Type"))
      #expect(head.revision == daemon.folder.revision() && get.revision == head.revision)
    }
    let missing = try client.ask("HEAD", "/v1/rules?id=nothing")
    #expect(missing.status == 404)
    #expect(try client.ask("GET", "/livez").text == "{\"alive\":true}\n")
  }

  @Test func `it is alive and ready, also on broken files`() throws {
    let folder = try TestFolder()
    try TestDaemon(in: folder).stop()
    try folder.write("rules: {broken", to: "rules/broken.yaml")
    let daemon = try TestDaemon(in: folder)
    #expect(try daemon.get("/livez").text == "{\"alive\":true}\n")
    #expect(try daemon.get("/readyz").text == "{\"ready\":true}\n")
  }

  @Test func `the book says what serves, since when, and how much it is`() throws {
    let folder = try TestFolder()
    let before = try ProgramUnderTest.now()
    let daemon = try TestDaemon(in: folder)
    let book = try daemon.get("/v1/book")
    #expect(book["revision"] == folder.revision() && book["source"] == "files")
    let counts = book.json["counts"] as? [String: Int] ?? [:]
    #expect(counts["files"] == 3 && counts["rules"] == 5 && counts["actions"] == 3 && counts["stages"] == 3)
    #expect((book.json["warnings"] as? [Any])?.isEmpty == true && book.json["rejected"] == nil)
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    let loaded = try style.parse(book["loaded_at"] ?? "")
    let after = try ProgramUnderTest.now()
    #expect(loaded > before.addingTimeInterval(-1) && loaded < after.addingTimeInterval(1))
  }

  @Test func `the schema of a state names what the book declares`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let answer = try daemon.get("/v1/schema/state")
    #expect(answer.status == 200 && answer.header("Content-Type") == "application/schema+json")
    #expect(answer["$schema"] == "https://json-schema.org/draft/2020-12/schema")
    let properties = answer.json["properties"] as? [String: [String: Any]] ?? [:]
    #expect(properties["stage"]?["examples"] as? [String] == ["awareness", "decision", "retention"])
    let account = properties["account"]?["properties"] as? [String: [String: Any]] ?? [:]
    #expect(account["employees"]?["type"] as? [String] == ["integer", "null"])
    #expect(account["vip"]?["type"] as? [String] == ["boolean", "null"])
    #expect(account["tags"]?["type"] as? [String] == ["array", "null"])
    #expect(Set(account.keys).isSuperset(of: ["id", "employees", "revenue", "vip", "since", "tags"]))
  }

  @Test func `the schema follows a reload`() throws {
    let folder = try TestFolder()
    let daemon = try TestDaemon(in: folder, ["RULES_PUBLISH": "manual"])
    #expect(try !daemon.get("/v1/schema/state").text.contains("favourite"))
    try folder.write("attributes:\n  person.favourite: string\n", to: "rules/more.yaml")
    #expect(try daemon.ask("POST", "/v1/book/reload").status == 200)
    #expect(try daemon.get("/v1/schema/state").text.contains("favourite"))
  }
}
