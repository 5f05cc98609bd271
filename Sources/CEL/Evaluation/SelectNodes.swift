/// `operand.field`, or the same with a text in brackets.
final class SelectNode: EvaluationNode {
  let range: Range<Int>
  private let operand: any EvaluationNode
  private let field: String

  init(_ operand: any EvaluationNode, _ field: String, at range: Range<Int>) {
    self.operand = operand
    self.field = field
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    let operand = try operand.evaluate(&context)
    switch operand {
    case .map(let map):
      if let value = map[text: field] { return value }
      return .failure("no such key: '\(field)'", at: range)
    case .optional(let boxed):
      guard let value = boxed?.value else { return operand }
      return value.optionalField(field, at: range)
    case .error, .unknown: return operand
    default: return .failure("a value of type '\(operand.kind.name)' has no fields", at: range)
    }
  }
}

/// A declared field of a record.
final class RecordFieldNode: EvaluationNode {
  let range: Range<Int>
  private let operand: any EvaluationNode
  private let type: RecordType
  private let position: Int

  init(_ operand: any EvaluationNode, _ type: RecordType, _ position: Int, at range: Range<Int>) {
    self.operand = operand
    self.type = type
    self.position = position
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    return try operand.evaluate(&context).field(position, of: type, at: range)
  }
}

/// A declared field of a record that is a macro's variable, which is read where it is.
final class LocalFieldNode: EvaluationNode {
  let range: Range<Int>
  private let local: Int
  private let type: RecordType
  private let position: Int

  init(_ local: Int, _ type: RecordType, _ position: Int, at range: Range<Int>) {
    self.local = local
    self.type = type
    self.position = position
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.charge(2)
    return context.locals[local].field(position, of: type, at: range)
  }
}

extension Value {
  /// A declared field of a record; a map of another make can stand in for it.
  @inline(__always)
  fileprivate func field(_ position: Int, of type: RecordType, at range: Range<Int>) -> Value {
    guard case .map(let map) = self else {
      return isOrdinary ? .failure("a value of type '\(kind.name)' has no fields", at: range) : self
    }
    return map.field(position, of: type) ?? map[text: type.fields[position].name] ?? .unknown
  }
}

/// `has(operand.field)`: false where the operand is unknown.
final class PresenceNode: EvaluationNode {
  let range: Range<Int>
  private let operand: any EvaluationNode
  private let field: String

  init(_ operand: any EvaluationNode, _ field: String, at range: Range<Int>) {
    self.operand = operand
    self.field = field
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    var operand = try operand.evaluate(&context)
    if case .optional(let boxed) = operand {
      guard let value = boxed?.value else { return .bool(false) }
      operand = value
    }
    switch operand {
    case .map(let map): return .bool(map.has(text: field))
    case .unknown: return .bool(false)
    case .error: return operand
    default: return .failure("a value of type '\(operand.kind.name)' has no fields", at: range)
    }
  }
}

/// `has(variable)` for a variable with a dotted name: whether it is known.
final class KnownNode: EvaluationNode {
  let range: Range<Int>
  private let operand: any EvaluationNode

  init(_ operand: any EvaluationNode, at range: Range<Int>) {
    self.operand = operand
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    let operand = try operand.evaluate(&context)
    if case .error = operand { return operand }
    return .bool(!operand.isUnknown)
  }
}

/// `operand.?field`: what `has` says is absent is an optional without a value.
final class OptionalSelectNode: EvaluationNode {
  let range: Range<Int>
  private let operand: any EvaluationNode
  private let field: String

  init(_ operand: any EvaluationNode, _ field: String, at range: Range<Int>) {
    self.operand = operand
    self.field = field
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    let operand = try operand.evaluate(&context)
    switch operand {
    case .optional(let boxed): return boxed?.value.optionalField(field, at: range) ?? operand
    case .unknown: return .absent
    default: return operand.optionalField(field, at: range)
    }
  }
}

/// `namespace.?name` for a variable with a dotted name.
final class OptionalVariableNode: EvaluationNode {
  let range: Range<Int>
  private let operand: any EvaluationNode

  init(_ operand: any EvaluationNode, at range: Range<Int>) {
    self.operand = operand
    self.range = range
  }

  @inline(__always)
  func evaluate(_ context: inout Context) throws(Stop) -> Value {
    try context.meter.step()
    let value = try operand.evaluate(&context)
    switch value {
    case .unknown: return .absent
    case .error: return value
    default: return .present(value)
    }
  }
}

extension Value {
  /// A field of a map as an optional.
  fileprivate func optionalField(_ name: String, at range: Range<Int>) -> Value {
    switch self {
    case .map(let map):
      guard let value = map[text: name], !value.isUnknown else { return .absent }
      return .present(value)
    case .error, .unknown: return self
    default: return .failure("a value of type '\(kind.name)' has no fields", at: range)
    }
  }
}
