extension Expression {
  /// The nodes directly below, in the order of the text.
  package var children: [Expression] {
    switch form {
    case .literal, .name: []
    case .select(let select): [select.operand]
    case .call(let call): (call.target.map { [$0] } ?? []) + call.arguments
    case .all(let terms), .any(let terms): terms
    case .list(let elements): elements.map(\.value)
    case .map(let entries): entries.flatMap { [$0.key, $0.value] }
    case .fold(let fold): [fold.range] + (fold.condition.map { [$0] } ?? []) + [fold.body]
    case .bind(let binding), .optionalMap(let binding, _): [binding.value, binding.body]
    }
  }

  /// The value of a literal.
  package var literal: Value? {
    if case .literal(let value) = form { value } else { nil }
  }

  /// The text of a string literal.
  package var literalText: String? {
    if case .literal(.string(let text)) = form { text } else { nil }
  }

  /// The parts of `a`, `a.b` or `.a.b.c`; nil where the expression is anything else.
  var qualifiedName: QualifiedName? {
    switch form {
    case .name(let name, let isAbsolute):
      return QualifiedName(parts: [Name(text: name, range: range)], isAbsolute: isAbsolute)
    case .select(let select) where select.mode == .value && !select.isQuoted:
      guard var name = select.operand.qualifiedName else { return nil }
      name.parts.append(select.field)
      return name
    default: return nil
    }
  }
}

extension Expression.Form {
  /// The depth of the deepest node below.
  var depth: Int {
    switch self {
    case .literal, .name: 0
    case .select(let select): select.operand.depth
    case .call(let call): call.arguments.reduce(call.target?.depth ?? 0) { max($0, $1.depth) }
    case .all(let terms), .any(let terms): terms.reduce(0) { max($0, $1.depth) }
    case .list(let elements): elements.reduce(0) { max($0, $1.value.depth) }
    case .map(let entries): entries.reduce(0) { max($0, $1.key.depth, $1.value.depth) }
    case .fold(let fold): max(fold.range.depth, fold.condition?.depth ?? 0, fold.body.depth)
    case .bind(let binding), .optionalMap(let binding, _): max(binding.value.depth, binding.body.depth)
    }
  }
}

/// A dotted name that may stand for a variable, a type, a function, or a variable's field.
struct QualifiedName {
  var parts: [Expression.Name]
  let isAbsolute: Bool

  /// The first parts, dotted.
  func joined(_ count: Int) -> String {
    count == 1 ? parts[0].text : parts[..<count].map(\.text).joined(separator: ".")
  }
}
