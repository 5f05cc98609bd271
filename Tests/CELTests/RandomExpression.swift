import TestSupport

/// Makes texts of expressions: soups of tokens, expressions that are well formed and mostly well typed, and such with
/// a few mistakes.
struct RandomExpression {
  private var random: SeededRandom
  private var locals: [String] = []

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  private mutating func pick<T>(_ choices: [T]) -> T {
    choices[Int.random(in: 0..<choices.count, using: &random)]
  }

  private mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

  private static let tokens = [
    "1", "0", "-1", "2u", "1.5", "1e400", "9223372036854775808", "0x1F", "\"a\"", "'b'", "b'c'", "r\"\\d\"",
    "\"\\x41\"",
    "\"\"\"", "'''", "true", "false", "null", "x", "m", "l", "account", "account.employees", "stage",
    "touchpoints",
    "has", "all", "exists", "map", "filter", "cel", "bind", "optional", "of", "none", "size", "math",
    "greatest", "in",
    "(", ")", "[", "]", "{", "}", ".", ".?", "[?", "{?", ",", ":", "?", "+", "-", "*", "/", "%", "!", "<",
    "<=", ">",
    ">=", "==", "!=", "&&", "||", "=", "&", "|", "and", "or", "not", "`a-b`", "`", "“", "≥", "é", "\u{0}",
    "\n", "//",
    " ", "\t", "if", "e\u{301}", "🐱", "\\", "#", "$", "@", ";", "1abc", "0x", "1.", ".5", "5.foo",
  ]

  mutating func soup() -> String {
    (0..<(1 + number(below: 14))).map { _ in pick(Self.tokens) + pick(["", " ", ""]) }.joined()
  }

  /// A well-formed expression with a stretch taken out, doubled, or replaced by a token.
  mutating func mutation() -> String {
    var scalars = Array(expression().unicodeScalars)
    for _ in 0...number(below: 2) where !scalars.isEmpty {
      let start = number(below: scalars.count)
      let stretch = start..<min(scalars.count, start + 1 + number(below: 6))
      switch number(below: 3) {
      case 0: scalars.removeSubrange(stretch)
      case 1: scalars.insert(contentsOf: scalars[stretch], at: start)
      default: scalars.replaceSubrange(stretch, with: Array(pick(Self.tokens).unicodeScalars))
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  mutating func expression() -> String {
    locals = []
    return make(
      pick(["bool", "bool", "int", "double", "string", "list", "map", "time", "any"]), 1 + number(below: 5))
  }

  private mutating func make(_ kind: String, _ depth: Int) -> String {
    if number(below: 25) == 0 {
      return make(pick(["bool", "int", "double", "string", "list", "map", "any"]), depth)
    }
    if depth <= 0 { return leaf(kind) }
    let next = depth - 1
    if number(below: 12) == 0 { return "(\(make("bool", next)) ? \(make(kind, next)) : \(make(kind, next)))" }
    if number(below: 16) == 0 { return bound("cel.bind(", ", \(make("any", next)), ", ")", kind, next) }
    switch kind {
    case "bool": return bool(next)
    case "int": return int(next)
    case "double": return double(next)
    case "string": return string(next)
    case "list": return list(next)
    case "map": return map(next)
    case "time": return time(next)
    default: return any(next)
    }
  }

  private mutating func leaf(_ kind: String) -> String {
    if let local = locals.randomElement(using: &random), number(below: 3) == 0 { return local }
    switch kind {
    case "bool": return pick(["true", "false", "flag", "has(m.a)", "has(account.employees)", "nothing"])
    case "int":
      return pick([
        "0", "1", "-7", "42", "9223372036854775807", "account.employees", "n", "size(l)", "dyn(3)", "missing",
      ])
    case "double": return pick(["0.0", "-0.5", "1e300", "sentiment", "double('NaN')", "1.0 / 0.0", "2.25"])
    case "string":
      return pick(["''", "'a'", "'Grüße'", "'no-budget'", "stage", "text", "'%s %d'", "\"🐱\"", "'1h'"])
    case "list":
      return pick([
        "[]", "l", "[1, 2, 3]", "['a', 'b']", "touchpoints", "[1, 'a', null, 2.0]", "[[1], [2, 3]]",
      ])
    case "map":
      return pick(["{}", "m", "pain_points", "{'a': 1}", "{1: 2, 2u: 3}", "{'a': {'b': 1}}", "{true: 'x'}"])
    case "time":
      return pick([
        "timestamp('2026-01-01T00:00:00Z')", "now", "timestamp(0)", "timestamp('0001-01-01T00:00:00Z')",
      ])
    default:
      return pick([
        "null", "b'x'", "int", "duration('1h')", "optional.none()", "x", "1u", "'s'", "1", "record",
      ])
    }
  }

  private mutating func bool(_ depth: Int) -> String {
    switch number(below: 12) {
    case 0: return "\(make("bool", depth)) && \(make("bool", depth))"
    case 1: return "(\(make("bool", depth)) || \(make("bool", depth)))"
    case 2: return "!(\(make("bool", depth)))"
    case 3: return "\(make("int", depth)) \(pick(["<", "<=", ">", ">=", "==", "!="])) \(make("int", depth))"
    case 4:
      return
        "\(make("double", depth)) \(pick(["<", "<=", ">", ">="])) \(make(pick(["int", "double"]), depth))"
    case 5: return "\(make("string", depth)) \(pick(["<", ">=", "==", "!="])) \(make("string", depth))"
    case 6: return "\(make(pick(["int", "string"]), depth)) in \(make(pick(["list", "map"]), depth))"
    case 7:
      return bound(
        "\(make(pick(["list", "map"]), depth)).\(pick(["all", "exists", "exists_one", "existsOne"]))(", ", ",
        ")", "bool", depth)
    case 8:
      return
        "\(make("string", depth)).\(pick(["startsWith", "endsWith", "contains", "matches"]))(\(make("string", depth)))"
    case 9: return "dyn(\(make("any", depth))) \(pick(["==", "!="])) \(make("any", depth))"
    case 10:
      return
        "sets.\(pick(["contains", "equivalent", "intersects"]))(\(make("list", depth)), \(make("list", depth)))"
    default:
      return bound2(
        "\(make(pick(["list", "map"]), depth)).\(pick(["all", "exists", "existsOne"]))(", "bool", depth)
    }
  }

  private mutating func int(_ depth: Int) -> String {
    switch number(below: 9) {
    case 0...2: return "(\(make("int", depth)) \(pick(["+", "-", "*", "/", "%"])) \(make("int", depth)))"
    case 3: return "size(\(make(pick(["string", "list", "map"]), depth)))"
    case 4: return "int(\(make(pick(["double", "string", "time"]), depth)))"
    case 5:
      return
        "math.\(pick(["bitAnd", "bitOr", "bitXor", "bitShiftLeft", "bitShiftRight", "greatest", "least"]))(\(make("int", depth)), \(make("int", depth)))"
    case 6:
      return
        "\(make("string", depth)).\(pick(["indexOf", "lastIndexOf"]))(\(make("string", depth)), \(make("int", 0)))"
    case 7:
      return
        "\(make("time", depth)).\(pick(["getHours", "getDayOfYear", "getMonth", "getFullYear"]))(\(pick(["", "'Europe/Berlin'", "'-03:30'", "'No/Where'"])))"
    default: return "\(make("list", depth))[\(make("int", 0))]"
    }
  }

  private mutating func double(_ depth: Int) -> String {
    switch number(below: 5) {
    case 0, 1: return "(\(make("double", depth)) \(pick(["+", "-", "*", "/"])) \(make("double", depth)))"
    case 2: return "double(\(make(pick(["int", "string"]), depth)))"
    case 3:
      return
        "math.\(pick(["ceil", "floor", "round", "trunc", "abs", "sign", "sqrt"]))(\(make("double", depth)))"
    default: return "pain_points[\(make("string", depth))]"
    }
  }

  private mutating func string(_ depth: Int) -> String {
    switch number(below: 10) {
    case 0: return "(\(make("string", depth)) + \(make("string", depth)))"
    case 1: return "string(\(make(pick(["int", "double", "bool", "time"]), depth)))"
    case 2: return "\(make("string", depth)).\(pick(["lowerAscii", "upperAscii", "trim", "reverse"]))()"
    case 3:
      return
        "\(make("string", depth)).replace(\(make("string", 0)), \(make("string", 0))\(pick(["", ", 2", ", 0"])))"
    case 4: return "\(make("string", depth)).substring(\(pick(["0", "1", "9"]))\(pick(["", ", 2"])))"
    case 5: return "\(make("list", depth)).join(\(make("string", 0)))"
    case 6: return "\(make("string", depth)).charAt(\(make("int", 0)))"
    case 7:
      return
        "\(pick(["'%s'", "'%d|%s'", "'%.3f'", "'%x %X'", "'%e'", "'%b%o'", "'%'", "'%.99999f'"])).format([\(make("any", depth)), \(make("any", depth))])"
    case 8: return "strings.quote(\(make("string", depth)))"
    default: return "base64.encode(bytes(\(make("string", depth))))"
    }
  }

  private mutating func list(_ depth: Int) -> String {
    switch number(below: 11) {
    case 0: return "[\(make("any", depth)), \(make("any", depth))]"
    case 1: return "(\(make("list", depth)) + \(make("list", depth)))"
    case 2: return bound("\(make("list", depth)).filter(", ", ", ")", "bool", depth)
    case 3: return bound("\(make(pick(["list", "map"]), depth)).map(", ", ", ")", "any", depth)
    case 4: return "\(make("list", depth)).\(pick(["reverse", "sort", "distinct", "flatten"]))()"
    case 5: return "\(make("list", depth)).slice(\(pick(["0", "1"])), \(pick(["1", "2", "5"])))"
    case 6: return "lists.range(\(pick(["3", "0", "-1", "1000000000"])))"
    case 7: return "\(make("string", depth)).split(\(make("string", 0)))"
    case 8: return bound("\(make("list", depth)).sortBy(", ", ", ")", pick(["int", "string", "any"]), depth)
    case 9: return "[?\(optional(depth)), \(make("any", depth))]"
    default: return bound2("\(make(pick(["list", "map"]), depth)).transformList(", "any", depth)
    }
  }

  private mutating func map(_ depth: Int) -> String {
    switch number(below: 5) {
    case 0: return "{\(make("string", 0)): \(make("any", depth)), \(make("int", 0)): \(make("any", depth))}"
    case 1: return bound2("\(make(pick(["list", "map"]), depth)).transformMap(", "any", depth)
    case 2: return "{?'k': \(optional(depth))}"
    case 3: return bound2("\(make("map", depth)).transformMapEntry(", "map", depth)
    default: return "{'a': \(make("any", depth))}"
    }
  }

  private mutating func time(_ depth: Int) -> String {
    let span = "duration(\(pick(["'1h'", "'-1.5s'", "'-2562047h47m16.854775808s'", "'2562047h47m16.8s'"])))"
    return "(\(make("time", depth)) \(pick(["+", "-"])) \(span))"
  }

  private mutating func optional(_ depth: Int) -> String {
    switch number(below: 6) {
    case 0: return "optional.of(\(make("any", depth)))"
    case 1: return "\(make("map", depth)).?a"
    case 2: return "\(make("list", depth))[?\(make("int", 0))]"
    case 3: return "\(make("list", depth)).first()"
    case 4: return bound("optional.of(\(make("any", depth))).optMap(", ", ", ")", "any", depth)
    default: return "optional.ofNonZeroValue(\(make("any", depth)))"
    }
  }

  private mutating func any(_ depth: Int) -> String {
    switch number(below: 10) {
    case 0: return optional(depth)
    case 1: return "\(optional(depth)).orValue(\(make("any", depth)))"
    case 2: return "\(make("map", depth)).a"
    case 3: return "touchpoints[0].\(pick(["type", "sentiment", "score", "nope"]))"
    case 4: return "type(\(make("any", depth)))"
    case 5: return "known(\(make("any", depth)))"
    case 6: return "dyn(\(make("any", depth)))"
    default: return make(pick(["bool", "int", "double", "string", "list", "map", "time"]), depth)
    }
  }

  /// A macro with one variable.
  private mutating func bound(
    _ start: String, _ middle: String, _ end: String, _ kind: String, _ depth: Int
  ) -> String {
    let name = pick(["x", "y", "z", "stage"])
    locals.append(name)
    defer { locals.removeLast() }
    return start + name + middle + make(kind, depth) + end
  }

  /// A macro with two variables.
  private mutating func bound2(_ start: String, _ kind: String, _ depth: Int) -> String {
    locals += ["i", "v"]
    defer { locals.removeLast(2) }
    return start + "i, v, " + make(kind, depth) + ")"
  }
}
