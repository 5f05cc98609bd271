/// Fields and the dotted names of variables.
extension Checker {
  mutating func checkSelect(_ expression: Expression, _ select: Expression.Select) -> Type {
    if let type = checkVariable(expression, select) { return result(type, select.mode) }
    let operand = check(select.operand)
    let type = field(select, of: operand)
    // What is selected from an optional is an optional already.
    if case .optional = unification.resolved(operand), select.mode == .optional { return type }
    return result(type, select.mode)
  }

  private func result(_ type: Type, _ mode: Expression.Select.Mode) -> Type {
    switch mode {
    case .value: return type
    case .test: return .bool
    case .optional: return .optional(type)
    }
  }

  /// The type of the variable, or of nothing, that a dotted name stands for; nil where it is a field of a value.
  private mutating func checkVariable(_ expression: Expression, _ select: Expression.Select) -> Type? {
    guard let name = select.qualifiedName else { return nil }
    if !name.isAbsolute, local(name.parts[0].text) != nil { return nil }
    switch environment.meaning(name.joined(name.parts.count), isAbsolute: name.isAbsolute) {
    case .variable(let variable):
      record(variable: variable, at: expression)
      return variable.type
    case .type(let kind): return .type(kind.type)
    case nil: break
    }
    if environment.resolve(name) != nil { return nil }
    // Nothing has the name: the first part that leads nowhere is at fault.
    var known = 0
    while known < name.parts.count, environment.isNamespace(name.joined(known + 1)) { known += 1 }
    guard known > 0, known < name.parts.count else {
      if known == name.parts.count {
        reportUndeclared(.init(text: name.joined(known), range: expression.range))
      }
      return known == 0 ? nil : .error
    }
    let field = name.parts[known]
    let members = environment.members(of: name.joined(known))
    report(
      .noSuchField, unknown: field.text, field.range,
      "'\(name.joined(known))' has no field '\(field.text)'", among: members)
    return .error
  }

  private mutating func field(_ select: Expression.Select, of operand: Type) -> Type {
    let field = select.field
    switch unification.resolved(operand) {
    case .dyn, .error: return .dyn
    case .variable(let number):
      _ = unification.assign(.dyn, .variable(number))
      return .dyn
    case .map(let key, let value):
      if !unification.assign(key, .string) {
        report(
          .noSuchField, field.range, "the keys of this map are of type '\(key)'", help: "write `map[key]`")
        return .error
      }
      expect(key, field.text, at: field.range, otherwise: Hints.field(field.text))
      return value
    case .record(let record): return self.field(field, of: record)
    case .optional(let inner): return .optional(self.field(select, of: inner))
    case let type:
      report(
        .noSuchField, field.range, "\(named(type)) has no field '\(field.text)'",
        help: fieldHint(field.text, of: type, select.operand))
      return .error
    }
  }

  /// The type of a record's field by its name.
  mutating func field(_ field: Expression.Name, of record: RecordType) -> Type {
    if let index = record.index(of: field.text) { return record.fields[index].type }
    report(
      .noSuchField, unknown: field.text, field.range, "'\(record.name)' has no field '\(field.text)'",
      among: record.fields.map(\.name))
    return .error
  }

  private func fieldHint(_ name: String, of type: Type, _ operand: Expression) -> String? {
    if let hint = Hints.field(name) { return hint }
    if case .list = type { return "write `list.exists(x, x.\(name) == …)`" }
    return nil
  }
}

extension Expression.Select {
  /// The name that the operand and the field make together.
  var qualifiedName: QualifiedName? {
    guard !isQuoted, var name = operand.qualifiedName else { return nil }
    name.parts.append(field)
    return name
  }
}
