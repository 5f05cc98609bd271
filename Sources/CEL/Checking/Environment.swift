package import Time

/// What names mean in an expression: variables, functions on top of the standard ones, and a container.
package struct Environment: Sendable {
  /// A declared variable.
  package struct Variable: Sendable {
    /// The name, dotted where it has more parts.
    package let name: String
    /// The type its values have.
    package let type: Type
    /// Where its value is found among the facts.
    package let slot: Int
  }

  /// The variables by slot.
  package let variables: [Variable]
  /// Prefixes that names are tried with, the longest first, each with its dot; the last is empty.
  private let prefixes: [String]
  private let slots: [String: Int]
  private let functions: [String: Function]
  /// Where functions look up time zones by name.
  let zones: ZoneTable

  /// An environment in which each variable's slot is its position.
  package init(
    container: String = "", variables: [(name: String, type: Type)] = [], functions: [Function] = [],
    zones: ZoneTable = ZoneTable()
  ) {
    self.zones = zones
    self.variables = variables.enumerated().map { Variable(name: $1.name, type: $1.type, slot: $0) }
    slots = Dictionary(self.variables.map { ($0.name, $0.slot) }) { first, _ in first }
    var table = Library.functions
    for function in functions {
      if let known = table[function.name], function.implicit.isEmpty {
        table[function.name] = Function(
          function.name, seesUnknown: known.seesUnknown, known.overloads + function.overloads)
      } else {
        table[function.name] = function
      }
    }
    self.functions = table
    let parts = container.split(separator: ".")
    prefixes = parts.indices.reversed().map { parts[...$0].joined(separator: ".") + "." } + [""]
  }

  /// A variable by its full name.
  package func variable(_ name: String) -> Variable? { slots[name].map { variables[$0] } }
}

// MARK: - Resolution

extension Environment {
  /// What the first parts of a name stand for.
  enum Meaning {
    case variable(Variable)
    case type(Kind)
  }

  /// The meaning of as many parts of a name as have one.
  func resolve(_ name: QualifiedName) -> (meaning: Meaning, parts: Int)? {
    for count in stride(from: name.parts.count, through: 1, by: -1) {
      if let meaning = meaning(name.joined(count), isAbsolute: name.isAbsolute) { return (meaning, count) }
    }
    return nil
  }

  /// The meaning of a whole name.
  func meaning(_ name: String, isAbsolute: Bool) -> Meaning? {
    for prefix in prefixes where !isAbsolute || prefix.isEmpty {
      if let slot = slots[prefix.isEmpty ? name : prefix + name] { return .variable(variables[slot]) }
    }
    return Self.types[name].map { .type($0) }
  }

  private static let types: [String: Kind] = {
    let named: [Kind] = [
      .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .list, .map, .type,
      .optional,
    ]
    return Dictionary(uniqueKeysWithValues: named.map { ($0.name, $0) })
  }()

  /// A function by its name, which is absolute where it starts with a dot.
  func function(_ name: String) -> Function? {
    if name.hasPrefix(".") { return functions[String(name.dropFirst())] }
    for prefix in prefixes {
      if let function = functions[prefix.isEmpty ? name : prefix + name] { return function }
    }
    return nil
  }

  var functionNames: some Sequence<String> { functions.keys.filter(Self.isWritten) }

  private static func isWritten(_ name: String) -> Bool {
    name.utf8.first.map(Lexer.startsName) == true && !name.hasPrefix("_")
  }

  /// Whether variables are declared below a name.
  func isNamespace(_ name: String) -> Bool {
    prefixes.contains { prefix in variables.contains { $0.name.hasPrefix(prefix + name + ".") } }
  }

  /// The parts that may follow a name on the way to a variable.
  func members(of namespace: String) -> [String] {
    var members: [String] = []
    for prefix in prefixes {
      let start = prefix + namespace + "."
      for variable in variables where variable.name.hasPrefix(start) {
        members.append(String(variable.name.dropFirst(start.count).prefix { $0 != "." }))
      }
    }
    return members
  }
}

extension Kind {
  /// The type of values of this kind, with nothing said of what is within.
  var type: Type {
    switch self {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .uint: .uint
    case .double: .double
    case .string: .string
    case .bytes: .bytes
    case .timestamp: .timestamp
    case .duration: .duration
    case .list: .list(.dyn)
    case .map: .map(.dyn, .dyn)
    case .type: .type(.dyn)
    case .optional: .optional(.dyn)
    case .error, .unknown: .dyn
    }
  }
}
