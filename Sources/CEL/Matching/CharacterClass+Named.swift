extension CharacterClass {
  /// What `\d`, `\s` or `\w` stands for, by its letter in either case; nil for any other letter.
  init?(perl letter: Unicode.Scalar) {
    switch letter {
    case "d", "D": self.init(ascii: "digit")
    // Unlike `[:space:]`, without the vertical tab.
    case "s", "S": self.init([ScalarRange(0x09, 0x0A), ScalarRange(0x0C, 0x0D), ScalarRange(0x20, 0x20)])
    case "w", "W": self.init(ascii: "word")
    default: return nil
    }
  }

  /// What `[:name:]` stands for inside brackets; nil for a name that is not one of them.
  init?(ascii name: String) {
    let digits = ScalarRange(0x30, 0x39)
    let upper = ScalarRange(0x41, 0x5A)
    let lower = ScalarRange(0x61, 0x7A)
    let blank = [ScalarRange(0x09, 0x09), ScalarRange(0x20, 0x20)]
    let ranges: [ScalarRange]? =
      switch name {
      case "alnum": [digits, upper, lower]
      case "alpha": [upper, lower]
      case "ascii": [ScalarRange(0x00, 0x7F)]
      case "blank": blank
      case "cntrl": [ScalarRange(0x00, 0x1F), ScalarRange(0x7F, 0x7F)]
      case "digit": [digits]
      case "graph": [ScalarRange(0x21, 0x7E)]
      case "lower": [lower]
      case "print": [ScalarRange(0x20, 0x7E)]
      case "punct":
        [ScalarRange(0x21, 0x2F), ScalarRange(0x3A, 0x40), ScalarRange(0x5B, 0x60), ScalarRange(0x7B, 0x7E)]
      case "space": blank + [ScalarRange(0x0A, 0x0D)]
      case "upper": [upper]
      case "word": [digits, upper, lower, ScalarRange(0x5F, 0x5F)]
      case "xdigit": [digits, ScalarRange(0x41, 0x46), ScalarRange(0x61, 0x66)]
      default: nil
      }
    guard let ranges else { return nil }
    self.init(ranges)
  }

  /// What `\p{name}` stands for: a general category, a script or `Any`; nil for a name that is none of them.
  init?(unicode name: String) {
    if name.utf8.elementsEqual("Any".utf8) {
      self = .any
    } else if let ranges = GeneralCategories.ranges(named: name) ?? Scripts.ranges(named: name) {
      self.init(ranges)
    } else {
      return nil
    }
  }
}
