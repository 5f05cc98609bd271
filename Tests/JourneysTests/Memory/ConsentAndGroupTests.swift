import Decisions
import JSON
import Testing
import Time

@testable import Journeys

@Suite("Consent and the buying group, from memory")
struct ConsentAndGroupTests {
  /// Events of anna on 10, 12 and 14 September; now is the 23rd.
  @Test(arguments: [
    // Told, said in the state, what counts.
    ([], "true", "true"), ([], "false", "false"),
    (["10 true"], "", #"{"given":true,"at":"2026-09-10T00:00:00Z"}"#),
    (["10 true", "12 false"], "", #"{"given":false,"at":"2026-09-12T00:00:00Z"}"#),
    (["10 false", "12 true"], "", #"{"given":true,"at":"2026-09-12T00:00:00Z"}"#),
    (["12 false", "12 true"], "", #"{"given":false,"at":"2026-09-12T00:00:00Z"}"#),
    // A bare yes beats no no; one with an instant does where it is later than every no.
    (["10 false"], "true", #"{"given":false,"at":"2026-09-10T00:00:00Z"}"#),
    (["10 false"], #"{"given": true, "at": "2026-09-11"}"#, #"{"given":true,"at":"2026-09-11T00:00:00Z"}"#),
    (["10 false"], #"{"given": true, "at": "2026-09-10"}"#, #"{"given":false,"at":"2026-09-10T00:00:00Z"}"#),
    (["10 true"], "true", #"{"given":true,"at":"2026-09-10T00:00:00Z"}"#),
    // A bare no counts as of now.
    (["12 true"], "false", #"{"given":false,"at":"2026-09-23T10:00:00Z"}"#),
    (["12 true"], #"{"given": false, "at": "2026-09-11"}"#, #"{"given":true,"at":"2026-09-12T00:00:00Z"}"#),
    // Later than now: a no counts, a yes does not.
    (["24 false"], "", #"{"given":false,"at":"2026-09-24T00:00:00Z"}"#),
    (["10 false", "24 true"], "", #"{"given":false,"at":"2026-09-10T00:00:00Z"}"#),
    (["10 false"], #"{"given": true, "at": "2026-09-24"}"#, #"{"given":false,"at":"2026-09-10T00:00:00Z"}"#),
  ])
  func `a yes counts where it is later than every no`(told: [String], said: String, counts: String) throws {
    let book = try MemoryBook()
    let events = told.map { text in
      let parts = text.split(separator: " ")
      return #"{"at":"2026-09-\#(parts[0])T00:00:00Z","consent":{"email":\#(parts[1])}}"#
    }
    let state = said.isEmpty ? #"{"journey":"anna"}"# : #"{"journey":"anna","consent":{"email":\#(said)}}"#
    let effective = try book.effective(events, state)
    let text = effective?.text ?? state.filter { $0 != " " }
    #expect(text == #"{"journey":"anna","consent":{"email":\#(counts)}}"#)
  }

  @Test func `the others of the account are its group, without those whose journey has ended`() throws {
    let book = try MemoryBook()
    let told = [
      #"{"at":"2026-09-01T00:00:00Z","account":"acme","profile":{"persona":"buyer"}}"#,
      #"{"journey":"bo","at":"2026-09-01T00:00:00Z","account":"acme","profile":{"persona":"user","account":{"employees":40}}}"#,
      #"{"journey":"bo","at":"2026-09-20T00:00:00Z","touchpoint":"call"}"#,
      #"{"journey":"bo","at":"2026-09-02T00:00:00Z","stage":"awareness"}"#,
      #"{"journey":"cy","at":"2026-09-01T00:00:00Z","account":"acme"}"#,
      #"{"journey":"cy","at":"2026-07-01T00:00:00Z","touchpoint":"webinar"}"#,
      #"{"journey":"dan","at":"2026-09-01T00:00:00Z","account":"acme"}"#,
      #"{"journey":"dan","at":"2026-09-02T00:00:00Z","exit":"won"}"#,
      #"{"journey":"eve","at":"2026-09-01T00:00:00Z","account":"acme"}"#,
      #"{"journey":"eve","at":"2026-09-05T00:00:00Z","account":"bolt","profile":{"account":{"employees":9}}}"#,
      #"{"journey":"fay","at":"2026-09-01T00:00:00Z","account":"acme","touchpoint":"gossip"}"#,
    ]
    let events = try told.map { try book.tell($0).event }
    let opened = ["cy": try #require(Instant(rfc3339: "2026-09-10T00:00:00Z"))]
    let effective = try book.effective(events, #"{"journey":"anna"}"#, responses: opened)
    #expect(
      effective?.text
        == #"{"journey":"anna","persona":"buyer","account":{"employees":40,"id":"acme"},"buying_group":[{"journey":"bo","persona":"user","role":"user","stage":"awareness","engaged":true},{"journey":"cy","engaged":true},{"journey":"fay","engaged":false}]}"#
    )
    // What the state says of somebody wins.
    let given = try book.effective(
      events, #"{"journey":"anna","buying_group":[{"journey":"bo","role":"approver"}]}"#)
    #expect(given?.text.contains(#"{"journey":"bo","role":"approver"}]"#) == true)
    #expect(given?.text.contains(#""persona":"user""#) == false)
  }

  @Test(arguments: [
    (
      #"{"at":"2026-09-01","stage":"consideraton"}"#,
      ["/stage: unknown stage 'consideraton'; did you mean 'consideration'?"]
    ),
    (
      #"{"at":"2026-09-30","trigger":"trial"}"#,
      ["/at: '2026-09-30T00:00:00Z' is more than a day after the clock, 2026-09-23T10:00:00Z"]
    ),
    (#"{"severity":0.5}"#, ["/severity: 'severity' is that of a 'pain_point', and there is none"]),
    (
      #"{"consent":{"email":true}}"#,
      [
        "/consent/email: a yes needs the event's 'at', when it was said: without it a list that is sent every night would undo opt-outs"
      ]
    ),
    (#"{"consent":{"mail":false}}"#, ["/consent/mail: unknown channel 'mail'; did you mean 'email'?"]),
    (
      #"{"at":"2026-09-01"}"#,
      [
        ": the event says nothing; give it one of stage, touchpoint, exit, trigger, pain_point, resolved, consent, profile, account"
      ]
    ),
    (
      #"{"persona":"buyer"}"#,
      [
        #"/persona: unknown key 'persona'; what is known of somebody stands under 'profile': {"profile": {"persona": …}}"#
      ]
    ),
    (
      #"{"profile":{"account":{"employees":"many","id":"x"}}}"#,
      [
        "/profile/account/employees: expected a whole number, found the string 'many'",
        "/profile/account/id: the account is named by the event's own 'account'",
      ]
    ),
    (
      #"{"stage_entered":"2026-09-01"}"#,
      [
        "/stage_entered: 'stage_entered' says since when; name the 'stage' as well"
      ]
    ),
    (#"{"journey":"","touchpoint":"call"}"#, ["/journey: 'journey' is empty"]),
  ])
  func `what an event may not say is told with its place`(event: String, wanted: [String]) throws {
    #expect(try MemoryBook().refusal(of: event) == wanted)
  }

  @Test func `what is kept is in the words of the book, and in one order`() throws {
    let book = try MemoryBook()
    let told = try book.tell(
      #"{"profile":{"person":{"mail":"a@b.c"},"persona":"BUYER","account":null,"size":3},"consent":{"PHONE":false,"email":false},"pain_point":"Price","touchpoint":"Webcast","at":"2026-09-01","id":"x","sentiment":0.50,"exit":"tabt"}"#
    )
    #expect(
      String(decoding: told.event.body, as: UTF8.self)
        == #"{"touchpoint":"webinar","sentiment":0.5,"exit":"lost","pain_point":"price","consent":{"email":false,"phone":false},"profile":{"persona":"buyer","account":{"employees":null,"industry":null,"name":null}}}"#
    )
    #expect(told.noes == ["email", "phone"] && told.event.name == "x")
    #expect(told.warnings.map(\.pointer) == ["/profile/person/mail", "/profile/size"])
  }
}
