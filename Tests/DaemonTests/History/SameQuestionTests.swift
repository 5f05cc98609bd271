import TestSupport
import Foundation
import Testing

/// Which requests under one key are the same question.
@Suite struct SameQuestionTests {
  private static func state(_ more: String) -> String {
    #"{"journey":"w","consent":{"email":true,"sms":false},"account":{"id":"å","employees":20},\#(more)"x":1}"#
  }

  @Test(arguments: [
    #"{"consent":{"email":true,"sms":false},"x":1,"account":{"id":"å","employees":20},"journey":"w"}"#,
    #"{"journey":"w","consent":{"sms":false,"email":true},"account":{"employees":20,"id":"å"},"x":1}"#,
    "{ \"journey\" : \"w\",\n\t\"consent\": {\"email\": true, \"sms\": false}, \"account\": {\"id\": \"å\", \"employees\": 20}, \"x\": 1 }\n",
    #"{"journey":"\u0077","consent":{"email":true,"sms":false},"account":{"id":"\u00e5","employees":20},"x":1}"#,
    #"{"journey":"w","consent":{"email":true,"sms":false},"account":{"id":"å","employees":20.0},"x":1.0}"#,
    #"{"journey":"w","consent":{"email":true,"sms":false},"account":{"id":"å","employees":2e1},"x":10e-1}"#,
    #"{"journe\u0079":"w","consent":{"email":true,"sms":false},"account":{"id":"å","employees":20},"x":1}"#,
  ])
  func `the same values are the same question`(_ other: String) throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    let first = try daemon.next(Self.state(""), key: "k")
    #expect(first.status == 200 && first.header("Idempotency-Replayed") == nil)
    let again = try daemon.next(other, key: "k")
    #expect(again.status == 200 && again.header("Idempotency-Replayed") == "true", "\(again.text)")
    #expect(again.body == first.body)
  }

  @Test(arguments: [
    #"{"journey":"w","consent":{"email":true,"sms":true},"account":{"id":"å","employees":20},"x":1}"#,
    #"{"journey":"w","consent":{"email":true,"sms":false},"account":{"id":"å","employees":20},"x":"1"}"#,
    #"{"journey":"w","consent":{"email":true,"sms":false},"account":{"id":"å","employees":20},"x":2}"#,
    #"{"journey":"w","consent":{"email":true,"sms":false},"account":{"id":"å","employees":20},"x":null}"#,
    #"{"journey":"w","consent":{"email":true,"sms":false},"account":{"id":"å","employees":20}}"#,
    #"{"journey":"w","consent":{"email":true,"sms":false},"account":{"id":"a\u030a","employees":20},"x":1}"#,
    #"{"journey":"w","consent":{"email":true,"sms":false},"account":{"id":"å","employees":20},"x":[1]}"#,
  ])
  func `other values are another`(_ other: String) throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    #expect(try daemon.next(Self.state(""), key: "k").status == 200)
    #expect(try daemon.next(other, key: "k").problem == "key-reused")
  }

  @Test func `the order of parameters, and saying what is the default, make no other question`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    let first = try daemon.next(Self.state(""), query: "?limit=3&explain=full", key: "k")
    #expect(try daemon.next(Self.state(""), query: "?explain=full&limit=3", key: "k").body == first.body)
    #expect(
      try daemon.next(Self.state(""), query: "?take=1&explain=full&limit=3", key: "k").body == first.body)
    #expect(try daemon.next(Self.state(""), query: "?limit=3", key: "k").problem == "key-reused")
    #expect(try daemon.next(Self.state(""), query: "?take=2&explain=full&limit=3", key: "k").status == 409)
  }

  @Test func `lists keep their order, and large integers their digits`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    #expect(try daemon.next(#"{"journey":"a","x":[1,2]}"#, key: "list").status == 200)
    #expect(try daemon.next(#"{"journey":"a","x":[2,1]}"#, key: "list").status == 409)
    #expect(try daemon.next(#"{"journey":"a","x":9007199254740993}"#, key: "large").status == 200)
    #expect(try daemon.next(#"{"journey":"a","x":9007199254740992}"#, key: "large").status == 409)
    #expect(try daemon.next(#"{"journey":"a","x":0}"#, key: "zero").status == 200)
    #expect(try daemon.next(#"{"journey":"a","x":-0.0}"#, key: "zero").status == 200)
  }

  @Test func `whoever waits for the answer of another request is told that it is that one's`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    let clients = try (0..<20).map { _ in try daemon.connect() }
    for client in clients {
      try client.send("POST", "/v1/next", Self.state(""), type: "application/json", key: "k")
    }
    let answers = try clients.map { try $0.answer() }
    #expect(answers.count { $0.header("Idempotency-Replayed") == nil } == 1)
    #expect(Set(answers.map(\.text)).count == 1)
  }

  @Test func `the key of an erased journey is no reason to try again`() throws {
    let daemon = try TestDaemon(in: try CapBook.folder())
    #expect(try daemon.next(CapBook.state("anna"), key: "k").status == 200)
    #expect(try daemon.ask("DELETE", "/v1/journeys?journey=anna").status == 200)
    let answer = try daemon.next(CapBook.state("anna"), key: "k")
    #expect(answer.status == 409 && answer.problem == "journey-erased", "\(answer.text)")
  }
}
