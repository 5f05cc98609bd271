/// The names under which operators are functions.
package enum Operator {
  /// Prefix signs.
  package static let not = "!_"
  package static let negate = "-_"
  /// Arithmetic.
  package static let add = "_+_"
  package static let subtract = "_-_"
  package static let multiply = "_*_"
  package static let divide = "_/_"
  package static let remainder = "_%_"
  /// Comparisons.
  package static let equal = "_==_"
  package static let notEqual = "_!=_"
  package static let less = "_<_"
  package static let lessOrEqual = "_<=_"
  package static let greater = "_>_"
  package static let greaterOrEqual = "_>=_"
  /// `in`, indexes in brackets, and `? :`.
  package static let contained = "@in"
  package static let index = "_[_]"
  package static let optionalIndex = "_[?_]"
  package static let conditional = "_?_:_"

  /// An operator as people write it.
  static func sign(_ name: String) -> String { name.filter { $0 != "_" } }
}
