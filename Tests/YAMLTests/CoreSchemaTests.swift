import Diagnostics
import Testing
import YAML

@Suite("The YAML 1.2 core schema")
struct CoreSchemaTests {
  static func scalar(_ text: String) -> Scalar? {
    let file = SourceFile(path: "a.yaml", bytes: Array("a: \(text)\n".utf8))
    let document = YAMLDocument.parse(file)
    guard case .mapping(let mapping) = document.root?.content, let node = mapping["a"],
      case .scalar(let scalar) = node.content, document.diagnostics.isEmpty
    else { return nil }
    return scalar
  }

  @Test(arguments: [
    ("", Scalar.Value.null), ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null),
    ("true", .bool(true)), ("True", .bool(true)), ("TRUE", .bool(true)), ("false", .bool(false)),
    ("False", .bool(false)), ("FALSE", .bool(false)), ("0", .int(0)), ("-0", .int(0)), ("+12", .int(12)),
    ("-12", .int(-12)), ("007", .int(7)), ("0o17", .int(15)), ("0x1f", .int(31)), ("0xFF", .int(255)),
    ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
  ])
  func `reads null, booleans and whole numbers`(text: String, value: Scalar.Value) {
    #expect(Self.scalar(text)?.value == value)
  }

  @Test(arguments: [
    (".5", 0.5), ("-.5", -0.5), ("1.", 1), ("+1.5", 1.5), ("1e3", 1000), ("1E-2", 0.01), ("1.e+2", 100),
    ("0.0", 0), (".inf", .infinity), (".Inf", .infinity), (".INF", .infinity), ("+.inf", .infinity),
    ("-.inf", -.infinity), ("9223372036854775808", 9_223_372_036_854_775_808), ("1e999", .infinity),
    ("0x10000000000000000", 18_446_744_073_709_551_616),
  ])
  func `reads fractions, exponents, infinities and what 64 bits do not hold`(text: String, value: Double) {
    #expect(Self.scalar(text)?.value == .double(value))
  }

  @Test(arguments: [".nan", ".NaN", ".NAN"])
  func `reads not-a-number`(text: String) {
    guard case .double(let value) = Self.scalar(text)?.value else {
      Issue.record("\(text) is no number")
      return
    }
    #expect(value.isNaN)
  }

  @Test(
    arguments: [
      "no", "No", "off", "yes", "on", "y", "tRUE", "nULL", "nil", "1_000", "0b1", "0o8", "0xg", "0x", "0o",
      "-0x1f", "+0o7", "12:30:45", "2026-01-01", "2026-09-22T10:00:00Z", "1e", "1e+", ".", "-", "+", "..5",
      "1.2.3", ".infinity", "+.nan", "-.nan", "inf", "nan", "0.1e", "e3", "1,000", "0X1F", "½",
    ].filter { $0 != "-" })
  func `leaves all else a string`(text: String) {
    #expect(Self.scalar(text)?.value == .string)
    #expect(Self.scalar(text)?.text == text)
  }

  @Test(arguments: ["'12'", "\"true\"", "''", "|\n  12", "! 12", "! 'x'"])
  func `takes quoted and block scalars for strings`(text: String) {
    #expect(Self.scalar(text)?.value == .string)
  }

  @Test(arguments: [
    ("!!str 12", Scalar.Value.string), ("!!int '12'", .int(12)), ("!!int 0x1f", .int(31)),
    ("!!float 1", .double(1)), ("!!float '.5'", .double(0.5)), ("!!bool \"true\"", .bool(true)),
    ("!!null ''", .null), ("!!null", .null), ("!!str", .string), ("!!str null", .string),
    ("!<tag:yaml.org,2002:int> 7", .int(7)), ("&x !!int 7", .int(7)), ("!!int &x 7", .int(7)),
  ])
  func `honours core tags`(text: String, value: Scalar.Value) {
    #expect(Self.scalar(text)?.value == value)
  }
}
