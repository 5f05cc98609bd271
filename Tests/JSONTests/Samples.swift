import JSON
import TestSupport

/// Random JSON texts that are valid.
struct Samples {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  private static let strings = [
    "", "a", "journey", "acme/anna", "é", "日本", "😀", #"\n"#, #"\""#, #"\\"#, #"\/"#, #"\u0041"#,
    #"\u00e9"#, #"\ud83d\ude00"#, "a long name of more than sixteen bytes", "\u{7f}",
  ]
  private static let numbers = [
    "0", "-0", "1", "-1", "420", "42.0", "0.8", "-0.2", "1e3", "1E-3", "1.5e+2", "9007199254740993", "1e22",
    "123456789.123456789", "0.1e-10", "9223372036854775807", "1e300", "5e-324",
  ]
  mutating func valid() -> [UInt8] {
    var text = space()
    value(into: &text, depth: 0)
    return text + space()
  }

  private mutating func space() -> [UInt8] {
    [[], [], [], [0x20], [0x0a, 0x09]].randomElement(using: &random) ?? []
  }

  private mutating func string(into text: inout [UInt8], prefix: String = "") {
    text.append(0x22)
    text += prefix.utf8
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      text += (Self.strings.randomElement(using: &random) ?? "").utf8
    }
    text.append(0x22)
  }

  private mutating func value(into text: inout [UInt8], depth: Int) {
    let kind = Int.random(in: 0..<(depth < 5 ? 10 : 6), using: &random)
    switch kind {
    case 0: text += ["true", "false", "null"].randomElement(using: &random)?.utf8 ?? "".utf8
    case 1...2: text += (Self.numbers.randomElement(using: &random) ?? "0").utf8
    case 3...5: string(into: &text)
    default:
      let isObject = kind < 8
      text.append(isObject ? 0x7b : 0x5b)
      text += space()
      for index in 0..<Int.random(in: 0...(depth == 0 ? 20 : 4), using: &random) {
        if index > 0 { text += [0x2c] + space() }
        if isObject {
          string(into: &text, prefix: "\(index)-")
          text += space() + [0x3a] + space()
        }
        value(into: &text, depth: depth + 1)
        text += space()
      }
      text.append(isObject ? 0x7d : 0x5d)
    }
  }
}
