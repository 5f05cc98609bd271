/// An expression without problems, with the types of its parts.
package struct Checked: Sendable {
  /// The tree that was checked.
  package let expression: Expression
  /// The environment it was checked in.
  package let environment: Environment
  /// The types by the number of the node.
  private let types: [Type]
  /// The slots of the variables that nodes stand for, by the number of the node.
  private let slots: [Int?]

  /// The slots of all variables that are written in the expression or passed to its functions unwritten.
  package let usedSlots: Set<Int>

  init(
    _ expression: Expression, _ environment: Environment, types: [Type], slots: [Int?],
    implicitSlots: Set<Int>
  ) {
    self.expression = expression
    self.environment = environment
    self.types = types
    self.slots = slots
    usedSlots = implicitSlots.union(slots.compactMap { $0 })
  }

  /// The type of the whole expression.
  package var type: Type { type(of: expression) }

  /// The type of a part; `dyn` where it is only known at run time.
  package func type(of part: Expression) -> Type { types.indices.contains(part.id) ? types[part.id] : .dyn }

  /// The slot of the variable that a part stands for; nil where it stands for something else.
  package func slot(of part: Expression) -> Int? { slots.indices.contains(part.id) ? slots[part.id] : nil }
}

/// What a check found, in the order of the text.
package struct ExpressionProblems: Error, Sendable {
  /// One problem or more.
  package let list: [ExpressionProblem]
}
