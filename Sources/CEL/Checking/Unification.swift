/// What is known so far of the types that are still to be found.
struct Unification {
  private var found: [Type?] = []
  /// What may still be done. Types can double with each use, as in `x == {y: y}`; beyond this all types fit.
  private var room = 200_000
  /// Types with more parts than this are cut off with `dyn`.
  private static let largest = 300
  /// What was found before, to go back to.
  private var trail: [(number: Int, before: Type?)] = []

  mutating func fresh(_ count: Int = 1) -> Int {
    let first = found.count
    found.append(contentsOf: repeatElement(nil, count: count))
    return first
  }

  /// The type with all that was found put in; what was not becomes `dyn` where final.
  func resolved(_ type: Type, isFinal: Bool = false) -> Type {
    var room = Self.largest
    return resolved(type, isFinal, &room)
  }

  private func resolved(_ type: Type, _ isFinal: Bool, _ room: inout Int) -> Type {
    room -= 1
    guard room >= 0 else { return .dyn }
    switch type {
    case .variable(let number):
      if let known = found[number] { return resolved(known, isFinal, &room) }
      return isFinal ? .dyn : type
    case .list(let inner): return .list(resolved(inner, isFinal, &room))
    case .optional(let inner): return .optional(resolved(inner, isFinal, &room))
    case .type(let inner): return .type(resolved(inner, isFinal, &room))
    case .map(let key, let value):
      return .map(resolved(key, isFinal, &room), resolved(value, isFinal, &room))
    case .abstract(let name, let inner):
      var types: [Type] = []
      for type in inner { types.append(resolved(type, isFinal, &room)) }
      return .abstract(name, types)
    default: return type
    }
  }

  /// Whether an overload, with fresh variables for its parameters from a number on, takes the arguments; what
  /// follows from that is kept where it does.
  mutating func assign(_ overload: Overload, _ base: Int, _ given: [Type]) -> Bool {
    let mark = trail.count
    for index in given.indices {
      let parameter = overload.parameter(index)
      if !unify(overload.isGeneric ? parameter.instance(base) : parameter, given[index]) {
        undo(to: mark)
        return false
      }
    }
    return true
  }

  /// Whether a value of the second type can stand where one of the first is wanted.
  mutating func assign(_ wanted: Type, _ given: Type) -> Bool {
    let mark = trail.count
    if unify(wanted, given) { return true }
    undo(to: mark)
    return false
  }

  private mutating func set(_ number: Int, to type: Type) {
    trail.append((number, found[number]))
    found[number] = type
  }

  private mutating func undo(to mark: Int) {
    while trail.count > mark, let (number, type) = trail.popLast() { found[number] = type }
  }

  private mutating func unify(_ one: Type, _ other: Type) -> Bool {
    room -= 1
    guard room >= 0 else { return true }
    if case .variable(let number) = other {
      if let known = found[number] { return substitute(number, known, one) }
      if bind(number, to: one) { return true }
    }
    if case .variable(let number) = one {
      if let known = found[number] { return substitute(number, known, other) }
      return bind(number, to: other)
    }
    switch (one, other) {
    case (.error, _), (_, .error): return true
    case (.dyn, let type), (let type, .dyn):
      loosen(type)
      return true
    case (.null, let type), (let type, .null):
      switch type {
      case .null, .timestamp, .duration, .optional, .abstract: return true
      default: return false
      }
    case (.string, .domain), (.domain, .string), (.domain, .domain), (.type, .type): return true
    case (.list(let one), .list(let other)), (.optional(let one), .optional(let other)):
      return unify(one, other)
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      return unify(key, otherKey) && unify(value, otherValue)
    case (.record(let one), .record(let other)): return one === other
    case (.map(let key, let value), .record), (.record, .map(let key, let value)):
      return unify(key, .string) && unify(value, .dyn)
    case (.abstract(let name, let one), .abstract(let otherName, let other)):
      guard name == otherName, one.count == other.count else { return false }
      for (one, other) in zip(one, other) where !unify(one, other) { return false }
      return true
    default: return one == other
    }
  }

  /// What is within a type is known no better than `dyn` where it has to go with `dyn`.
  private mutating func loosen(_ type: Type) {
    room -= 1
    guard room >= 0 else { return }
    switch type {
    case .variable(let number):
      if let known = found[number] {
        if case .dyn = known { return }
        loosen(known)
      }
      set(number, to: .dyn)
    case .list(let inner), .optional(let inner): loosen(inner)
    case .map(let key, let value):
      loosen(key)
      loosen(value)
    case .abstract(_, let inner):
      for type in inner { loosen(type) }
    default: break
    }
  }

  /// Takes a further type for a variable that has one, which becomes the more general of both.
  private mutating func substitute(_ number: Int, _ known: Type, _ type: Type) -> Bool {
    if case .variable(number) = type { return true }
    if known == type { return true }
    guard unify(type, known) else { return false }
    let general = Self.general(type, known)
    if !occurs(number, in: general) { set(number, to: general) }
    return true
  }

  private mutating func bind(_ number: Int, to type: Type) -> Bool {
    if case .variable(number) = type { return true }
    guard !occurs(number, in: type) else { return false }
    set(number, to: type)
    return true
  }

  private mutating func occurs(_ number: Int, in type: Type) -> Bool {
    room -= 1
    guard room >= 0 else { return true }
    switch type {
    case .variable(let other):
      guard other != number else { return true }
      guard let known = found[other] else { return false }
      return occurs(number, in: known)
    case .list(let inner), .optional(let inner), .type(let inner): return occurs(number, in: inner)
    case .map(let key, let value): return occurs(number, in: key) || occurs(number, in: value)
    case .abstract(_, let inner):
      for type in inner where occurs(number, in: type) { return true }
      return false
    default: return false
    }
  }

  /// The type that holds the values of both, which are known to go together.
  static func general(_ one: Type, _ other: Type) -> Type {
    switch (one, other) {
    case (.dyn, _), (_, .dyn): .dyn
    case (.error, let type), (let type, .error), (.null, let type), (let type, .null): type
    case (.variable, _): one
    case (_, .variable): other
    case (.domain(let name), .domain(let otherName)): name == otherName ? one : .string
    case (.domain, .string), (.string, .domain): .string
    case (.list(let one), .list(let other)): .list(general(one, other))
    case (.optional(let one), .optional(let other)): .optional(general(one, other))
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      .map(general(key, otherKey), general(value, otherValue))
    case (.map(let key, _), .record), (.record, .map(let key, _)): .map(key, .dyn)
    case (.abstract(let name, let one), .abstract(_, let other)) where one.count == other.count:
      .abstract(name, zip(one, other).map { general($0, $1) })
    default: one
    }
  }

  /// The type of a list's elements, or of the branches of a condition: the more general of two, `dyn` where they
  /// do not go together.
  mutating func join(_ one: Type?, _ other: Type) -> Type {
    guard let one else { return other }
    if one == other { return one }
    let (left, right) = (resolved(one), resolved(other))
    return assign(left, right) ? Self.general(left, right) : .dyn
  }
}
