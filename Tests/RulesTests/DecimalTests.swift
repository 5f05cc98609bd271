import Diagnostics
import Testing

@testable import RuleFiles
@testable import Rules

/// Whether digits are what the nearest double stands for.
@Suite struct DecimalTests {
  @Test(arguments: [
    ("0.1", true), ("-0.30", true), ("+2.50e1", true), ("1e21", true), ("1000000000000000000000", true),
    ("9007199254740992", true), ("9007199254740993", false), ("0", true), ("-0.0", true), ("00.10", true),
    ("0.30000000000000004", true), ("0.30000000000000003", false), ("123456789012345678", false),
    ("5e-324", true), ("4e-324", false), (".5", true), ("5.", true),
  ])
  func `a number that is rounded is told from one that is not`(text: String, isKept: Bool) throws {
    let value = try #require(Double(text.hasSuffix(".") ? "\(text)0" : text))
    #expect(text.isDecimal(of: value) == isKept)
  }

  @Test(arguments: [
    (10_157_836_547_382_932.0, "10157836547382932"), (0.25, "0.25"), (-12.5, "-12.5"), (0, "0"),
    (1e30, "1e30"),
    (5e-7, "0.0000005"), (5e-40, "5e-40"), (120, "120"),
  ])
  func `it is written as a person would`(value: Double, text: String) {
    #expect(Decimal(value) == Decimal(text))
    #expect(Decimal(value).text == text)
  }

  @Test(arguments: [
    "1e-9223372036854775808", "1.5e-9223372036854775807", "1e9223372036854775807", "1e99999999999999999999",
  ])
  func `an exponent of any size is read, or not taken for a decimal`(text: String) {
    #expect(Decimal(text) == nil)
    let book =
      "attributes: {account.x: number}\nactions: {a: {kind: k}}\nrules: {r: {when: {account.x: {gt: \(text)}}, recommend: a}}"
    let load = RuleBook.load([SourceFile(path: "book.yaml", bytes: Array(book.utf8))])
    #expect(load.book != nil || !load.diagnostics.isEmpty)
  }
}
