import CEL
import Foundation
import TestSupport

/// One case of the conformance suite, in the form of the file.
struct ConformanceCase: Decodable, CustomStringConvertible {
  let file: String
  let section: String
  let name: String
  let expr: String
  let container: String?
  let disableCheck: Bool?
  let checkOnly: Bool?
  let typeEnv: [JSON]?
  let bindings: [String: JSON]?
  let value: JSON?
  let typedResult: JSON?
  let evalError: JSON?

  var description: String { "\(file)/\(section)/\(name)" }

  enum CodingKeys: String, CodingKey {
    case file, section, name, expr, container, bindings, value
    case disableCheck = "disable_check"
    case checkOnly = "check_only"
    case typeEnv = "type_env"
    case typedResult = "typed_result"
    case evalError = "eval_error"
  }

  static func all() throws -> [ConformanceCase] {
    let decoder = JSONDecoder()
    return try Data(contentsOf: SharedSuite.cel.url).split(separator: UInt8(ascii: "\n")).map {
      try decoder.decode(ConformanceCase.self, from: Data($0))
    }
  }
}

/// Any JSON value.
indirect enum JSON: Decodable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  subscript(key: String) -> JSON? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  var text: String? { if case .text(let value) = self { value } else { nil } }
  var list: [JSON]? { if case .list(let value) = self { value } else { nil } }
  /// The only member of an object.
  var only: (key: String, value: JSON)? {
    if case .object(let members) = self, members.count == 1, let first = members.first { first } else { nil }
  }
}
