import Testing

@Suite("Detection")
struct DetectionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let rules: String
    let state: String
    let detected: [String]

    init(_ name: String, _ rules: String, _ state: String, _ detected: [String]) {
      (self.name, self.rules, self.state, self.detected) = (name, rules, state, detected)
    }

    var testDescription: String { name }
  }

  /// `price 0.6 by d` or `trial by d`.
  private static func detected(_ answer: Answer) -> [String] {
    answer.detected.map { entry in
      let item = Answer.text(entry, "pain_point") + Answer.text(entry, "trigger")
      let severity = (entry["severity"] as? Double).map { " \($0)" } ?? ""
      return "\(item)\(severity) by \(Answer.text(entry, "rule"))"
    }
  }

  @Test(arguments: cases)
  func `adds pain points and triggers, and names the rule`(_ example: Case) throws {
    let answer = try Scenario("rules:\n  \(example.rules)").decide(example.state)
    #expect(Self.detected(answer) == example.detected)
  }

  static let cases: [Case] = [
    .init("nothing", "d: {when: {stage: decision}, detect: {pain_point: price}}", "", []),
    .init("the vocabulary's severity", "d: {detect: {pain_point: price}}", "", ["price 0.6 by d"]),
    .init("half where there is none", "d: {detect: {pain_point: delay}}", "", ["delay 0.5 by d"]),
    .init("a severity of its own", "d: {detect: {pain_point: price, severity: 0.9}}", "", ["price 0.9 by d"]),
    .init("a trigger", "d: {detect: {trigger: trial}}", "", ["trial by d"]),
    .init(
      "several, pain points first, each by id",
      "d: {detect: [{trigger: trial}, {pain_point: price}, {trigger: search}, {pain_point: delay}]}", "",
      ["delay 0.5 by d", "price 0.6 by d", "search by d", "trial by d"]),
    .init(
      "not what is there already", "d: {detect: [{pain_point: price}, {trigger: trial}]}",
      #""pain_points": ["price"], "triggers": ["trial"]"#, []),
    .init(
      "not below what is there", "d: {detect: {pain_point: price, severity: 0.5}}",
      #""pain_points": ["price"]"#, []),
    .init(
      "raised above what is there", "d: {detect: {pain_point: price, severity: 0.7}}",
      #""pain_points": ["price"]"#,
      ["price 0.7 by d"]),
    .init(
      "the higher of two",
      "d: {detect: {pain_point: price, severity: 0.7}}\n  e: {detect: {pain_point: price, severity: 0.8}}",
      "", ["price 0.8 by e"]),
    .init(
      "of equals the smaller id",
      "e: {detect: [{pain_point: price}, {trigger: trial}]}\n  d: {detect: [{pain_point: price}, {trigger: trial}]}",
      "",
      ["price 0.6 by d", "trial by d"]),
    .init(
      "of equals the smaller id, in whatever layer",
      """
      z: {detect: [{pain_point: price}, {trigger: trial}]}
        a: {when: {pain_points: doubt}, detect: [{pain_point: price}, {trigger: trial}]}
        y: {detect: {pain_point: doubt}}
      """, "", ["doubt 0.2 by y", "price 0.6 by a", "trial by a"]),
    .init(
      "in the order of what builds on what",
      """
      a: {when: {pain_points: price}, detect: {trigger: search}}
        b: {when: {triggers: search}, detect: {pain_point: delay}}
        z: {when: {triggers: trial}, detect: {pain_point: price}}
      """, #""triggers": ["trial"]"#, ["delay 0.5 by b", "price 0.6 by z", "search by a"]),
    .init(
      "with the highest severity of the layers before",
      """
      a: {when: {pain_points: {any: price, min_severity: 0.9}}, detect: {trigger: search}}
        y: {detect: {pain_point: price, severity: 0.9}}
        z: {detect: {pain_point: price, severity: 0.1}}
      """, "", ["price 0.9 by y", "search by a"]),
    .init(
      "what others are not there for",
      """
      a: {when: {pain_points: {none: price}}, detect: {trigger: search}}
        z: {when: {triggers: trial}, detect: {pain_point: price}}
      """, #""triggers": ["trial"]"#, ["price 0.6 by z"]),
    .init(
      "unless another is detected",
      """
      a: {unless: {triggers: search}, detect: {pain_point: delay}}
        z: {detect: {trigger: search}}
      """, "", ["search by z"]),
    .init("nothing while a rule is off", "d: {enabled: false, detect: {trigger: trial}}", "", []),
    .init(
      "nothing before its time", "d: {from: 2026-09-23T10:00:00.000001Z, detect: {trigger: trial}}", "", []),
    .init(
      "something from its time", "d: {from: 2026-09-23T10:00:00Z, detect: {trigger: trial}}", "",
      ["trial by d"]),
    .init("nothing from its end", "d: {until: 2026-09-23T10:00:00Z, detect: {trigger: trial}}", "", []),
    .init(
      "nothing on a placed stage",
      "d: {when: {stage: decision}, detect: {trigger: trial}}\n  p: {place: {stage: decision}}",
      "", []),
  ]

  @Test
  func `is seen by placements, recommendations, suppressions and alerts`() throws {
    let answer = try Scenario(
      """
      actions: {a: {kind: k}, b: {kind: k}}
      rules:
        d: {detect: [{pain_point: price, severity: 0.9}, {trigger: trial}]}
        p: {when: {triggers: trial}, place: {stage: decision}}
        r: {when: {pain_points: {any: price, min_severity: 0.9}}, recommend: [a, b]}
        s: {when: {triggers: trial}, suppress: {action: b}}
        t: {when: {pain_points: price}, alert: {summary: x}}
      """
    ).decide("")
    #expect(answer.outline == "matched a; b suppressed by s")
    #expect(answer.place("stage") == "decision placed")
    #expect(answer.alerts.count == 1)
  }
}
