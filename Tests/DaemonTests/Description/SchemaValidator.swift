import Foundation
import JSON

/// Holds values against the schemas of a document, with the keywords of JSON Schema that Waymark uses. A keyword that it
/// does not know is a mistake, so that none is passed over.
struct SchemaValidator {
  /// In which references are looked up.
  let document: JSONValue

  /// What is wrong with a value. Members that a schema does not name are mistakes as well.
  func mistakes(in value: JSONValue, by schema: JSONValue) -> [String] {
    check(value, schema, "", isWhole: true)
  }

  /// - Parameter isWhole: whether the schema alone says which members there are.
  private func check(_ value: JSONValue, _ schema: JSONValue, _ place: String, isWhole: Bool) -> [String] {
    guard case .object(let members) = schema else { return ["\(place): no schema"] }
    var mistakes: [String] = []
    for member in members {
      mistakes += check(value, member.name, member.value, schema, place, isWhole: isWhole)
    }
    if isWhole, case .object(let found) = value, !speaksOfOthers(schema),
      let known = names(in: schema)
    {
      for member in found where !known.contains(member.name) {
        mistakes.append("\(place)/\(member.name): not described")
      }
    }
    return mistakes
  }

  private func check(
    _ value: JSONValue, _ keyword: String, _ rule: JSONValue, _ schema: JSONValue, _ place: String,
    isWhole: Bool
  ) -> [String] {
    let wrong = ["\(place): \(value) is not \(keyword) \(rule)"]
    switch (keyword, rule, value) {
    case ("description", _, _), ("default", _, _), ("examples", _, _), ("format", _, _), ("$comment", _, _),
      ("contentMediaType", _, _):
      return []
    case ("$ref", .string(let name), _): return check(value, resolved(name), place, isWhole: isWhole)
    case ("allOf", .array(let all), _): return all.flatMap { check(value, $0, place, isWhole: false) }
    case ("anyOf", .array(let any), _):
      let found = any.map { check(value, $0, place, isWhole: isWhole && schema["properties"] == nil) }
      return found.contains([]) ? [] : [found.min { $0.count < $1.count } ?? wrong].flatMap { $0 }
    case ("type", .string(let type), _): return Self.types(of: value).contains(type) ? [] : wrong
    case ("type", .array(let types), _):
      return types.contains { Self.types(of: value).map { .string($0) }.contains($0) } ? [] : wrong
    case ("const", _, _): return value == rule ? [] : wrong
    case ("enum", .array(let values), _): return values.contains(value) ? [] : wrong
    case ("required", .array(let names), .object(let members)):
      return names.allSatisfy { name in members.contains { .string($0.name) == name } } ? [] : wrong
    case ("properties", .object(let fields), .object):
      return fields.flatMap { field in
        value[field.name].map { check($0, field.value, "\(place)/\(field.name)", isWhole: true) } ?? []
      }
    case ("additionalProperties", _, .object(let members)):
      let others = members.filter { schema["properties"]?[$0.name] == nil }
      if rule == false { return others.isEmpty ? [] : wrong }
      return others.flatMap { check($0.value, rule, "\(place)/\($0.name)", isWhole: true) }
    case ("items", _, .array(let elements)):
      return elements.enumerated().flatMap { check($1, rule, "\(place)/\($0)", isWhole: true) }
    case ("minimum", .int(let least), .int(let number)): return number >= least ? [] : wrong
    case ("maximum", .int(let most), .int(let number)): return number <= most ? [] : wrong
    case ("minLength", .int(let least), .string(let text)):
      return text.unicodeScalars.count >= least ? [] : wrong
    case ("maxLength", .int(let most), .string(let text)):
      return text.unicodeScalars.count <= most ? [] : wrong
    case ("pattern", .string(let pattern), .string(let text)):
      return text.range(of: pattern, options: .regularExpression) == nil ? wrong : []
    case ("required", _, _), ("properties", _, _), ("additionalProperties", _, _), ("items", _, _),
      ("minimum", _, _), ("maximum", _, _), ("minLength", _, _), ("maxLength", _, _), ("pattern", _, _):
      return []
    default: return ["\(place): the keyword \(keyword) is not known here"]
    }
  }

  private func check(_ value: JSONValue, _ schema: JSONValue?, _ place: String, isWhole: Bool) -> [String] {
    guard let schema else { return ["\(place): a reference leads nowhere"] }
    return check(value, schema, place, isWhole: isWhole)
  }

  /// The members that a schema names; nil where it names none, so that any may stand there.
  /// Whether a schema, or what it refers to, says what other members there may be.
  private func speaksOfOthers(_ schema: JSONValue) -> Bool {
    if schema["additionalProperties"] != nil { return true }
    guard case .string(let reference)? = schema["$ref"], let target = resolved(reference) else {
      return false
    }
    return speaksOfOthers(target)
  }

  private func names(in schema: JSONValue) -> Set<String>? {
    var names: Set<String> = []
    if case .object(let fields)? = schema["properties"] { names.formUnion(fields.map(\.name)) }
    if case .string(let reference)? = schema["$ref"], let target = resolved(reference) {
      guard let more = self.names(in: target) else { return nil }
      names.formUnion(more)
    }
    if case .array(let all)? = schema["allOf"] {
      for part in all { names.formUnion(self.names(in: part) ?? []) }
    }
    return names.isEmpty ? nil : names
  }

  /// What a reference into the document leads to.
  func resolved(_ reference: String) -> JSONValue? {
    reference.split(separator: "/").dropFirst().reduce(document as JSONValue?) { $0?[String($1)] }
  }

  private static func types(of value: JSONValue) -> [String] {
    switch value {
    case .null: ["null"]
    case .bool: ["boolean"]
    case .int: ["integer", "number"]
    case .number: ["number"]
    case .string: ["string"]
    case .array: ["array"]
    case .object: ["object"]
    }
  }
}
