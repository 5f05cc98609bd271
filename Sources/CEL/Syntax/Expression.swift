/// A node of the syntax tree, macros expanded.
package final class Expression: Sendable {
  /// Where the node stands in the text, as UTF-8 offsets.
  package let range: Range<Int>
  /// What the node is, with the nodes below.
  package let form: Form
  /// The node's number within its tree: children before parents, from zero.
  package let id: Int
  /// The longest path to a leaf, this node included.
  let depth: Int

  init(_ form: Form, range: Range<Int>, id: Int, depth: Int) {
    self.form = form
    self.range = range
    self.id = id
    self.depth = depth
  }

  /// What a node is.
  package enum Form: Sendable {
    /// Null, a bool, a number, a string or bytes.
    case literal(Value)
    case name(String, isAbsolute: Bool)
    case select(Select)
    case call(Call)
    /// `a && b && c`, two terms or more.
    case all([Expression])
    /// `a || b || c`, two terms or more.
    case any([Expression])
    case list([Element])
    case map([Entry])
    case fold(Fold)
    /// `cel.bind`.
    case bind(Binding)
    /// `optMap`, and `optFlatMap` where flat.
    case optionalMap(Binding, isFlat: Bool)
  }

  /// A name with its place.
  package struct Name: Sendable {
    /// The name itself, without quotes.
    package let text: String
    /// Where it stands, as UTF-8 offsets.
    package let range: Range<Int>
  }

  /// `operand.field`, `operand.?field` or `has(operand.field)`.
  package struct Select: Sendable {
    /// What is asked: the value, an optional of it, or whether it is there.
    package enum Mode: Sendable { case value, optional, test }
    /// What has the field.
    package let operand: Expression
    /// The field with its place.
    package let field: Name
    /// What is asked of the field.
    package let mode: Mode
    /// Whether the field stands in backquotes and can be no part of a qualified name.
    package let isQuoted: Bool
  }

  /// A call of a function or an operator.
  package struct Call: Sendable {
    /// The function's name as written, or an operator's as in `Operator`; the range is that of the name or sign.
    package let function: Name
    /// What stands before the dot, where something does.
    package let target: Expression?
    /// The arguments in parentheses, or the operands.
    package let arguments: [Expression]
  }

  /// An element of a list literal; where optional, an optional that may leave it out.
  package struct Element: Sendable {
    package let value: Expression
    package let isOptional: Bool
  }

  /// An entry of a map literal; where optional, an optional that may leave it out.
  package struct Entry: Sendable {
    package let key: Expression
    package let value: Expression
    package let isOptional: Bool
  }

  /// A variable that has a value in one body.
  package struct Binding: Sendable {
    /// The variable with its place.
    package let variable: Name
    package let value: Expression
    /// Where the variable is known.
    package let body: Expression
  }

  /// A macro that goes over the elements of a list or the keys of a map.
  package struct Fold: Sendable {
    /// Which macro it is.
    package enum Kind: Sendable {
      case all, exists, existsOne, map, filter, transformList, transformMap, transformMapEntry, sortBy
    }
    /// Which macro it is, whatever its spelling.
    package let kind: Kind
    /// The macro as written.
    package let name: Name
    /// What is gone over.
    package let range: Expression
    /// The element or key; with a second variable, the index or key.
    package let first: Name
    /// The element or value.
    package let second: Name?
    /// Which elements are transformed.
    package let condition: Expression?
    /// The predicate, the transformation or the sort key.
    package let body: Expression
  }
}
