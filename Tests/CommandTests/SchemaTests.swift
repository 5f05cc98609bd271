import Foundation
import Testing
import TestSupport

/// The schema of rule files and what `check` takes must not part.
@Suite struct SchemaTests {
  @Test(arguments: [
    "actions", "rules", "stages", "exits", "personas", "pain_points", "triggers", "touchpoints", "channels",
  ])
  func `check knows every key that the schema names`(section: String) throws {
    let entry = try Self.properties(["properties", section, "additionalProperties"])
    #expect(!entry.isEmpty)
    let lines = entry.map { "    \($0): {}\n" }.joined()
    try Self.expectNoUnknownKey(in: "\(section):\n  x:\n\(lines)")
  }

  @Test func `check knows every policy that the schema names`() throws {
    let policies = try Self.properties(["properties", "policies"])
    #expect(!policies.isEmpty)
    try Self.expectNoUnknownKey(in: "policies:\n" + policies.map { "  \($0): {}\n" }.joined())
  }

  @Test func `check knows every key of a condition that the schema names`() throws {
    let keys = try Self.properties(["definitions", "condition"]).filter {
      !$0.hasPrefix("decision.") && $0 != "if"
    }
    #expect(!keys.isEmpty)
    let lines = keys.map { "      \($0): {}\n" }.joined()
    try Self.expectNoUnknownKey(in: "rules:\n  x:\n    when:\n\(lines)    suppress: {all: true}\n")
  }

  @Test func `every section that check reads is in the schema, and no other`() throws {
    let named = try Self.keysNamed(in: "zz-none: {}\n", by: "unknown-section")
    #expect(named == Set(try Self.properties([])))
  }

  @Test(arguments: [
    "markets", "stages", "exits", "personas", "pain_points", "triggers", "touchpoints", "channels",
    "attributes", "actions", "rules",
  ])
  func `every key that check reads in a section is in the schema, and no other`(section: String) throws {
    let named = try Self.keysNamed(in: "\(section):\n  x: {zz-none: 1}\n", by: "unknown-key")
    #expect(named == Set(try Self.properties(["properties", section, "additionalProperties"])))
  }

  @Test func `every policy that check reads is in the schema, and no other`() throws {
    let named = try Self.keysNamed(in: "policies: {zz-none: 1}\n", by: "unknown-key")
    #expect(named == Set(try Self.properties(["properties", "policies"])))
  }

  @Test(arguments: ["detect", "place", "recommend", "suppress", "alert"])
  func `every key that check reads of a verb is in the schema, and no other`(verb: String) throws {
    let named = try Self.keysNamed(in: "rules:\n  x: {\(verb): {zz-none: 1}}\n", by: "unknown-key")
    let path = ["properties", "rules", "additionalProperties", "properties", verb]
    #expect(named == Set(try Self.properties(path)))
  }

  @Test(arguments: [
    ("caps", true), ("pauses", true), ("quiet_hours", true), ("holdout", false), ("spread", false),
  ])
  func `every key that check reads of a policy is in the schema, and no other`(
    policy: String, hasEntries: Bool
  ) throws {
    let body = hasEntries ? "{x: {zz-none: 1}}" : "{zz-none: 1}"
    let named = try Self.keysNamed(in: "policies: {\(policy): \(body)}\n", by: "unknown-key")
    let path =
      ["properties", "policies", "properties", policy] + (hasEntries ? ["additionalProperties"] : [])
    #expect(named == Set(try Self.properties(path)))
  }

  @Test(arguments: ["pain_points", "triggers", "touchpoints", "contacts", "buying_group"])
  func `every key that check reads of a condition's part is in the schema, and no other`(
    part: String
  ) throws {
    let book = "rules:\n  x: {when: {\(part): {zz-none: 1}}, suppress: {all: true}}\n"
    let named = try Self.keysNamed(in: book, by: "unknown-key")
    #expect(named == Set(try Self.properties(["definitions", "condition", "properties", part])))
  }

  @Test func `every comparator that check reads is in the schema, and no other`() throws {
    var named: Set<String> = []
    for type in ["bool", "number", "timestamp", "strings"] {
      let book = """
        attributes: {account.x: \(type)}
        rules:
          x: {when: {account.x: {zz-none: 1}}, suppress: {all: true}}

        """
      named.formUnion(try Self.keysNamed(in: book, by: "unknown-comparator"))
    }
    #expect(named == Set(try Self.properties(["definitions", "test"])))
  }

  @Test(arguments: [
    ("actions", "kind: k, available", ["available"]), ("actions", "kind: k, caps", ["caps"]),
    ("rules", "suppress: {all: true, except", ["suppress", "properties", "except"]),
  ])
  func `every key that check reads further in is in the schema, and no other`(
    section: String, before: String, path: [String]
  ) throws {
    let ends = String(repeating: "}", count: before.count { $0 == "{" })
    let named = try Self.keysNamed(
      in: "\(section):\n  x: {\(before): {zz-none: 1}\(ends)}\n", by: "unknown-key")
    let place = ["properties", section, "additionalProperties", "properties"]
    #expect(named == Set(try Self.properties(place + path)))
  }

  @Test(arguments: ["book", "tests", "book rules", "tests rules"])
  func `every key that a file may have says what it means`(subject: String) throws {
    let folder = try TemporaryFolder()
    _ = try Shell.run("waymark init", in: folder)
    let output = try Shell.run("waymark schema \(subject)", in: folder).output
    let schema = try JSONSerialization.jsonObject(with: Data(output.utf8))
    #expect(Self.undescribed(in: schema, "").isEmpty, "\(Self.undescribed(in: schema, ""))")
  }

  /// The properties without a description. What stands further in in a state is for the schema of states.
  private static func undescribed(in schema: Any, _ path: String) -> [String] {
    if let list = schema as? [Any] { return list.flatMap { undescribed(in: $0, path) } }
    guard let object = schema as? [String: Any] else { return [] }
    return object.flatMap { key, value -> [String] in
      guard key == "properties", let properties = value as? [String: Any] else {
        // What stands under 'if' asks, and describes nothing.
        return key == "if" ? [] : undescribed(in: value, path)
      }
      let isState = properties["consent"] != nil
      return properties.flatMap { name, value -> [String] in
        let place = "\(path)/\(name)"
        let hasDescription = ((value as? [String: Any])?["description"] as? String)?.isEmpty == false
        let isOfState = isState || place.hasPrefix("/tests/") && name == "contacts"
        return (hasDescription ? [] : [place]) + (isOfState ? [] : undescribed(in: value, place))
      }
    }
  }

  /// The keys that check lists as those that may stand in place of an unknown one; never none.
  private static func keysNamed(in text: String, by id: String) throws -> Set<String> {
    let diagnostics = try check(text).filter { $0["id"] as? String == id }
    let help = try #require(diagnostics.first?["help"] as? String, "check does not refuse \(text)")
    let names = help.matches(of: /'([a-z_]+)'/).map { String($0.output.1) }
    try #require(help.hasPrefix("one of ") && names.count > 1, "\(help)")
    return Set(names)
  }

  /// The names of the properties of a part of the schema, whichever form it takes.
  private static func properties(_ path: [String]) throws -> [String] {
    let output = try Shell.run("waymark schema book", in: try TemporaryFolder()).output
    let schema = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    var parts = forms(of: schema ?? [:])
    for key in path {
      parts = parts.compactMap { $0[key] as? [String: Any] }.map { resolved($0, in: schema ?? [:]) }
        .flatMap(forms)
    }
    return Set(parts.flatMap { ($0["properties"] as? [String: Any] ?? [:]).keys }).sorted()
  }

  /// What a part of the schema refers to, or the part itself.
  private static func resolved(_ part: [String: Any], in schema: [String: Any]) -> [String: Any] {
    guard let name = (part["$ref"] as? String)?.split(separator: "/").last,
      let definition = (schema["definitions"] as? [String: Any])?[String(name)] as? [String: Any]
    else { return part }
    return definition
  }

  /// A part of the schema, and the alternatives and list elements that it allows.
  private static func forms(of part: [String: Any]) -> [[String: Any]] {
    let others =
      (part["anyOf"] as? [[String: Any]] ?? []) + [part["items"] as? [String: Any]].compactMap { $0 }
    return [part] + others.flatMap(forms)
  }

  private static func check(_ text: String) throws -> [[String: Any]] {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "rules/book.yaml")
    let output = try Shell.run("waymark check --format json", in: folder).output
    let answer = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    return answer?["diagnostics"] as? [[String: Any]] ?? []
  }

  private static func expectNoUnknownKey(in text: String) throws {
    let ids = ["unknown-key", "unknown-policy", "unknown-fact", "unknown-section"]
    for diagnostic in try check(text) where ids.contains(diagnostic["id"] as? String ?? "") {
      Issue.record("\(diagnostic["message"] ?? "")")
    }
  }
}
