/// What people write who know other notations, and what it is in this language.
enum Hints {
  /// For a character that starts no token.
  static func character(_ character: Unicode.Scalar, next: UInt8?) -> String? {
    switch character {
    case "=":
      next == UInt8(ascii: ">") ? "write `>=`" : next == UInt8(ascii: "<") ? "write `<=`" : "write `==`"
    case "&": "write `&&`"
    case "|": "write `||`"
    case "“", "”", "„", "‟", "«", "»": "write straight quotes, as in `\"text\"`"
    case "‘", "’", "‚", "‛", "´": "write straight quotes, as in `'text'`"
    case "≥": "write `>=`"
    case "≤": "write `<=`"
    case "≠": "write `!=`"
    case "–", "—", "−": "write `-`"
    case "×": "write `*`"
    case "÷": "write `/`"
    case "∧": "write `&&`"
    case "∨": "write `||`"
    case "¬": "write `!`"
    case "…": "write the values one by one"
    case "\u{A0}", "\u{200B}", "\u{FEFF}", "\u{2009}", "\u{202F}": "write a plain space"
    case "#": "write `//` before a comment"
    case "^", "~": "write `!` for not"
    case ";": "write one expression"
    case "$", "@": "write the name alone"
    default: nil
    }
  }

  /// For a word that stands where an operator should, by its lower-case form.
  static func wordAfterOperand(_ word: String) -> String? {
    switch word.lowercased() {
    case "and": "write `&&`"
    case "or": "write `||`"
    case "xor": "write `!=`"
    case "is", "equals", "equal", "eq": "write `==`"
    case "not": "write `!(x in list)` for not in, `!=` for is not"
    case "isnt", "neq", "ne": "write `!=`"
    case "gt": "write `>`"
    case "gte", "ge": "write `>=`"
    case "lt": "write `<`"
    case "lte", "le": "write `<=`"
    case "mod": "write `%`"
    case "div": "write `/`"
    case "contains", "has", "includes": "write `x in list`, or `text.contains(\"part\")`"
    case "matches", "like": "write `text.matches(\"pattern\")`"
    case "startswith": "write `text.startsWith(\"start\")`"
    case "endswith": "write `text.endsWith(\"end\")`"
    case "between": "write `low <= x && x <= high`"
    case "then", "if", "else", "when": "write `condition ? value : otherwise`"
    default: word == "in" ? nil : word.lowercased() == "in" ? "write `in`" : nil
    }
  }

  /// For a word that starts an operand.
  static func wordBeforeOperand(_ word: String) -> String? {
    switch word.lowercased() {
    case "not": "write `!`"
    case "if", "when", "unless", "while": "write `condition ? value : otherwise`"
    default: nil
    }
  }

  /// For a variable that is not declared.
  static func name(_ name: String) -> String? {
    switch name.lowercased() {
    case "true", "yes", "on": "write `true`"
    case "false", "no", "off": "write `false`"
    case "none", "nil", "undefined", "null": "write `null`"
    case "not": "write `!`"
    case "and": "write `&&`"
    case "or": "write `||`"
    case "nan": "write `double(\"NaN\")`"
    case "infinity", "inf": "write `double(\"Infinity\")`"
    default: nil
    }
  }

  /// For a function that does not exist.
  static func function(_ name: String, isMember: Bool) -> String? {
    switch name.lowercased() {
    case "len", "length", "count": "write `size(x)`"
    case "includes", "contain", "has", "includeskey", "haskey", "containskey": "write `x in list`"
    case "tolowercase", "lower", "lowercase", "tolower", "downcase": "write `text.lowerAscii()`"
    case "touppercase", "upper", "uppercase", "toupper", "upcase": "write `text.upperAscii()`"
    case "strip": "write `text.trim()`"
    case "starts_with", "beginswith", "hasprefix": "write `text.startsWith(\"start\")`"
    case "ends_with", "hassuffix": "write `text.endsWith(\"end\")`"
    case "match", "regex", "like", "test": "write `text.matches(\"pattern\")`"
    case "any", "some": isMember ? "write `list.exists(x, …)`" : "write `a || b`"
    case "every": isMember ? "write `list.all(x, …)`" : "write `a && b`"
    case "find", "where", "select": "write `list.filter(x, …)`"
    case "max", "maximum": "write `math.greatest(a, b)`"
    case "min", "minimum": "write `math.least(a, b)`"
    case "abs", "ceil", "floor", "round", "trunc", "sqrt": "write `math.\(name.lowercased())(x)`"
    case "range": "write `lists.range(n)`"
    case "str", "tostring", "text": "write `string(x)`"
    case "integer", "toint", "parseint": "write `int(x)`"
    case "float", "number", "todouble", "parsefloat", "decimal": "write `double(x)`"
    case "boolean": "write `bool(x)`"
    case "defined", "exists", "isset", "isnull", "isempty", "empty": "write `has(a.b)`, or `size(x) == 0`"
    case "if", "iff", "ifelse": "write `condition ? value : otherwise`"
    case "not": "write `!`"
    case "date", "datetime", "time": "write `timestamp(\"2026-01-31T00:00:00Z\")`"
    case "year", "getyear": "write `t.getFullYear()`"
    case "month": "write `t.getMonth()`"
    case "day": "write `t.getDate()`"
    case "hour", "hours": "write `t.getHours()`"
    case "substr", "mid": "write `text.substring(start, end)`"
    default: nil
    }
  }

  /// For a length of time without quotes, such as `14d`.
  static func duration(_ word: String) -> String? {
    guard let unit = word.last, let count = Int(word.dropLast()), (0...100_000).contains(count) else {
      return nil
    }
    let hours: [Character: Int] = ["h": 1, "d": 24, "w": 168]
    if let hours = hours[unit] { return "write `duration(\"\(count * hours)h\")`" }
    return unit == "m" || unit == "s" ? "write `duration(\"\(word)\")`" : nil
  }

  /// For a field of something that has none.
  static func field(_ name: String) -> String? {
    switch name.lowercased() {
    case "length", "size", "count", "len": "write `size(x)`"
    case "first": "write `list[0]`"
    case "lower", "lowercase": "write `text.lowerAscii()`"
    case "upper", "uppercase": "write `text.upperAscii()`"
    default: nil
    }
  }
}
