import Foundation
import Testing
import TestSupport

/// What `/v1/decide` answers to states that are all right.
@Suite struct DecideTests {
  @Test func `one state is answered by one decision`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let answer = try daemon.decide(
      #"{"journey": "anna", "stage": "decision", "persona": "buyer", "pain_points": ["price"],"#
        + #" "consent": {"email": true}, "now": "2026-09-23T10:00:00Z"}"#)
    #expect(answer.status == 200)
    #expect(answer.header("Content-Type") == "application/json")
    #expect(answer["journey"] == "anna" && answer["outcome"] == "matched")
    #expect(answer["now"] == "2026-09-23T10:00:00Z")
    #expect(answer["revision"] == daemon.folder.revision())
    let recommendations = answer.json["recommendations"] as? [[String: Any]] ?? []
    #expect(recommendations.map { $0["action"] as? String } == ["savings-calculator", "product-tour"])
    #expect(recommendations.map { $0["channel"] as? String } == ["email", "email"])
    #expect(recommendations.first?["because"] as? String == "Buyer finds the price too high")
  }

  @Test func `an array is answered in its order under one revision`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let answer = try daemon.decide(Samples.array(300))
    #expect(answer.status == 200)
    #expect(answer.list.map { $0["journey"] as? String } == (0..<300).map { "j\($0)" })
    #expect(Set(answer.list.map { $0["revision"] as? String }) == [daemon.folder.revision()])
    let empty = try daemon.decide("[]")
    #expect(empty.status == 200 && empty.text == "[]\n")
    #expect(try daemon.decide(" [ ] ").text == "[]\n")
  }

  @Test func `an array is answered as its states are one by one`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let states = [
      Samples.state("a").replacing("}}", with: "}, \"now\": \"2026-09-23T10:00:00Z\"}"),
      #"{"journey": "b", "stage": "nowhere", "now": "2026-09-23T10:00:00Z"}"#,
      #"{"journey": "c", "pain_points": ["open-complaint"], "now": "2026-09-23T10:00:00Z"}"#,
    ]
    func steady(_ text: String) -> String { text.replacing(/"decision":"[^"]*"/, with: "") }
    let one = try states.map { steady(try daemon.decide($0).text).trimmingCharacters(in: .newlines) }
    let all = steady(try daemon.decide("[\(states.joined(separator: ","))]").text)
    #expect(all == "[\(one.joined(separator: ","))]\n")
  }

  @Test func `ids are UUIDs of version 7, each greater than the one before`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let client = try daemon.connect()
    var ids: [String] = []
    for _ in 0..<3 {
      let answer = try client.ask("POST", "/v1/decide", Samples.array(200), type: "application/json")
      ids += answer.list.compactMap { $0["decision"] as? String }
      let one = try client.ask("POST", "/v1/decide", Samples.state("x"), type: "application/json")
      ids += [one["decision"]].compactMap { $0 }
    }
    #expect(ids.count == 603)
    #expect(
      ids.allSatisfy {
        $0.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil
      })
    #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 })
    let time = Int(ids[0].replacing("-", with: "").prefix(12), radix: 16).map { Double($0) / 1_000 } ?? 0
    let now = try ProgramUnderTest.now().timeIntervalSince1970
    #expect(abs(time - now) < 60)
  }

  @Test func `limit says how many recommendations there are at most`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let state =
      #"{"journey": "a", "stage": "decision", "pain_points": ["price", "open-complaint"], "consent": {"email": true}}"#
    func count(_ query: String) throws -> Int {
      (try daemon.decide(state, query: query).json["recommendations"] as? [Any])?.count ?? -1
    }
    #expect(try count("") == 2, "the book's own limit")
    #expect(try count("?limit=1") == 1)
    #expect(try count("?limit=3") == 3)
    #expect(try count("?limit=1000") == 3)
    #expect(try count("?limit=0") == 0)
  }

  @Test(arguments: [
    nil, "application/json", "application/json; charset=utf-8", "Application/JSON",
    "application/json ;charset=UTF-8",
    "application/x-www-form-urlencoded",
  ])
  func `JSON is taken under the types that clients send`(_ type: String?) throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let answer = try daemon.ask("POST", "/v1/decide", Samples.state("anna"), type: type)
    #expect(answer.status == 200 && answer["journey"] == "anna")
  }

  @Test(arguments: ["text/plain", "application/xml", "multipart/form-data; boundary=x"])
  func `other types are refused`(_ type: String) throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let answer = try daemon.ask("POST", "/v1/decide", Samples.state("anna"), type: type)
    #expect(answer.status == 415 && answer.problem == "unsupported-media-type")
    #expect(answer.revision == daemon.folder.revision())
  }

  @Test func `a single state is answered while a long array of another client is worked on`() throws {
    let daemon = try TestDaemon(in: try TestFolder())
    let long = try daemon.connect()
    let short = try daemon.connect()
    // So that both are known before the work begins.
    #expect(try short.ask("GET", "/livez").status == 200)
    #expect(try long.ask("GET", "/livez").status == 200)
    try long.send("POST", "/v1/decide", Samples.array(1_000), type: "application/json")
    var answered = 0
    while !long.hasAnswer {
      let answer = try short.ask("POST", "/v1/decide", Samples.state("one"), type: "application/json")
      #expect(answer.status == 200)
      answered += 1
    }
    #expect(answered > 2, "single states were answered in between")
    #expect(try long.answer().list.count == 1_000)
  }
}
