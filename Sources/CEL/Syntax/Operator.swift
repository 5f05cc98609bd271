/// The names under which operators are functions.
package enum Operator {
  package static let not = "!_"
  package static let negate = "-_"
  package static let add = "_+_"
  package static let subtract = "_-_"
  package static let multiply = "_*_"
  package static let divide = "_/_"
  package static let remainder = "_%_"
  package static let equal = "_==_"
  package static let notEqual = "_!=_"
  package static let less = "_<_"
  package static let lessOrEqual = "_<=_"
  package static let greater = "_>_"
  package static let greaterOrEqual = "_>=_"
  package static let contained = "@in"
  package static let index = "_[_]"
  package static let optionalIndex = "_[?_]"
  package static let conditional = "_?_:_"

  /// How people write it.
  static func sign(_ name: String) -> String {
    if name == contained { return "in" }
    return name.contains("_") && !isIdentifier(name) ? name.filter { $0 != "_" } : name
  }

  private static func isIdentifier(_ name: String) -> Bool {
    name.utf8.allSatisfy { Lexer.continuesName($0) || $0 == UInt8(ascii: ".") }
  }
}
