import Decisions
import Testing
import Time

@testable import Journeys

@Suite("A state completed from memory")
struct EffectiveStateTests {
  struct Example: CustomTestStringConvertible {
    let name: String
    let events: [String]
    var state = #"{"journey":"anna"}"#
    var now: String?
    /// The state that is decided on, without the journey.
    let effective: String

    init(_ name: String, _ events: [String], state: String = "", now: String? = nil, _ effective: String) {
      (self.name, self.events, self.now, self.effective) = (name, events, now, effective)
      if !state.isEmpty { self.state = #"{"journey":"anna",\#(state)}"# }
    }

    var testDescription: String { name }
  }

  static let examples = [
    Example(
      "a stage in force since its entry",
      [
        #"{"at":"2026-09-01T00:00:00Z","stage":"awareness"}"#,
        #"{"at":"2026-09-05T00:00:00Z","stage":"Evaluation","stage_entered":"2026-09-03"}"#,
        #"{"at":"2026-09-20T00:00:00Z","stage":"consideration"}"#,
      ], #""stage":"consideration","stage_entered":"2026-09-03T00:00:00Z""#),
    Example(
      "a stage that is told later than now does not count",
      [
        #"{"at":"2026-09-01T00:00:00Z","stage":"awareness"}"#,
        #"{"at":"2026-09-24T00:00:00Z","stage":"retention"}"#,
      ], #""stage":"awareness","stage_entered":"2026-09-01T00:00:00Z""#),
    Example(
      "at one instant the later stage of the book is in force",
      [
        #"{"at":"2026-09-01T00:00:00Z","stage":"retention"}"#,
        #"{"at":"2026-09-01T00:00:00Z","stage":"awareness"}"#,
      ], #""stage":"retention","stage_entered":"2026-09-01T00:00:00Z""#),
    Example(
      "the state's own stage wins, and takes the entry where it is the same one",
      [#"{"at":"2026-09-01T00:00:00Z","stage":"awareness"}"#], state: #""stage":"awareness""#,
      #""stage":"awareness","stage_entered":"2026-09-01T00:00:00Z""#),
    Example(
      "another stage takes nothing",
      [
        #"{"at":"2026-09-01T00:00:00Z","stage":"awareness"}"#,
        #"{"at":"2026-09-01T00:00:00Z","trigger":"search"}"#,
      ], state: #""stage":"retention""#, #""stage":"retention","triggers":["search"]"#),
    Example(
      "a stage that was seen gives its entry where it is given again",
      [#"{"at":"2026-09-02T00:00:00Z","observed":"awareness"}"#], state: #""stage":"awareness""#,
      #""stage":"awareness","stage_entered":"2026-09-02T00:00:00Z""#),
    Example(
      "profiles: the latest of each, a null takes back, the state wins",
      [
        #"{"at":"2026-09-01T00:00:00Z","profile":{"persona":"buyer","market":"b2b","score":1,"person":{"city":"Aarhus"}}}"#,
        #"{"at":"2026-09-02T00:00:00Z","profile":{"market":null,"score":2.5}}"#,
        #"{"at":"2026-09-03T00:00:00Z","profile":{"person":null}}"#,
      ], state: #""person":{"language":"da"}"#, #""persona":"buyer","person":{"language":"da"},"score":2.5"#),
    Example(
      "touchpoints: the remembered ones by instant, then the state's, each once",
      [
        #"{"at":"2026-09-03T00:00:00Z","touchpoint":"webcast","sentiment":0.5,"channel":"email"}"#,
        #"{"at":"2026-09-02T00:00:00Z","touchpoint":"call"}"#,
        #"{"at":"2026-09-02T00:00:00Z","touchpoint":"call","sentiment":-0.5}"#,
        #"{"at":"2026-09-01T00:00:00Z","touchpoint":"a thing nobody declared"}"#,
      ], state: #""touchpoints":[{"type":"webinar","at":"2026-09-03T02:00:00+02:00","channel":"email"}]"#,
      #""touchpoints":[{"type":"call","at":"2026-09-02T00:00:00Z","sentiment":-0.5},{"type":"webinar","at":"2026-09-03T02:00:00+02:00","channel":"email"}]"#
    ),
    Example(
      "triggers and pain points for as long as they last",
      [
        #"{"at":"2026-09-13T10:00:00Z","trigger":"trial"}"#,
        #"{"at":"2026-09-13T09:59:59Z","trigger":"search"}"#,
        #"{"at":"2026-09-03T10:00:01Z","pain_point":"price"}"#,
        #"{"at":"2026-07-01T00:00:00Z","pain_point":"delay","severity":0.9}"#,
        #"{"at":"2026-07-02T00:00:00Z","pain_point":"delay","severity":0.2}"#,
      ],
      #""pain_points":[{"id":"delay","severity":0.2},{"id":"price","severity":0.6}],"triggers":["search"]"#),
    Example(
      "what is resolved is none any more, and may come again",
      [
        #"{"at":"2026-09-10T00:00:00Z","pain_point":"price"}"#,
        #"{"at":"2026-09-10T00:00:00Z","resolved":"price"}"#,
        #"{"at":"2026-09-11T00:00:00Z","resolved":"delay"}"#,
        #"{"at":"2026-09-12T00:00:00Z","pain_point":"delay","severity":0.1}"#,
      ], state: #""pain_points":["price"]"#,
      #""pain_points":["price",{"id":"delay","severity":0.1}]"#),
    Example(
      "an empty list in a state takes nothing away",
      [#"{"at":"2026-09-20T00:00:00Z","trigger":"trial"}"#], state: #""triggers":[]"#,
      #""triggers":["trial"]"#),
    Example(
      "after an exit only account, consent and profile are left",
      [
        #"{"at":"2026-09-01T00:00:00Z","stage":"awareness","account":"acme","profile":{"persona":"user"}}"#,
        #"{"at":"2026-09-02T00:00:00Z","touchpoint":"call"}"#,
        #"{"at":"2026-09-02T00:00:00Z","trigger":"search"}"#,
        #"{"at":"2026-09-02T00:00:00Z","consent":{"email":true}}"#,
        #"{"at":"2026-09-02T00:00:00Z","exit":"Tabt"}"#,
        #"{"at":"2026-09-03T00:00:00Z","pain_point":"price"}"#,
      ],
      #""persona":"user","account":{"id":"acme"},"consent":{"email":{"given":true,"at":"2026-09-02T00:00:00Z"}}"#
    ),
    Example(
      "what begins a journey anew brings nothing of before back",
      [
        #"{"at":"2026-09-01T00:00:00Z","stage":"awareness"}"#,
        #"{"at":"2026-09-02T00:00:00Z","exit":"lost"}"#,
        #"{"at":"2026-09-03T12:00:00Z","pain_point":"price"}"#,
        #"{"at":"2026-09-04T00:00:00Z","touchpoint":"call"}"#,
      ],
      #""touchpoints":[{"type":"call","at":"2026-09-04T00:00:00Z"}],"pain_points":[{"id":"price","severity":0.6}]"#
    ),
  ]

  @Test(arguments: examples) func `what is remembered completes it`(_ example: Example) throws {
    let effective = try MemoryBook().effective(example.events, example.state, now: example.now)
    #expect(effective?.text == #"{"journey":"anna",\#(example.effective)}"#)
  }
}
