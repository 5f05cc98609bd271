import Testing

@Suite("A text")
struct TextTests {
  struct Title: Sendable, CustomTestStringConvertible {
    let title: String
    let person: String?
    let book: String?
    let text: String

    init(_ title: String, person: String? = nil, book: String? = nil, _ text: String) {
      (self.title, self.person, self.book, self.text) = (title, person, book, text)
    }

    var testDescription: String { "\(title) for \(person ?? "nobody") in a book in \(book ?? "no language")" }
  }

  @Test(arguments: titles)
  func `is chosen by language`(_ example: Title) throws {
    let answer = try Scenario(
      """
      policies: {\(example.book.map { "language: \($0)" } ?? "")}
      actions: {a: {kind: k, title: \(example.title)}}
      rules: {r: {recommend: a, because: \(example.title)}}
      """
    ).decide(example.person.map { #""person": {"language": "\#($0)"}"# } ?? "")
    #expect(answer.recommendations.first?["title"] as? String == example.text)
    #expect(answer.recommendations.first?["because"] as? String == example.text)
  }

  static let titles: [Title] = [
    .init("plain", person: "da", "plain"),
    .init("{en: E, da: D}", person: "da", "D"),
    .init("{en: E, da: D}", person: "DA", "D"),
    .init("{en: E, DA: D}", person: "da", "D"),
    .init("{en: E, da: D}", person: "da-DK", "D"),
    .init("{en: E, da: D}", "E"),
    .init("{en: E, da: D}", book: "da", "D"),
    .init("{en: E, da: D}", person: "sv", book: "da", "D"),
    .init("{da: D, en: E}", person: "sv", "E"),
    .init("{da: D, de: G}", person: "sv", "D"),
    .init("{pt: P, pt-br: B, en: E}", person: "pt-BR", "B"),
    .init("{pt: P, pt-br: B, en: E}", person: "pt-PT", "P"),
    .init("{pt: P, zh-hant: H, en: E}", person: "zh-Hant-TW", "H"),
    .init("{zh: Z, en: E}", person: "zh-Hant-TW", "Z"),
    .init("{zh-hant: H, en: E}", person: "zh", "E"),
    .init("{en: E, no: N}", person: "no", "N"),
    .init("{en: E, no: N}", person: "nb", "N"),
    .init("{en: E, no: N}", person: "nn-NO", "N"),
    .init("{en: E, nb: B, nn: Y}", person: "no", "B"),
    .init("{en: E, nn: Y}", person: "no", "Y"),
    .init("{en: E, nn: Y}", person: "nb", "Y"),
    .init("{en: E, nn: Y, no: N}", person: "nb-NO", "N"),
    .init("{en: E, nb: B}", person: "nn", "B"),
    .init("{en: E, nb: B}", person: "NN-no", "B"),
    .init("{en: E, nn: Y}", person: "no-NO", "Y"),
    .init("{en: E, nb: B, no: N}", person: "nn", "N"),
    .init("{en: E, nb: B, da: D}", person: "nn", book: "da", "B"),
    .init("{en: E, nb: B, no: N}", person: "nb", "B"),
    .init("{en: E, da: D}", person: "", "E"),
  ]

  @Test
  func `is the id where there is no title`() throws {
    let answer = try Scenario("actions: {a: {kind: k}}\nrules: {r: {recommend: a}}").decide("")
    #expect(answer.recommendations.first?["title"] as? String == "a")
  }

  struct Filled: Sendable, CustomTestStringConvertible {
    let template: String
    let state: String
    let text: String

    init(_ template: String, _ state: String, _ text: String) {
      (self.template, self.state, self.text) = (template, state, text)
    }

    var testDescription: String { "\(template) of \(state)" }
  }

  @Test(arguments: templates)
  func `has its facts filled in`(_ example: Filled) throws {
    let answer = try Scenario(
      """
      actions: {a: {kind: k}}
      rules: {r: {recommend: a, because: "\(example.template)"}}
      """
    ).decide(example.state)
    #expect(answer.recommendations.first?["because"] as? String == example.text)
  }

  static let templates: [Filled] = [
    .init("none", "", "none"),
    .init("{{braces}} {journey}", "", "{braces} j"),
    .init("{account.name}!", #""account": {"name": "Acme \"A/S\" {stage}"}"#, #"Acme "A/S" {stage}!"#),
    .init("{account.name}!", "", "?!"),
    .init("{account.name}", #""account": {"name": ""}"#, ""),
    .init(
      "{stage} {persona} {market}", #""stage": "evaluation", "persona": "cfo""#, "Consideration CFO Business"),
    .init(
      "{stage} {persona} {market}", #""stage": "evaluation", "persona": "cfo", "person": {"language": "da"}"#,
      "Consideration Økonomichef Erhverv"),
    .init("{stage} {persona}", #""stage": "decision", "persona": "stranger""#, "decision stranger"),
    .init("{stage}, {phase}, {role}, {stalled}", "", "?, ?, ?, ?"),
    .init("{phase} {role}", #""stage": "decision", "persona": "cfo""#, "during decider"),
    .init("{language}", #""person": {"language": "da-DK"}"#, "da-DK"),
    .init("{sentiment}", #""sentiment": -0.50"#, "-0.5"),
    .init("{sentiment}", #""sentiment": -0.0"#, "0"),
    .init("{account.employees}", #""account": {"employees": 420.0}"#, "420"),
    .init("{account.employees}", #""account": {"employees": 9223372036854775807}"#, "9223372036854775807"),
    .init("{account.score}", #""account": {"score": 80.0}"#, "80"),
    .init("{account.score}", #""account": {"score": 1e21}"#, "1e+21"),
    .init("{account.score}", #""account": {"score": 123456789012345680000}"#, "123456789012345680000"),
    .init("{account.score}", #""account": {"score": 0.000001}"#, "0.000001"),
    .init("{account.score}", #""account": {"score": 0.0000001}"#, "1e-7"),
    .init("{account.score}", #""account": {"score": 0.1}"#, "0.1"),
    .init(
      "{account.since}", #""account": {"since": "2026-09-23T12:00:00.120+02:00"}"#, "2026-09-23T10:00:00.12Z"),
    .init("{account.tags}", #""account": {"tags": ["b", "a"]}"#, "b, a"),
    .init("{account.tags}.", #""account": {"tags": []}"#, "."),
    .init("{account.active}", #""account": {"active": true}"#, "true"),
    .init("{account.industry}", #""account": {"industry": "mining"}"#, "?"),
    .init("{days_in_stage}", #""stage_entered": "2026-09-21T10:00:00Z""#, "2"),
    .init(
      "{last_touchpoint} at {last_touchpoint_at}",
      #""touchpoints": [{"type": "webinar", "at": "2026-09-20T12:00:00Z"}]"#,
      "Webinar at 2026-09-20T12:00:00Z"),
    .init(
      "{last_contact_at}", contacts(#"{"action": "a", "at": "2026-09-20T12:00:00Z"}"#), "2026-09-20T12:00:00Z"
    ),
  ]
}
