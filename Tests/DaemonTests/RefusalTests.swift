import Foundation
import Testing
import TestSupport

/// What is refused by the head of a request, and how that is said.
@Suite struct RefusalTests {
  @Test(arguments: [
    (
      "/v1/next", "application/x-ndjson",
      "'application/x-ndjson' is not taken by '/v1/next'; send a journey state as application/json"
    ),
    (
      "/v1/decide", "text/csv",
      "'text/csv' is not taken by '/v1/decide'; send a journey state or an array of them as application/json, or states line by line as application/x-ndjson"
    ),
    (
      "/v1/outcomes", "text/plain; charset=utf-8",
      "'text/plain' is not taken by '/v1/outcomes'; send an outcome or an array of them as application/json, or outcomes line by line as application/x-ndjson"
    ),
    (
      "/v1/contacts", "application/json",
      "'application/json' is not taken by '/v1/contacts'; send contacts line by line as application/x-ndjson"
    ),
  ])
  func `a type that is not taken is told with what is`(_ path: String, _ type: String, _ detail: String)
    throws
  {
    let answer = try TestDaemon(in: try TestFolder()).ask("POST", path, "{}", type: type)
    #expect(answer.status == 415 && answer.problem == "unsupported-media-type" && answer["detail"] == detail)
  }

  @Test func `a contact without a type, and empty bodies, are told with what to send`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    #expect(
      try daemon.ask("POST", "/v1/contacts", "{}")["detail"]
        == "'/v1/contacts' has to be told what the body is; send contacts line by line as application/x-ndjson"
    )
    #expect(
      try daemon.ask("POST", "/v1/outcomes", "")["detail"] == "the body is empty; send an outcome as JSON")
    #expect(
      try daemon.ask("POST", "/v1/next", "")["detail"] == "the body is empty; send a journey state as JSON")
    let line = try daemon.lines("/v1/decide", "oops").lines[0]["error"] as? [String: Any]
    #expect((line?["detail"] as? String)?.hasPrefix("the line is not JSON: at byte 0, ") == true)
  }

  @Test func `a key is refused where it means nothing`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    for (method, path, type) in [
      ("POST", "/v1/decide", "application/json"), ("POST", "/v1/decide", "application/x-ndjson"),
      ("POST", "/v1/decide?reserve=1", "application/x-ndjson"), ("POST", "/v1/outcomes", "application/json"),
      ("POST", "/v1/contacts", "application/x-ndjson"),
      ("DELETE", "/v1/journeys?journey=a", "application/json"),
      ("POST", "/v1/book/reload", "application/json"), ("GET", "/v1/book", "application/json"),
    ] {
      let answer = try daemon.connect().ask(method, path, Samples.state("anna"), type: type, key: "k")
      #expect(answer.status == 400 && answer.problem == "key-not-taken", "\(method) \(path) \(type)")
    }
    #expect(try daemon.next(Samples.state("anna"), key: "k").status == 200)
  }

  @Test func `a parameter given twice is refused everywhere`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    for (method, path, type) in [
      ("GET", "/v1/contacts?journey=a&journey=b", ""), ("DELETE", "/v1/journeys?journey=a&journey=b", ""),
      ("DELETE", "/v1/journeys?journey=a&journey=a", ""), ("GET", "/v1/rules?id=a&id=b", ""),
      ("POST", "/v1/decide?limit=1&preview=true&limit=1", "application/json"),
      ("POST", "/v1/next?take=1&take=2", "application/json"),
      ("POST", "/v1/decide?reserve=1&reserve=2", "application/x-ndjson"),
      ("GET", "/v1/contacts?journey=a&%6Aourney=b", ""),
    ] {
      let answer = try daemon.ask(method, path, type.isEmpty ? nil : Samples.state("anna"), type: type)
      #expect(answer.status == 400 && answer.problem == "bad-query", "\(method) \(path)")
      #expect(answer["detail"]?.hasSuffix("stands there twice; give it once") == true)
    }
  }

  @Test func `the id of a journey has 512 bytes at most`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    for (character, count) in [("x", 512), ("%C3%A5", 256)] {
      let id = String(repeating: character, count: count)
      #expect(try daemon.contacts(of: id).status == 200)
      #expect(try daemon.ask("DELETE", "/v1/journeys?journey=\(id)").status == 200)
      for answer in [
        try daemon.contacts(of: id + "x"), try daemon.ask("DELETE", "/v1/journeys?journey=\(id)x"),
      ] {
        #expect(answer.status == 400 && answer.problem == "bad-query")
        #expect(answer["detail"] == "'journey' is 513 bytes long; an id has at most 512")
      }
    }
  }

  @Test func `of many mistakes a hundred are told, and how many more there are`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let answer = try daemon.decide(Samples.array(1_000) { _ in "{}" })
    #expect(answer.status == 422 && answer.mistakes.count == 101)
    #expect(answer.mistakes[99].hasPrefix("/99: "))
    #expect(answer.mistakes.last == ": 900 more mistakes are not listed")
    #expect(answer["detail"]?.hasSuffix("(and 999 more)") == true)
    #expect(try daemon.decide(Samples.array(100) { _ in "{}" }).mistakes.count == 100)
    // As many in one state.
    let list = Array(repeating: "1", count: 500).joined(separator: ", ")
    let one = try daemon.decide(#"{"journey": "a", "triggers": [\#(list)]}"#)
    #expect(one.mistakes.count == 101 && one.mistakes.last == ": 400 more mistakes are not listed")
    #expect(one["detail"]?.hasSuffix("(and 499 more)") == true)
  }

  @Test func `a stream that is refused is answered however long it is`() throws {
    let daemon = try TestDaemon(in: try TestFolder(), ["LIMITS_BODY_SIZE": "1024"])
    let body = String(repeating: "\n", count: 100_000)
    #expect(try daemon.lines("/v1/decide?reserve=x", body).problem == "bad-query")
    #expect(try daemon.lines("/v1/next", body).problem == "unsupported-media-type")
    #expect(try daemon.lines("/v1/nowhere", body).problem == "not-found")
    #expect(try daemon.lines("/v1/book", body).problem == "method-not-allowed")
  }
}
