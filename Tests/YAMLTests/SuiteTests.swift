import Diagnostics
import Foundation
import Testing
import TestSupport
import YAML

/// What yaml-test-suite says of YAML.
@Suite("yaml-test-suite", .needs(.yaml))
struct SuiteTests {
  static func parse(_ name: String) throws -> YAMLDocument {
    let data = try Data(contentsOf: SharedSuite.yaml.url.appending(path: "\(name)/in.yaml"))
    return YAMLDocument.parse(SourceFile(path: "in.yaml", bytes: [UInt8](data)))
  }

  static func has(_ file: String, _ name: String) -> Bool {
    FileManager.default.fileExists(atPath: SharedSuite.yaml.url.appending(path: "\(name)/\(file)").path)
  }

  static let malformed = SharedSuite.yaml.names.filter { has("error", $0) }
  static let wellFormed = SharedSuite.yaml.names.filter { !has("error", $0) }

  static func isException(_ name: String, _ list: [String: [String]]) -> Bool {
    list.values.contains { $0.contains(name) }
  }

  @Test(arguments: malformed)
  func `what is no YAML is refused`(name: String) throws {
    let isRefused = try Self.parse(name).diagnostics.contains { $0.severity == .error }
    #expect(isRefused != Self.isException(name, Self.accepted))
  }

  @Test(arguments: wellFormed)
  func `what is YAML becomes the nodes that its JSON says`(name: String) throws {
    let document = try Self.parse(name)
    let errors = document.diagnostics.filter { $0.severity == .error }
    // What the subset leaves out is named by its diagnostic, not by the case.
    guard errors.allSatisfy({ !Self.subset.contains($0.id.name) }) else { return }
    guard !Self.isException(name, Self.refused) else {
      #expect(!errors.isEmpty, "read now, and so no exception")
      return
    }
    #expect(errors.map(\.message) == [])
    guard Self.has("in.json", name) else { return }
    let data = try Data(contentsOf: SharedSuite.yaml.url.appending(path: "\(name)/in.json"))
    let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    let json = Data((text.isEmpty ? "null" : text).utf8)
    let expected = try JSONSerialization.jsonObject(with: json, options: [.fragmentsAllowed])
    let isEqual = Self.shown(document.root) == Self.json(expected)
    #expect(isEqual != Self.isException(name, Self.different), "\(Self.shown(document.root))")
  }

  /// One text for equal values, whether they come from JSON or from YAML.
  static func shown(_ node: Node?) -> String {
    switch node?.content {
    case nil: return "null"
    case .sequence(let items): return "[" + items.map { shown($0) }.joined(separator: ",") + "]"
    case .mapping(let mapping):
      let entries = mapping.entries.map { (key: $0.key.text, value: shown($0.value)) }.sorted {
        $0.key < $1.key
      }
      return "{" + entries.map { "\($0.key.debugDescription):\($0.value)" }.joined(separator: ",") + "}"
    case .scalar(let scalar):
      switch scalar.value {
      case .null: return "null"
      case .bool(let bool): return "\(bool)"
      case .int(let int): return "\(Double(int))"
      case .double(let double): return "\(double)"
      case .string: return scalar.text.debugDescription
      }
    }
  }

  static func json(_ value: Any) -> String {
    switch value {
    case let array as [Any]: return "[" + array.map { json($0) }.joined(separator: ",") + "]"
    case let object as [String: Any]:
      let entries = object.sorted { $0.key < $1.key }
      return "{" + entries.map { "\($0.key.debugDescription):\(json($0.value))" }.joined(separator: ",") + "}"
    case let string as String: return string.debugDescription
    case let number as NSNumber:
      return String(cString: number.objCType) == "c" ? "\(number.boolValue)" : "\(number.doubleValue)"
    default: return "null"
    }
  }
}
